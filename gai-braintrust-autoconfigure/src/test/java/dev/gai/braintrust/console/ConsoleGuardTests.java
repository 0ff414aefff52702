package dev.gai.braintrust.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleGuardTests {

	private final ConsoleGuard guard = new ConsoleGuard(false);

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:8080", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]",
			"[::1]:8080" })
	void letsThisMachineIn(String host) {
		assertThat(this.guard.refusal(get("/data/rows", "Host", host))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8080", "evil.localhost",
			"127.0.0.2", "0.0.0.0", "::1", "192.168.1.5:8080", "localhost:8080:8080", "localhost:", "localhost@evil",
			"" })
	void refusesAForeignHost(String host) {
		assertThat(this.guard.refusal(get("/", "Host", host))).contains("answers only as localhost");
	}

	@Test
	void refusesNoHostAndTwo() {
		assertThat(this.guard.refusal(get("/"))).contains("answers only as localhost");
		assertThat(this.guard.refusal(get("/", "Host", "localhost", "Host", "localhost")))
			.contains("answers only as localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "https://localhost:8080", "http://LOCALHOST:8080" })
	void letsItsOwnPageIn(String origin) {
		assertThat(this.guard.refusal(get("/data/rows", "Host", "localhost:8080", "Origin", origin))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://evil.example", "http://localhost:3000", "http://localhost", "null", "",
			"http://127.0.0.1:8080", "file://", "chrome-extension://localhost:8080", "http://localhost:8080.evil",
			"not an origin" })
	void refusesAForeignOrigin(String origin) {
		assertThat(this.guard.refusal(get("/data/rows", "Host", "localhost:8080", "Origin", origin)))
			.contains("does not answer to other pages");
	}

	@ParameterizedTest
	@ValueSource(strings = { "192.168.1.5", "10.0.0.1", "8.8.8.8", "fe80::1", "::ffff:10.0.0.1", "0.0.0.0" })
	void refusesAnotherMachine(String address) throws UnknownHostException {
		ConsoleCall call = new ConsoleCall("GET", "/", (name) -> null, InetAddress.getByName(address), false,
				(name) -> name.equals("Host") ? List.of("localhost") : List.of());
		assertThat(this.guard.refusal(call)).contains("answers only to this machine");
	}

	@Test
	void refusesAnUnknownAddress() {
		ConsoleCall call = new ConsoleCall("GET", "/", (name) -> null, null, false,
				(name) -> name.equals("Host") ? List.of("localhost") : List.of());
		assertThat(this.guard.refusal(call)).contains("answers only to this machine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via" })
	void refusesAProxy(String header) {
		assertThat(this.guard.refusal(get("/", "Host", "localhost", header, "127.0.0.1"))).contains("through a proxy");
	}

	@Test
	void refusesEverybodyWhereAddressesAreForwarded() {
		assertThat(new ConsoleGuard(true).refusal(get("/", "Host", "localhost"))).contains("through a proxy");
		ConsoleCall replaced = new ConsoleCall("GET", "/", (name) -> null, InetAddress.getLoopbackAddress(), true,
				(name) -> name.equals("Host") ? List.of("localhost") : List.of());
		assertThat(this.guard.refusal(replaced)).contains("through a proxy");
	}

	@ParameterizedTest
	@CsvSource({ "cross-site, script, /data/rows, false", "cross-site, document, /data/rows, false",
			"same-site, empty, /data/rows, false", "same-origin, empty, /data/rows, true",
			"none, document, /data/rows, true", "cross-site, document, /, true", "cross-site, iframe, /, false",
			"cross-site, script, /app.js, false" })
	void isOpenedByALinkFromAnywhereAndReadByItsPageOnly(String site, String destination, String path, boolean in) {
		ConsoleCall call = get(path, "Host", "localhost", "Sec-Fetch-Site", site, "Sec-Fetch-Dest", destination);
		assertThat(this.guard.refusal(call) == null).isEqualTo(in);
	}

	@Test
	void changesNothingWithoutItsHeader() {
		ConsoleCall bare = call("POST", "/data/clear", "Host", "localhost");
		ConsoleCall asked = call("POST", "/data/clear", "Host", "localhost", ConsoleGuard.HEADER, "clear");

		assertThat(this.guard.refusal(bare)).contains("is missing");
		assertThat(this.guard.refusal(asked)).isNull();
	}

	private static ConsoleCall get(String path, String... headers) {
		return call("GET", path, headers);
	}

	private static ConsoleCall call(String method, String path, String... headers) {
		Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (int i = 0; i < headers.length; i += 2) {
			all.computeIfAbsent(headers[i], (name) -> new ArrayList<>()).add(headers[i + 1]);
		}
		return new ConsoleCall(method, path, (name) -> null, InetAddress.getLoopbackAddress(), false,
				(name) -> all.getOrDefault(name, List.of()));
	}

}

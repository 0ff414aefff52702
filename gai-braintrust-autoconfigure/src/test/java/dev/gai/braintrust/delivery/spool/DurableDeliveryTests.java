package dev.gai.braintrust.delivery.spool;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.gai.braintrust.delivery.DeliverySettings;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.delivery.SpanSender;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@Tag("thorough")
class DurableDeliveryTests {

	private static final int SIZE = 1_000;

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

	@TempDir
	private Path temp;

	@BeforeEach
	void startServer() {
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop();
	}

	@Test
	void whatOneApplicationCouldNotDeliverTheNextOneDoes() {
		answer(503);
		ExportCounters first = new ExportCounters();
		run(first, 0, 100, 0);
		assertThat(first.counts().logged()).isEqualTo(100);
		assertThat(first.counts().totalDropped()).isZero();
		this.server.resetAll();
		answer(200);
		ExportCounters second = new ExportCounters();
		run(second, 100, 150, 150);
		assertThat(second.counts().ended()).isEqualTo(150);
		assertThat(second.counts().delivered()).isEqualTo(150);
		assertThat(second.counts().logged()).isZero();
		List<Integer> received = new ArrayList<>();
		this.server.getAllServeEvents().forEach((event) -> received.addAll(numbers(event.getRequest().getBody())));
		assertThat(received).hasSize(150).doesNotHaveDuplicates();
		assertThat(this.temp.resolve("spool")).isEmptyDirectory();
	}

	private void run(ExportCounters counters, int from, int to, int delivered) {
		DeliverySettings settings = new DeliverySettings(Duration.ofMillis(10), 40, 1_000_000, Duration.ofSeconds(5),
				false, Duration.ofMillis(10), Duration.ofMillis(50), "test");
		Destination destination = new Destination(URI.create(this.server.baseUrl() + "/otel/v1/traces"), "Bearer sk",
				"project_name:demo");
		ExportOutcomes outcomes = new ExportOutcomes();
		SpoolSettings spool = new SpoolSettings(true, this.temp.resolve("spool"), 1_000_000, Duration.ofHours(1),
				false);
		try (SpanLog log = SpanLogs.open(spool, counters)) {
			SpanSender sender = new SpanSender(log, destination, settings, counters, outcomes);
			sender.start();
			for (int i = from; i < to; i++) {
				counters.ended();
				log.append(TestLogs.frame(i, SIZE));
				sender.appended();
			}
			Awaitility.await()
				.until(() -> counters.counts().delivered() == delivered
						&& (delivered > 0 || outcomes.failuresInARow() > 2));
			sender.stop(Duration.ofMillis(50));
		}
	}

	private void answer(int status) {
		this.server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
	}

	private static List<Integer> numbers(byte[] body) {
		List<Integer> numbers = new ArrayList<>();
		for (int at = 0; at < body.length; at += SIZE) {
			Frame frame = Frame.of(Arrays.copyOfRange(body, at, at + SIZE));
			assertThat(TestLogs.isIntact(frame)).isTrue();
			numbers.add(TestLogs.number(frame));
		}
		return numbers;
	}

}

package dev.gai.braintrust.console;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A request to the console, as both web stacks know it.
 *
 * @param method the HTTP method
 * @param path what is below the path of the console: empty, or with a leading slash
 * @param parameters the value of a parameter of the query, {@code null} if there is none
 * @param remote where the connection comes from, {@code null} if that is not known
 * @param forwarded whether a server has replaced that address
 * @param headers all values of a header as they came, empty if it is absent
 */
record ConsoleCall(String method, String path, Function<String, @Nullable String> parameters,
		@Nullable InetAddress remote, boolean forwarded, Function<String, List<String>> headers) {

	@Nullable String parameter(String name) {
		return this.parameters.apply(name);
	}

	@Nullable String token() {
		return parameter(ConsoleAccess.PARAMETER);
	}

	/**
	 * The only value of a header.
	 * @param name name of the header
	 * @return the value, {@code null} if it is absent or there is more than one
	 */
	@Nullable String header(String name) {
		List<String> values = this.headers.apply(name);
		return (values.size() == 1) ? values.get(0) : null;
	}

	boolean has(String name) {
		return !this.headers.apply(name).isEmpty();
	}

	boolean isGet() {
		return this.method.toUpperCase(Locale.ROOT).equals("GET");
	}

}

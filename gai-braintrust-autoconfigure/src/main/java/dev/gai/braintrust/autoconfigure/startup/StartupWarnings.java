package dev.gai.braintrust.autoconfigure.startup;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What can be seen at the start and would not be noticed otherwise: spans that will be
 * missing or doubled, a key that will show in a log.
 */
final class StartupWarnings {

	private static final String OTLP = "management.opentelemetry.tracing.export.otlp.endpoint";

	private static final String CLIENT_LOG = "jdk.httpclient.HttpClient.log";

	private StartupWarnings() {
	}

	/**
	 * Warnings where spans are sent.
	 * @param environment the environment
	 * @param endpoint where they are sent
	 * @return the warnings, each a sentence with what to do
	 */
	static Stream<String> whereSpansAreSent(Environment environment, String endpoint) {
		return Stream
			.of(sentTwice(environment, endpoint), keyInLog(System.getProperty(CLIENT_LOG)),
					JavaAgent.warningIn(environment))
			.filter(Objects::nonNull);
	}

	/**
	 * Warnings where spans are not sent although somebody has set a key.
	 * @param environment the environment
	 * @return the warnings, each a sentence with what to do
	 */
	static Stream<String> whereNothingIsSent(Environment environment) {
		boolean wanted = environment.getProperty("gai.braintrust.enabled", Boolean.class, true)
				&& StringUtils.hasText(environment.getProperty("gai.braintrust.api-key"));
		boolean traced = environment.getProperty("management.opentelemetry.enabled", Boolean.class, true);
		return (wanted && !traced) ? Stream
			.of("An API key of Braintrust is set, but management.opentelemetry.enabled=false (or the environment variable "
					+ "OTEL_SDK_DISABLED) leaves the application without a tracer, so that there is nothing to send. "
					+ "Remove it, or set gai.braintrust.enabled=false")
				: Stream.empty();
	}

	private static @Nullable String sentTwice(Environment environment, String endpoint) {
		String enabled = environment.getProperty("management.tracing.export.otlp.enabled",
				environment.getProperty("management.tracing.export.enabled", "true"));
		URI own = uri(environment.getProperty(OTLP));
		if (own == null || !Boolean.parseBoolean(enabled) || !isBraintrust(own, uri(endpoint))) {
			return null;
		}
		return "Spring Boot's own OTLP exporter (" + OTLP + ", or the environment variable "
				+ "OTEL_EXPORTER_OTLP_ENDPOINT) sends to Braintrust as well, so spans arrive there twice. Remove the "
				+ "endpoint, or set management.tracing.export.otlp.enabled=false";
	}

	/**
	 * Another path of the same server need not be Braintrust: a collector takes spans for
	 * several backends.
	 */
	private static boolean isBraintrust(URI own, @Nullable URI ours) {
		String host = own.getHost().toLowerCase(Locale.ROOT);
		if (host.equals("braintrust.dev") || host.endsWith(".braintrust.dev")) {
			return true;
		}
		return ours != null && own.getHost().equalsIgnoreCase(ours.getHost()) && own.getPort() == ours.getPort()
				&& (own.getPath().equals(ours.getPath()) || own.getPath().startsWith("/otel"));
	}

	private static @Nullable URI uri(@Nullable String text) {
		try {
			URI uri = (text != null) ? URI.create(text.strip()) : null;
			return (uri != null && uri.getHost() != null) ? uri : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * The JDK's client prints all headers of a request with these two.
	 * @param log value of the system property
	 * @return the warning, {@code null} if there is none
	 */
	static @Nullable String keyInLog(@Nullable String log) {
		boolean headers = log != null && Arrays.stream(log.toLowerCase(Locale.ROOT).split(","))
			.map(String::strip)
			.anyMatch((part) -> part.equals("headers") || part.equals("all"));
		return headers
				? "The system property " + CLIENT_LOG + " has the JDK print the headers of HTTP requests, and with "
						+ "them the API key of Braintrust. Remove \"headers\" and \"all\" from it"
				: null;
	}

}

package dev.gai.braintrust.speed.pipe;

/**
 * A way of spans from the application to the collector.
 */
interface Pipe extends AutoCloseable {

	/**
	 * Makes a span.
	 * @param input the prompt
	 * @param output the answer
	 */
	void span(String input, String output);

	/**
	 * Sends what has ended.
	 */
	void flush();

	@Override
	void close();

	/**
	 * Makes a pipe.
	 * @param name {@code starter}, {@code otel} or {@code sdk}; with {@code -api} behind
	 * it for spans that are made through OpenTelemetry's API
	 * @param gzip whether requests are compressed
	 * @param url where the collector is
	 * @return the pipe
	 */
	static Pipe of(String name, boolean gzip, String url) {
		return switch (name) {
			case "starter" -> new StarterPipe(url, gzip, false);
			case "starter-api" -> new StarterPipe(url, gzip, true);
			case "otel" -> new OtelPipe(url, gzip);
			case "sdk" -> new SdkPipe(url, false);
			case "sdk-api" -> new SdkPipe(url, true);
			default -> throw new IllegalArgumentException(name);
		};
	}

}

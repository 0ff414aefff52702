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
	 * @param name {@code starter}, {@code otel} or {@code sdk}
	 * @param gzip whether requests are compressed
	 * @param url where the collector is
	 * @return the pipe
	 */
	static Pipe of(String name, boolean gzip, String url) {
		return switch (name) {
			case "starter" -> new StarterPipe(url, gzip);
			case "otel" -> new OtelPipe(url, gzip);
			case "sdk" -> new SdkPipe(url);
			default -> throw new IllegalArgumentException(name);
		};
	}

}

package dev.gai.braintrust.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

import dev.gai.braintrust.guard.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * A request under way. Its deadline covers everything until the last byte of the answer,
 * since {@link java.net.http.HttpRequest.Builder#timeout} ends with the headers.
 */
final class Exchange {

	/** What is kept does not get older than a day: ask again in time. */
	private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

	private static final byte[] NOTHING = {};

	private final CompletableFuture<HttpResponse<byte[]>> response;

	private final Duration timeout;

	private final UnaryOperator<String> safe;

	private final Runnable accepted;

	private final long start = System.nanoTime();

	/**
	 * Creates an exchange that begins now.
	 * @param response completes with the whole answer
	 * @param timeout the longest time until then
	 * @param safe makes text of others fit for logs
	 * @param accepted told when the answer says that all of the request has been read
	 */
	Exchange(CompletableFuture<HttpResponse<byte[]>> response, Duration timeout, UnaryOperator<String> safe,
			Runnable accepted) {
		this.response = response;
		this.timeout = timeout;
		this.safe = safe;
		this.accepted = accepted;
	}

	Answer await() throws InterruptedException {
		try {
			long left = this.timeout.toNanos() - (System.nanoTime() - this.start);
			return answer(this.response.get(Math.max(0, left), TimeUnit.NANOSECONDS));
		}
		catch (TimeoutException ex) {
			cancel();
			return failed(FailureCategory.TIMEOUT, "No complete answer within " + this.timeout);
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			return failed(FailureCategory.NETWORK, cause.toString());
		}
		catch (RuntimeException ex) {
			return failed(FailureCategory.NETWORK, ex.getClass().getName());
		}
	}

	/**
	 * Gives up the connection. Whether the request has been accepted is not known then.
	 */
	void cancel() {
		this.response.cancel(true);
	}

	/**
	 * How long the service asks to wait. A date that has passed says nothing: clocks
	 * differ.
	 */
	static @Nullable Duration askedFor(String retryAfter, Clock clock) {
		Duration wait = RetryAfter.parse(retryAfter, clock, LONGEST_WAIT);
		return (wait != null && wait.isNegative()) ? null : wait;
	}

	private Answer answer(HttpResponse<byte[]> response) {
		int status = response.statusCode();
		Duration retryAfter = response.headers()
			.firstValue("Retry-After")
			.map((value) -> askedFor(value, Clock.systemUTC()))
			.orElse(null);
		if (status >= 200 && status < 300) {
			this.accepted.run();
			return stored(status, response, retryAfter);
		}
		String text = this.safe.apply(text(response));
		return new Answer(status, category(status, response), text, retryAfter, 0, took());
	}

	/**
	 * A page is not what refuses spans: a proxy in between may want a certificate, which
	 * nginx says with 400.
	 */
	private static FailureCategory category(int status, HttpResponse<byte[]> response) {
		FailureCategory category = FailureCategory.of(status);
		boolean page = OtlpAnswer.mediaType(response.headers().firstValue("Content-Type").orElse(""))
			.equals("text/html");
		return (page && category == FailureCategory.REJECTED) ? FailureCategory.WRONG_ENDPOINT : category;
	}

	private static String text(HttpResponse<byte[]> response) {
		return new String(body(response), StandardCharsets.UTF_8);
	}

	/**
	 * What was said, also where it is compressed, which nobody has asked for.
	 */
	private static byte[] body(HttpResponse<byte[]> response) {
		byte @Nullable [] body = response.body();
		if (body == null) {
			// The JDK gives none to the 407 of a proxy that was asked for a tunnel.
			return NOTHING;
		}
		if (!response.headers().firstValue("Content-Encoding").orElse("").strip().equalsIgnoreCase("gzip")) {
			return body;
		}
		try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return in.readNBytes(TracesEndpoint.MAX_ANSWER_BYTES);
		}
		catch (IOException ex) {
			return body;
		}
	}

	private Answer stored(int status, HttpResponse<byte[]> response, @Nullable Duration retryAfter) {
		String type = response.headers().firstValue("Content-Type").orElse("");
		byte[] body = body(response);
		PartialSuccess partial = OtlpAnswer.read(type, body, body.length >= TracesEndpoint.MAX_ANSWER_BYTES);
		if (partial == null) {
			String what = "Not the answer of an OTLP endpoint"
					+ (type.isEmpty() ? "" : " but " + OtlpAnswer.mediaType(type)) + ": ";
			return new Answer(status, FailureCategory.WRONG_ENDPOINT,
					this.safe.apply(what + new String(body, StandardCharsets.UTF_8)), retryAfter, 0, took());
		}
		return new Answer(status, null, this.safe.apply(partial.message()), retryAfter, partial.rejectedSpans(),
				took());
	}

	private Answer failed(FailureCategory category, String message) {
		return new Answer(0, category, this.safe.apply(message), null, 0, took());
	}

	private Duration took() {
		return Duration.ofNanos(System.nanoTime() - this.start);
	}

}

package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Sends one request and understands the answer. Redirects are never followed: the body is
 * the application's prompts. The timeout covers the whole exchange, since
 * {@link HttpRequest.Builder#timeout} ends with the headers of the answer.
 */
final class TracesEndpoint {

	private final HttpClient client = HttpClient.newBuilder()
		.followRedirects(HttpClient.Redirect.NEVER)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private final Destination destination;

	private final Duration timeout;

	private final boolean gzip;

	private final String userAgent;

	TracesEndpoint(Destination destination, DeliverySettings settings) {
		this.destination = destination;
		this.timeout = settings.timeout();
		this.gzip = settings.gzip();
		this.userAgent = settings.userAgent();
	}

	Answer send(List<byte[]> frames) throws InterruptedException {
		long start = System.nanoTime();
		CompletableFuture<HttpResponse<byte[]>> exchange = null;
		try {
			exchange = this.client.sendAsync(request(frames), (info) -> new CappedBody());
			HttpResponse<byte[]> response = exchange.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			return answer(response, Duration.ofNanos(System.nanoTime() - start));
		}
		catch (TimeoutException ex) {
			cancel(exchange);
			return failed(FailureCategory.TIMEOUT, "No complete answer within " + this.timeout, start);
		}
		catch (InterruptedException ex) {
			cancel(exchange);
			throw ex;
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			return failed(FailureCategory.NETWORK, cause.toString(), start);
		}
		catch (RuntimeException ex) {
			return failed(FailureCategory.NETWORK, ex.getClass().getName(), start);
		}
	}

	private static void cancel(@Nullable CompletableFuture<?> exchange) {
		if (exchange != null) {
			exchange.cancel(true);
		}
	}

	private HttpRequest request(List<byte[]> frames) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.destination.tracesUrl())
			.version("http".equals(this.destination.tracesUrl().getScheme()) ? HttpClient.Version.HTTP_1_1
					: HttpClient.Version.HTTP_2)
			.header("Content-Type", "application/x-protobuf")
			.header("User-Agent", this.userAgent)
			.POST(BodyPublishers.ofByteArray(body(frames)));
		if (this.gzip) {
			request.header("Content-Encoding", "gzip");
		}
		if (this.destination.authorization() != null) {
			request.header("Authorization", this.destination.authorization());
		}
		String parent = this.destination.parentHeader();
		if (parent != null) {
			request.header("x-bt-parent", parent);
		}
		return request.build();
	}

	private byte[] body(List<byte[]> frames) {
		int size = frames.stream().mapToInt((frame) -> frame.length).sum();
		ByteArrayOutputStream body = new ByteArrayOutputStream(this.gzip ? size / 2 + 64 : size);
		try (OutputStream out = this.gzip ? new FastGzip(body) : body) {
			for (byte[] frame : frames) {
				out.write(frame);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return body.toByteArray();
	}

	private Answer answer(HttpResponse<byte[]> response, Duration took) {
		int status = response.statusCode();
		Duration retryAfter = response.headers()
			.firstValue("Retry-After")
			.map((value) -> RetryAfter.parse(value, Clock.systemUTC()))
			.orElse(null);
		if (status >= 200 && status < 300) {
			PartialSuccess partial = PartialSuccess.read(response.body());
			return new Answer(status, null, safe(partial.message()), retryAfter, partial.rejectedSpans(), took);
		}
		return new Answer(status, categoryOf(status), safe(new String(response.body(), StandardCharsets.UTF_8)),
				retryAfter, 0, took);
	}

	private static FailureCategory categoryOf(int status) {
		return switch (status) {
			case 400, 422 -> FailureCategory.REJECTED;
			case 413 -> FailureCategory.TOO_LARGE;
			case 401, 403 -> FailureCategory.UNAUTHORIZED;
			case 429 -> FailureCategory.RATE_LIMITED;
			case 408 -> FailureCategory.SERVER_ERROR;
			default -> (status >= 500) ? FailureCategory.SERVER_ERROR : FailureCategory.WRONG_ENDPOINT;
		};
	}

	private Answer failed(FailureCategory category, String message, long start) {
		return new Answer(0, category, safe(message), null, 0, Duration.ofNanos(System.nanoTime() - start));
	}

	private String safe(String text) {
		String authorization = this.destination.authorization();
		String key = (authorization != null) ? authorization.substring(authorization.indexOf(' ') + 1) : "";
		return LogSafeText.of(text, key);
	}

	/**
	 * Level 1: level 6 costs twice the time for a tenth less of bytes.
	 */
	private static final class FastGzip extends GZIPOutputStream {

		FastGzip(OutputStream out) throws IOException {
			super(out, 8192);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

}

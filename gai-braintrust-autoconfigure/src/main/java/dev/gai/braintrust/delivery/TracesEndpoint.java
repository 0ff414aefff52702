package dev.gai.braintrust.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import dev.gai.braintrust.delivery.RequestMemory.Body;
import dev.gai.braintrust.guard.BoundedBody;
import dev.gai.braintrust.network.OwnHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests of frames. Redirects are never followed: the body is the application's
 * prompts.
 */
final class TracesEndpoint implements AutoCloseable {

	/** Its status is known by then. */
	static final int MAX_ANSWER_BYTES = 64 * 1024;

	private final Destination destination;

	private final Duration timeout;

	private final boolean gzip;

	private final String userAgent;

	private final UnaryOperator<String> mask;

	private final RequestMemory memory = new RequestMemory();

	private final OwnHttpClient client;

	TracesEndpoint(Destination destination, DeliverySettings settings) {
		this.destination = destination;
		this.timeout = settings.timeout();
		this.gzip = settings.gzip();
		this.userAgent = settings.userAgent();
		this.mask = settings.mask();
		this.client = settings.network()
			.client((builder) -> builder.followRedirects(HttpClient.Redirect.NEVER)
				.connectTimeout(Duration.ofSeconds(10)));
	}

	Answer send(List<Frame> frames) throws InterruptedException {
		Exchange exchange = start(frames);
		try {
			return exchange.await();
		}
		catch (InterruptedException ex) {
			exchange.cancel();
			throw ex;
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

	Exchange start(List<Frame> frames) {
		Body body = body(frames);
		return new Exchange(response(frames, body), this.timeout, (text) -> safe(text, frames),
				() -> this.memory.giveBack(body));
	}

	private CompletableFuture<HttpResponse<byte[]>> response(List<Frame> frames, Body body) {
		try {
			return this.client.send(request(frames, body), (info) -> BoundedBody.beginning(MAX_ANSWER_BYTES));
		}
		catch (RuntimeException ex) {
			// The message may quote a header, and that is the key.
			return CompletableFuture.failedFuture(new IOException(ex.getClass().getName()));
		}
	}

	private HttpRequest request(List<Frame> frames, Body body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.destination.tracesUrl())
			.version("http".equals(this.destination.tracesUrl().getScheme()) ? HttpClient.Version.HTTP_1_1
					: HttpClient.Version.HTTP_2)
			.header("Content-Type", "application/x-protobuf")
			.header("User-Agent", this.userAgent)
			.POST(body.publisher());
		if (this.gzip) {
			request.header("Content-Encoding", "gzip");
		}
		if (this.destination.authorization() != null) {
			request.header("Authorization", this.destination.authorization());
		}
		String parent = this.destination.parentHeader(frames);
		if (parent != null) {
			request.header("x-bt-parent", parent);
		}
		return request.build();
	}

	private Body body(List<Frame> frames) {
		int size = 0;
		for (Frame frame : frames) {
			size += frame.length();
		}
		Body body = this.memory.take(this.gzip ? size / 2 + 64 : size);
		try (OutputStream out = this.gzip ? new FastGzip(body) : body) {
			for (Frame frame : frames) {
				out.write(frame.array(), 0, frame.length());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return body;
	}

	/**
	 * Text of somebody else, fit to be logged and shown: without the key, without what it
	 * repeats of the request, and masked.
	 */
	private String safe(String text, List<Frame> frames) {
		String authorization = this.destination.authorization();
		String key = (authorization != null) ? authorization.substring(authorization.indexOf(' ') + 1) : "";
		String withoutKey = LogSafeText.withoutSecret(text, key.strip());
		List<byte[]> request = withoutKey.isBlank() ? List.of() : frames.stream().map(Frame::copy).toList();
		return LogSafeText.of(this.mask.apply(EchoedText.without(withoutKey, request, this.destination.parent())), "");
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

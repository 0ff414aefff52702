package dev.gai.braintrust.attachment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.guard.BoundedBody;
import dev.gai.braintrust.guard.RetryAfter;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.network.OwnHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Puts bytes where a signed address says. The address is one of a store, which must not
 * see the API key: the client is not that of the API and follows no redirects.
 * Thread-safe.
 */
final class SignedUpload implements AutoCloseable {

	private static final int MAX_ANSWER = 4096;

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

	/** A slow connection still gets a tenth of a megabyte through in a second. */
	private static final int BYTES_PER_MILLI = 100;

	/** A store is not told who we are; the client sets the others itself. */
	private static final Set<String> NOT_SENT = Set.of("authorization", "proxy-authorization", "cookie", "host",
			"content-length", "connection", "expect", "upgrade", "transfer-encoding");

	private final boolean plainAllowed;

	private final Duration timeout;

	private final OwnHttpClient client;

	/**
	 * Creates a client; nothing is opened before the first upload.
	 * @param plainAllowed whether an address may be one of plain HTTP
	 * @param timeout how long an upload may take that has few bytes
	 * @param network the way to the store, which is not who certificates are meant for
	 */
	SignedUpload(boolean plainAllowed, Duration timeout, Network network) {
		this.plainAllowed = plainAllowed;
		this.timeout = timeout;
		this.client = network.toOthers()
			.client((builder) -> builder.followRedirects(HttpClient.Redirect.NEVER)
				.connectTimeout(Duration.ofSeconds(10)));
	}

	void put(String address, Map<String, String> headers, String type, byte[] bytes) throws InterruptedException {
		HttpRequest request = request(address, headers, type, bytes);
		CompletableFuture<HttpResponse<byte[]>> answer = this.client.send(request,
				(info) -> BoundedBody.beginning(MAX_ANSWER));
		try {
			HttpResponse<byte[]> response = answer.get(this.timeout.toMillis() + bytes.length / BYTES_PER_MILLI,
					TimeUnit.MILLISECONDS);
			if (response.statusCode() < 200 || response.statusCode() > 299) {
				throw refused(response);
			}
		}
		catch (TimeoutException ex) {
			throw failed(FailureCategory.TIMEOUT, 0, "no answer in time", null);
		}
		catch (ExecutionException ex) {
			// Its message may hold the address, which is as good as a key.
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw failed(FailureCategory.NETWORK, 0, cause.getClass().getSimpleName(), null);
		}
		finally {
			answer.cancel(true);
		}
	}

	private HttpRequest request(String address, Map<String, String> headers, String type, byte[] bytes) {
		try {
			URI uri = URI.create(address);
			String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
			if (uri.getHost() == null || !(scheme.equals("https") || (this.plainAllowed && scheme.equals("http")))) {
				throw new IOException("the address is not one of HTTPS");
			}
			HttpRequest.Builder request = HttpRequest.newBuilder(uri)
				.version(scheme.equals("http") ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
				.PUT(BodyPublishers.ofByteArray(bytes));
			headers.forEach((name, value) -> {
				if (!NOT_SENT.contains(name.toLowerCase(Locale.ROOT))) {
					request.setHeader(name, value);
				}
			});
			request.setHeader("Content-Type", type);
			if (uri.getHost().toLowerCase(Locale.ROOT).endsWith(".blob.core.windows.net")) {
				request.setHeader("x-ms-blob-type", "BlockBlob");
			}
			return request.build();
		}
		catch (IllegalArgumentException | IOException ex) {
			String reason = (ex instanceof IOException) ? String.valueOf(ex.getMessage())
					: "the address cannot be used";
			throw failed(FailureCategory.WRONG_ENDPOINT, 0, reason, null);
		}
	}

	/**
	 * What a store refuses once it refuses again, but for what is said to pass.
	 */
	private static BraintrustApiException refused(HttpResponse<byte[]> response) {
		int status = response.statusCode();
		FailureCategory category = FailureCategory.of(status);
		boolean passes = category == FailureCategory.RATE_LIMITED || category == FailureCategory.SERVER_ERROR;
		Duration asked = response.headers()
			.firstValue("Retry-After")
			.map((value) -> RetryAfter.parse(value, Clock.systemUTC(), LONGEST_WAIT))
			.orElse(null);
		return failed(passes ? category : FailureCategory.REJECTED, status, "HTTP " + status, asked);
	}

	private static BraintrustApiException failed(FailureCategory category, int status, String reason,
			@Nullable Duration retryAfter) {
		return new BraintrustApiException(category, status, "Upload of an attachment: " + reason, retryAfter);
	}

	@Override
	public void close() {
		this.client.close();
	}

}

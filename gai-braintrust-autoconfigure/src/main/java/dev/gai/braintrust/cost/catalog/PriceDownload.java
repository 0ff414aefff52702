package dev.gai.braintrust.cost.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gai.braintrust.guard.BoundedBody;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.network.OwnHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file, with a deadline over all of it and a largest size. Redirects are not
 * followed: the address that was checked is the one that is asked. Used by one thread.
 */
final class PriceDownload implements AutoCloseable {

	private final URI url;

	private final Duration deadline;

	private final int maxBytes;

	private final OwnHttpClient client;

	private @Nullable String accepted;

	private @Nullable String received;

	PriceDownload(URI url, Duration deadline, int maxBytes, Network network) {
		this.url = url;
		this.deadline = deadline;
		this.maxBytes = maxBytes;
		// In HTTP/2 the end of a body that is given up may be told before the reason.
		this.client = network.client((builder) -> builder.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(deadline)
			.followRedirects(HttpClient.Redirect.NEVER));
	}

	/**
	 * Fetches the file.
	 * @return its bytes, {@code null} if it is the one that was last accepted
	 */
	byte @Nullable [] get() throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.url).header("Accept", "application/json");
		if (this.accepted != null) {
			request.header("If-None-Match", this.accepted);
		}
		HttpResponse<byte[]> response = answer(request.build());
		this.received = response.headers().firstValue("ETag").orElse(null);
		if (response.statusCode() == 304 && this.accepted != null) {
			return null;
		}
		if (response.statusCode() != 200) {
			throw new IOException("HTTP status " + response.statusCode());
		}
		return response.body();
	}

	/** What was fetched last is good, and need not be sent again. */
	void accepted() {
		this.accepted = this.received;
	}

	private HttpResponse<byte[]> answer(HttpRequest request) throws IOException, InterruptedException {
		CompletableFuture<HttpResponse<byte[]>> answer = this.client.send(request,
				(info) -> (info.statusCode() == 200) ? BoundedBody.whole(this.maxBytes) : BoundedBody.beginning(0));
		try {
			return answer.get(this.deadline.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new IOException("no complete answer within " + this.deadline.toMillis() + " ms", ex);
		}
		catch (ExecutionException ex) {
			String message = String.valueOf(ex.getCause());
			throw new IOException(message, ex);
		}
		finally {
			answer.cancel(true);
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}

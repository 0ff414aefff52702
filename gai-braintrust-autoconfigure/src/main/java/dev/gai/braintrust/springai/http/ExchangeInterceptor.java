package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.request.server.ServerAddress;
import io.micrometer.observation.ObservationRegistry;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import okio.HashingSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * Sees each attempt of a request to a model. The request goes out as it is.
 *
 * @since 0.1.0
 */
public final class ExchangeInterceptor implements Interceptor {

	private static final int MAX_ERROR_BYTES = 2048;

	/** What stands behind a longer answer is not read. */
	private static final long MAX_ANSWER_BYTES = 4 * 1024 * 1024;

	private static final String RETRY_COUNT = "X-Stainless-Retry-Count";

	private final HttpExchanges exchanges;

	private final Supplier<ObservationRegistry> registry;

	/**
	 * Creates an interceptor.
	 * @param exchanges told of what was seen
	 * @param registry knows what is current
	 */
	public ExchangeInterceptor(HttpExchanges exchanges, Supplier<ObservationRegistry> registry) {
		this.exchanges = exchanges;
		this.registry = registry;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		Instant start = Instant.now();
		Response response;
		try {
			response = chain.proceed(chain.request());
		}
		catch (IOException ex) {
			if (!chain.call().isCanceled()) {
				Guard.run("A failed attempt is not recorded",
						() -> failed(chain.request(), start, ex, new FailureMarks.Identity(ex)));
			}
			throw ex;
		}
		return seen(chain.request(), start, response);
	}

	private Response seen(Request request, Instant start, Response response) {
		try {
			if (!response.isSuccessful()) {
				String mark = UUID.randomUUID().toString();
				String body = response.peekBody(MAX_ERROR_BYTES).string();
				failed(request, start, new ProviderHttpException(response.code(), body), mark);
				return response.newBuilder().header(FailureMarks.HEADER, mark).build();
			}
			this.exchanges.succeeded(server(request), this.registry.get());
			ResponseBody body = response.body();
			if (isJson(response)) {
				String whole = response.peekBody(MAX_ANSWER_BYTES).source().getBuffer().readUtf8();
				this.exchanges.answered(whole, this.registry.get());
			}
			if (body != null && isEventStream(response)) {
				HttpAttempt attempt = attempt(request, start, null);
				AnswerEvents events = new AnswerEvents(attempt, this.exchanges, request.body());
				this.exchanges.open().begin(events);
				EventSource source = new EventSource(body.source(), events);
				return response.newBuilder()
					.body(ResponseBody.create(Okio.buffer(source), body.contentType(), body.contentLength()))
					.build();
			}
		}
		catch (Throwable ex) {
			Guard.report("An exchange with a provider is not recorded", ex);
		}
		return response;
	}

	private static boolean isEventStream(Response response) {
		return isOfType(response, "text/event-stream");
	}

	private static boolean isJson(Response response) {
		return isOfType(response, "application/json");
	}

	private static boolean isOfType(Response response, String expected) {
		String type = response.header("Content-Type");
		return type != null && type.toLowerCase(Locale.ROOT).startsWith(expected);
	}

	private void failed(Request request, Instant start, Throwable error, Object mark) {
		this.exchanges.failed(attempt(request, start, error), mark, this.registry.get());
	}

	private static HttpAttempt attempt(Request request, Instant start, @Nullable Throwable error) {
		int number = number(request);
		// A first attempt that succeeds has nothing to be found by.
		String fingerprint = (number > 0 || error != null) ? fingerprint(request.body()) : null;
		return new HttpAttempt(server(request), fingerprint, number, start, Instant.now(), error);
	}

	private static ServerAddress server(Request request) {
		return new ServerAddress(request.url().host(), request.url().port());
	}

	private static int number(Request request) {
		try {
			String count = request.header(RETRY_COUNT);
			return (count != null) ? Integer.parseInt(count) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static @Nullable String fingerprint(@Nullable RequestBody body) {
		if (body == null || body.isOneShot()) {
			return null;
		}
		HashingSink hash = HashingSink.sha256(Okio.blackhole());
		try (BufferedSink sink = Okio.buffer(hash)) {
			body.writeTo(sink);
		}
		catch (IOException ex) {
			return null;
		}
		return hash.hash().hex();
	}

}

package dev.gai.braintrust.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.guard.BoundedBody;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.network.OwnHttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Braintrust's REST API. Each call is one exchange that ends within
 * {@link ApiSettings#timeout()}; it waits on the calling thread, which must not be one of
 * the application's. Redirects are not followed, since the API key would go along.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class BraintrustApi implements AutoCloseable {

	/** A page of a dataset is the largest answer that is asked for. */
	private static final int MAX_ANSWER = 32 * 1024 * 1024;

	private static final byte[] NOTHING = {};

	private static final JsonMapper json = new JsonMapper();

	private final ApiSettings settings;

	private final ApiFailures failures;

	private final OwnHttpClient client;

	private volatile boolean closed;

	/**
	 * Creates a client; nothing is opened before the first request.
	 * @param settings how the API is asked
	 */
	public BraintrustApi(ApiSettings settings) {
		this.settings = settings;
		this.failures = new ApiFailures(settings.authorization(), settings.mask());
		this.client = settings.network()
			.client((builder) -> builder.followRedirects(HttpClient.Redirect.NEVER)
				.connectTimeout(Duration.ofSeconds(10)));
	}

	/**
	 * Asks for something.
	 * @param path path below the address of the API, for example {@code /v1/prompt}
	 * @param parameters parameters of the query, in the order of the map
	 * @return the answer
	 * @throws BraintrustApiException if there is no usable answer
	 * @throws InterruptedException if the thread was interrupted
	 */
	public JsonNode get(String path, Map<String, String> parameters) throws InterruptedException {
		String query = parameters.entrySet()
			.stream()
			.map((parameter) -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
			.collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
		return exchange("GET " + path, request(path + query).GET(), NOTHING, true);
	}

	/**
	 * Sends something.
	 * @param path path below the address of the API, for example {@code /v1/dataset}
	 * @param body the body, written as JSON
	 * @return the answer
	 * @throws BraintrustApiException if there is no usable answer
	 * @throws InterruptedException if the thread was interrupted
	 */
	public JsonNode post(String path, Object body) throws InterruptedException {
		return post(path, body, true);
	}

	/**
	 * Asks questions that may be asked again, for as long as one exchange may take.
	 * @return asks them
	 */
	public PatientReads patiently() {
		return new PatientReads(this.settings.timeout());
	}

	/**
	 * Sends something whose answer may be any JSON, a number for example.
	 * @param path path below the address of the API
	 * @param body the body, written as JSON
	 * @return the answer
	 * @throws BraintrustApiException if there is no usable answer
	 * @throws InterruptedException if the thread was interrupted
	 */
	public JsonNode postForAny(String path, Object body) throws InterruptedException {
		return post(path, body, false);
	}

	private HttpRequest.Builder request(String pathAndQuery) {
		boolean plain = "http".equals(this.settings.baseUrl().getScheme());
		return HttpRequest.newBuilder(URI.create(this.settings.baseUrl() + pathAndQuery))
			.version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
			.header("Accept", "application/json")
			.header("Authorization", this.settings.authorization())
			.header("User-Agent", this.settings.userAgent());
	}

	private JsonNode post(String path, Object body, boolean container) throws InterruptedException {
		byte[] bytes = json.writeValueAsBytes(body);
		HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(bytes));
		return exchange("POST " + path, request, bytes, container);
	}

	private JsonNode exchange(String what, HttpRequest.Builder request, byte[] sent, boolean container)
			throws InterruptedException {
		HttpResponse<byte[]> response = answer(what, request.build());
		if (response.statusCode() < 200 || response.statusCode() > 299) {
			throw this.failures.refused(what, response, sent);
		}
		try {
			JsonNode answer = json.readTree(response.body());
			if (answer != null && (answer.isContainer() || (!container && !answer.isMissingNode()))) {
				return answer;
			}
		}
		catch (Throwable ex) {
			// What came is not repeated: it may be anything.
			Guard.rethrowFatal(ex);
		}
		throw this.failures.notJson(what, response);
	}

	private HttpResponse<byte[]> answer(String what, HttpRequest request) throws InterruptedException {
		CompletableFuture<HttpResponse<byte[]>> answer = send(request);
		try {
			return answer.get(this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw this.failures.unanswered(FailureCategory.TIMEOUT,
					what + ": no complete answer within " + this.settings.timeout());
		}
		catch (ExecutionException ex) {
			throw this.failures.unanswered(FailureCategory.NETWORK, what + ": " + ex.getCause());
		}
		finally {
			answer.cancel(true);
		}
	}

	private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
		if (this.closed) {
			return CompletableFuture.failedFuture(new IOException("closed"));
		}
		try {
			return this.client.send(request, (info) -> BoundedBody.whole(MAX_ANSWER));
		}
		catch (RuntimeException ex) {
			// The message may quote a header, and that is the key.
			return CompletableFuture.failedFuture(new IOException(ex.getClass().getName()));
		}
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/**
	 * Refuses further requests and ends the client.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.client.close();
	}

}

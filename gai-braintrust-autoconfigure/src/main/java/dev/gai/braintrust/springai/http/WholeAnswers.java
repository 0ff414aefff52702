package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

/**
 * Reads the answers that a {@code RestClient} of a model receives. They are passed on as
 * they came, and not sooner.
 *
 * @param exchanges told of what was seen
 * @param registry knows what is current
 */
record WholeAnswers(HttpExchanges exchanges,
		Supplier<ObservationRegistry> registry) implements ClientHttpRequestInterceptor {

	static RestClient of(RestClient client, HttpExchanges exchanges, Supplier<ObservationRegistry> registry) {
		return client.mutate().requestInterceptors((all) -> {
			if (all.stream().noneMatch(WholeAnswers.class::isInstance)) {
				all.add(new WholeAnswers(exchanges, registry));
			}
		}).build();
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		ClientHttpResponse response = execution.execute(request, body);
		Boolean told = Guard.get("An answer of a provider is not read", false, () -> isAnswer(response));
		return Boolean.TRUE.equals(told) ? new Seen(response, new SeenBody(this::tell)) : response;
	}

	private static boolean isAnswer(ClientHttpResponse response) {
		MediaType type = response.getHeaders().getContentType();
		return type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON) && isSuccessful(response);
	}

	private static boolean isSuccessful(ClientHttpResponse response) {
		try {
			return response.getStatusCode().is2xxSuccessful();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void tell(String json) {
		this.exchanges.answered(json, this.registry.get());
	}

	/**
	 * Tells when the client has read as much as it wants.
	 *
	 * @param response as it came
	 * @param seen what has been read of it
	 */
	private record Seen(ClientHttpResponse response, SeenBody seen) implements ClientHttpResponse {

		@Override
		public HttpStatusCode getStatusCode() throws IOException {
			return this.response.getStatusCode();
		}

		@Override
		public String getStatusText() throws IOException {
			return this.response.getStatusText();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.response.getHeaders();
		}

		@Override
		public InputStream getBody() throws IOException {
			return this.seen.of(this.response.getBody());
		}

		@Override
		public void close() {
			this.response.close();
			this.seen.tell();
		}

	}

}

package dev.gai.braintrust.sample.llm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Calls an OpenAI-compatible endpoint. It knows nothing of tracing: the methods that use
 * it carry the annotations, and the answer is left as JSON, in which the starter finds
 * model, usage and finish reason by itself.
 */
@Component
public class LlmClient {

	private static final String DATA = "data:";

	private final RestClient http;

	private final LlmSettings settings;

	private final JsonMapper mapper;

	LlmClient(RestClient.Builder builder, LlmSettings settings, JsonMapper mapper) {
		this.http = builder.baseUrl(settings.baseUrl())
			.defaultHeaders((headers) -> headers.setBearerAuth(settings.apiKey()))
			.build();
		this.settings = settings;
		this.mapper = mapper;
	}

	/**
	 * Asks and waits for the whole answer.
	 * @param request the request
	 * @return the answer
	 */
	public JsonNode complete(ChatRequest request) {
		return post(request, false).retrieve().body(JsonNode.class);
	}

	/**
	 * Asks and hands on the chunks of the answer as they arrive, the last one with the
	 * usage.
	 * @param request the request, which is sent with each subscription
	 * @return the chunks
	 */
	public Flux<JsonNode> stream(ChatRequest request) {
		return Flux
			.<JsonNode>create((sink) -> post(request, true).accept(MediaType.TEXT_EVENT_STREAM)
				.exchange((sent, response) -> emit(response, sink)))
			.subscribeOn(Schedulers.boundedElastic());
	}

	private RestClient.RequestBodySpec post(ChatRequest request, boolean stream) {
		return this.http.post()
			.uri("/chat/completions")
			.contentType(MediaType.APPLICATION_JSON)
			.body(WireFormat.of(request, this.settings.model(), stream));
	}

	private Void emit(ClientHttpResponse response, FluxSink<JsonNode> sink) throws IOException {
		if (response.getStatusCode().isError()) {
			throw new RestClientException("The model's endpoint answered " + response.getStatusCode());
		}
		BufferedReader lines = new BufferedReader(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8));
		String line;
		while (!sink.isCancelled() && (line = lines.readLine()) != null) {
			String data = line.startsWith(DATA) ? line.substring(DATA.length()).trim() : "";
			if (data.startsWith("{")) {
				sink.next(this.mapper.readTree(data));
			}
		}
		sink.complete();
		return null;
	}

}

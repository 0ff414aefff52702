package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.error.AnsweredErrorException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads JSON in the shapes of OpenAI's APIs and of Anthropic's messages. Any other
 * document, such as the result of a tool, is left alone.
 *
 * @param <T> how the JSON was parsed
 */
final class ProviderJsonReader<T> implements ResponseReader<T> {

	private final Class<T> responseType;

	private ProviderJsonReader(Class<T> responseType) {
		this.responseType = responseType;
	}

	static ResponseReader<?> ofMaps() {
		return new ProviderJsonReader<>(Map.class);
	}

	static ResponseReader<?> ofNodes() {
		return new ProviderJsonReader<>(JsonNode.class);
	}

	@Override
	public Class<T> responseType() {
		return this.responseType;
	}

	@Override
	public @Nullable LlmResponse read(T response) {
		return readAll(List.of(response));
	}

	@Override
	public @Nullable LlmResponse readAll(List<T> chunks) {
		return readDocuments(chunks);
	}

	static @Nullable LlmResponse readDocuments(List<?> parsed) {
		List<JsonValue> documents = JsonValue.all(parsed);
		LlmResponse response = ChatCompletionJson.read(documents);
		response = (response != null) ? response : ResponsesApiJson.read(documents);
		response = (response != null) ? response : AnthropicJson.read(documents);
		response = (response != null) ? response : EmbeddingsJson.read(documents);
		response = (response != null) ? response.billedAs(BillingJson.read(documents)) : null;
		AnsweredErrorException error = ErrorJson.in(documents);
		if (error == null) {
			return response;
		}
		return (response != null) ? response.withError(error) : LlmResponse.builder().error(error).build();
	}

}

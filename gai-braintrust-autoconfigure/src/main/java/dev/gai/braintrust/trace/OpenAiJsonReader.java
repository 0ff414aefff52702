package dev.gai.braintrust.trace;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads JSON in the shapes of OpenAI's APIs. Any other document, such as the result of a
 * tool, is left alone.
 *
 * @param <T> how the JSON was parsed
 */
final class OpenAiJsonReader<T> implements ResponseReader<T> {

	private final Class<T> responseType;

	private OpenAiJsonReader(Class<T> responseType) {
		this.responseType = responseType;
	}

	static ResponseReader<?> ofMaps() {
		return new OpenAiJsonReader<>(Map.class);
	}

	static ResponseReader<?> ofNodes() {
		return new OpenAiJsonReader<>(JsonNode.class);
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
		List<JsonValue> documents = chunks.stream().map(JsonValue::of).toList();
		LlmResponse response = ChatCompletionJson.read(documents);
		response = (response != null) ? response : ResponsesApiJson.read(documents);
		return (response != null) ? response : EmbeddingsJson.read(documents);
	}

}

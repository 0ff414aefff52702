package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.dialect.Dialects;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The JSON in which one API answers. A document of another API is left alone.
 */
interface JsonShape {

	/**
	 * All shapes that are known, those that say clearly what they are first.
	 */
	List<JsonShape> ALL = List.of(ChatCompletionJson::read, JsonShape::readDialects, ResponsesApiJson::read,
			AnthropicJson::read, GeminiJson::read, InteractionsJson::read, BedrockConverseJson::read, CohereJson::read,
			OllamaJson::read, DashScopeJson::read, EmbeddingsJson::read, RerankJson::read, ImagesJson::read,
			AudioJson::read, BedrockInvokeJson::read, CloudflareJson::read, WatsonxJson::read, TextGenerationJson::read,
			ReplicateJson::read, ConversationJson::read, AssistantsJson::read, YandexJson::read);

	private static @Nullable LlmResponse readDialects(List<JsonValue> documents) {
		List<JsonValue> translated = Dialects.translated(documents);
		return translated.isEmpty() ? null : ChatCompletionJson.read(translated);
	}

	/**
	 * Reads a response.
	 * @param documents the response, or the chunks of a streamed one in their order
	 * @return what they say together, or {@code null} if they are of another shape
	 */
	@Nullable LlmResponse read(List<JsonValue> documents);

}

package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import org.jspecify.annotations.Nullable;

/**
 * Responses of OpenAI's embeddings API. The vectors are counted, never kept.
 */
final class EmbeddingsJson {

	private EmbeddingsJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		JsonValue document = documents.get(documents.size() - 1);
		List<JsonValue> vectors = document.get("data").items();
		boolean recognized = "list".equals(document.get("object").text()) && !vectors.isEmpty()
				&& vectors.stream().allMatch(EmbeddingsJson::isVector);
		if (!recognized) {
			return null;
		}
		return LlmResponse.builder()
			.model(document.get("model").label())
			.id(document.get("id").label())
			.usage(OpenAiUsage.readInput(document.get("usage")))
			.embeddings(vectors.size())
			.build();
	}

	private static boolean isVector(JsonValue item) {
		// Vectors are numbers, or their bytes in base64.
		JsonValue vector = item.get("embedding");
		return vector.isArray() || vector.text() != null;
	}

}

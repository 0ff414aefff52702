package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.usage.Usage;
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
			return ofPredictions(document);
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
		return vector.isArray() || vector.text() != null || isListOfVectors(item);
	}

	/** Of pictures and texts, at Vertex AI. */
	private static boolean isOfSeveralKinds(JsonValue prediction) {
		return prediction.get("textEmbedding").isArray() || prediction.get("imageEmbedding").isArray()
				|| prediction.get("videoEmbeddings").isArray();
	}

	/** Of parts of a document, as Voyage makes them. */
	private static boolean isListOfVectors(JsonValue item) {
		return "list".equals(item.get("object").text()) && !item.get("data").items().isEmpty()
				&& item.get("data").items().stream().allMatch((part) -> part.get("embedding").isArray());
	}

	/**
	 * Vectors of Vertex AI's {@code predict}, of DashScope and of Amazon Nova.
	 */
	private static @Nullable LlmResponse ofPredictions(JsonValue document) {
		List<JsonValue> vectors = document.get("output").get("embeddings").items();
		if (!vectors.isEmpty() && vectors.stream().allMatch((vector) -> vector.get("embedding").isArray())) {
			return LlmResponse.builder()
				.id(document.get("request_id").label())
				.embeddings(vectors.size())
				.usage(OpenAiUsage.readInput(document.get("usage")))
				.build();
		}
		List<JsonValue> predictions = document.get("predictions").items();
		List<JsonValue> typed = document.get("embeddings").items();
		if (!typed.isEmpty() && typed.stream().allMatch((one) -> one.has("embeddingType"))) {
			return LlmResponse.builder().embeddings(typed.size()).build();
		}
		if (!predictions.isEmpty() && predictions.stream().allMatch(EmbeddingsJson::isOfSeveralKinds)) {
			return LlmResponse.builder().embeddings(predictions.size()).build();
		}
		boolean recognized = !predictions.isEmpty()
				&& predictions.stream().allMatch((one) -> one.get("embeddings").get("values").isArray());
		if (!recognized) {
			return null;
		}
		Long input = null;
		for (JsonValue prediction : predictions) {
			Long tokens = prediction.get("embeddings").get("statistics").get("token_count").count();
			input = (input == null || tokens == null) ? tokens : Long.valueOf(input + tokens);
		}
		return LlmResponse.builder()
			.embeddings(predictions.size())
			.usage((input != null) ? Usage.builder().input(input).build() : null)
			.build();
	}

}

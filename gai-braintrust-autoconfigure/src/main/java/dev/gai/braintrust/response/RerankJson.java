package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of models that order documents: those of Cohere, Jina, Voyage and NVIDIA.
 */
final class RerankJson {

	private RerankJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		JsonValue document = documents.get(documents.size() - 1);
		JsonValue results = document.get("results").isArray() ? document.get("results")
				: document.get("rankings").isArray() ? document.get("rankings") : document.get("data");
		boolean recognized = !results.items().isEmpty() && results.items()
			.stream()
			.allMatch((item) -> (item.has("relevance_score") || item.has("logit")) && item.has("index"));
		if (!recognized) {
			return null;
		}
		return LlmResponse.builder()
			.model(document.get("model").label())
			.id(document.get("id").label())
			.usage(usage(document))
			.output(results.plain())
			.build();
	}

	private static @Nullable Usage usage(JsonValue document) {
		Long billed = document.get("meta").get("billed_units").get("input_tokens").count();
		return (billed != null) ? Usage.builder().input(billed).build() : OpenAiUsage.readInput(document.get("usage"));
	}

}

package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of IBM's watsonx.ai to {@code text/generation}, whole or streamed, and its
 * vectors. Each event of a stream has the count of all tokens so far.
 */
final class WatsonxJson {

	private WatsonxJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		AnswerText answer = new AnswerText();
		LlmResponse.Builder read = LlmResponse.builder();
		Long input = null;
		Long output = null;
		boolean recognized = false;
		for (JsonValue document : documents) {
			for (JsonValue result : document.get("results").items()) {
				if (result.get("generated_text").text() == null || !result.has("generated_token_count")) {
					continue;
				}
				recognized = true;
				read.model(document.firstLabel("model_id", "model"));
				answer.append(result.get("generated_text").text());
				String reason = result.get("stop_reason").text();
				answer.finished("not_finished".equals(reason) ? null : FinishReasons.normalize(reason));
				input = larger(input, result.get("input_token_count").count());
				output = larger(output, result.get("generated_token_count").count());
			}
		}
		if (!recognized) {
			return vectors(documents.get(documents.size() - 1));
		}
		read.usage(Usage.builder().input(input).output(output).build());
		answer.addTo(read);
		return read.build();
	}

	private static @Nullable LlmResponse vectors(JsonValue document) {
		List<JsonValue> results = document.get("results").items();
		boolean recognized = document.get("model_id").label() != null && !results.isEmpty()
				&& results.stream().allMatch((result) -> result.get("embedding").isArray());
		if (!recognized) {
			return null;
		}
		Long input = document.get("input_token_count").count();
		return LlmResponse.builder()
			.model(document.get("model_id").label())
			.embeddings(results.size())
			.usage((input != null) ? Usage.builder().input(input).build() : null)
			.build();
	}

	private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return Math.max(one, other);
	}

}

package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the results of a batch, those of Anthropic, OpenAI or Google. Each holds an
 * answer of its own.
 */
final class BatchJson {

	private BatchJson() {
	}

	/**
	 * The answers that lines hold.
	 * @param documents the lines
	 * @return the answers, {@code null} if not every document is such a line
	 */
	static @Nullable List<JsonValue> answers(List<JsonValue> documents) {
		List<JsonValue> answers = new ArrayList<>();
		for (JsonValue document : documents) {
			boolean line = document.get("custom_id").text() != null
					&& (document.get("result").isObject() || document.has("response"))
					|| (document.get("key").text() != null && document.get("response").isObject());
			if (!line) {
				return null;
			}
			JsonValue response = document.get("response");
			JsonValue answer = document.get("result").isObject() ? document.get("result").get("message")
					: response.get("body").isObject() ? response.get("body") : response;
			if (answer.isObject()) {
				answers.add(answer);
			}
		}
		return answers;
	}

	/**
	 * Puts together what answers say that have nothing to do with each other.
	 * @param answers the answers
	 * @return one response with all choices, and the sum of what they used
	 */
	static LlmResponse together(List<LlmResponse> answers) {
		LlmResponse.Builder all = LlmResponse.builder();
		Usage usage = null;
		int embeddings = 0;
		for (LlmResponse answer : answers) {
			all.model(answer.model());
			answer.choices().forEach((choice) -> all.choice(choice.finishReason(), choice.message()));
			usage = UsageSum.of(usage, answer.usage());
			embeddings += (answer.embeddings() != null) ? answer.embeddings() : 0;
		}
		return all.usage(usage)
			.id((answers.size() == 1) ? answers.get(0).id() : null)
			.embeddings((embeddings > 0) ? Integer.valueOf(embeddings) : null)
			.build();
	}

}

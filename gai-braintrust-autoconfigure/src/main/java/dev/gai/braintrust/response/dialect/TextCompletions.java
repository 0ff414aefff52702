package dev.gai.braintrust.response.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Formats of models and servers that complete a text, and of Bedrock's answers from a
 * knowledge base.
 */
final class TextCompletions {

	private static final Set<String> OF_MISTRAL = Set.of("outputs", "amazon-bedrock-invocationMetrics");

	private TextCompletions() {
	}

	/** AI21's Jurassic. */
	static @Nullable JsonValue jurassic(JsonValue document) {
		List<JsonValue> completions = document.get("completions").items();
		if (completions.isEmpty()
				|| completions.stream().anyMatch((one) -> one.get("data").get("text").text() == null)) {
			return null;
		}
		Completion told = new Completion().with("id", document.get("id").label());
		completions.forEach((one) -> told.choice(one.get("data").get("text").text(), Map.of(),
				one.get("finishReason").get("reason").label()));
		return told.told();
	}

	/** Aleph Alpha's Luminous. */
	static @Nullable JsonValue luminous(JsonValue document) {
		List<JsonValue> completions = document.get("completions").items();
		if (completions.isEmpty() || completions.stream().anyMatch((one) -> one.get("completion").text() == null)) {
			return null;
		}
		Completion told = new Completion().with("model", document.get("model_version").label())
			.usage(document.get("num_tokens_prompt_total").count(), document.get("num_tokens_generated").count());
		completions
			.forEach((one) -> told.choice(one.get("completion").text(), Map.of(), one.get("finish_reason").label()));
		return told.told();
	}

	/** {@code /generate} of SGLang. */
	static @Nullable JsonValue sglang(JsonValue document) {
		JsonValue meta = document.get("meta_info");
		String text = document.get("text").text();
		if (text == null || !meta.has("prompt_tokens")) {
			return null;
		}
		return Completion.soFar()
			.with("id", meta.get("id").label())
			.usage(meta.get("prompt_tokens").count(), meta.get("completion_tokens").count())
			.choice(text, Map.of(), meta.get("finish_reason").get("type").label())
			.told();
	}

	/** Mistral's models on Bedrock. */
	static @Nullable JsonValue mistral(JsonValue document) {
		List<JsonValue> outputs = document.get("outputs").items();
		boolean recognized = !outputs.isEmpty() && OF_MISTRAL.containsAll(document.names())
				&& outputs.stream().allMatch((one) -> one.get("text").text() != null && one.names("stop_reason"));
		if (!recognized) {
			return null;
		}
		JsonValue metrics = document.get("amazon-bedrock-invocationMetrics");
		Completion told = new Completion().usage(metrics.get("inputTokenCount").count(),
				metrics.get("outputTokenCount").count());
		outputs.forEach((one) -> told.choice(one.get("text").text(), Map.of(), one.get("stop_reason").label()));
		return told.told();
	}

	/** What Hugging Face answers where nobody asked for details. */
	static @Nullable JsonValue generated(JsonValue document) {
		String text = document.get("generated_text").text();
		return (text != null && document.names().size() == 1) ? new Completion().choice(text, Map.of(), null).told()
				: null;
	}

	/** {@code RetrieveAndGenerate} of Bedrock. */
	static @Nullable JsonValue retrieved(JsonValue document) {
		String text = document.get("output").get("text").text();
		if (text == null || document.get("sessionId").label() == null || !document.get("citations").isArray()) {
			return null;
		}
		boolean blocked = "INTERVENED".equals(document.get("guardrailAction").text());
		Map<String, @Nullable Object> more = new LinkedHashMap<>();
		more.put("annotations", document.get("citations").plain());
		return new Completion().with("id", document.get("sessionId").label())
			.choice(text, more, blocked ? "content_filter" : "stop")
			.told();
	}

}

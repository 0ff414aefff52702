package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Ollama's own API: chat, generate and embed, whole or as the lines of a
 * stream. What the model thought stands beside its answer.
 */
final class OllamaJson {

	private OllamaJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		AnswerText answer = new AnswerText();
		LlmResponse.Builder read = LlmResponse.builder();
		List<Object> logprobs = new ArrayList<>();
		boolean recognized = false;
		for (JsonValue document : documents) {
			JsonValue message = document.get("message");
			boolean speaks = message.isObject() || document.get("response").text() != null;
			if (!document.get("done").isBoolean() || !speaks) {
				continue;
			}
			recognized = true;
			read.model(document.get("model").label());
			answer.think(message.get("thinking").text());
			answer.think(document.get("thinking").text());
			answer.append(message.get("content").text());
			answer.append(document.get("response").text());
			for (JsonValue call : message.get("tool_calls").items()) {
				answer.call(ToolCallParts.whole(call));
			}
			document.get("logprobs")
				.items()
				.stream()
				.map(JsonValue::plain)
				.filter(Objects::nonNull)
				.forEach(logprobs::add);
			answer.finished(FinishReasons.normalize(document.get("done_reason").text()));
			Usage usage = usage(document);
			if (usage != null) {
				read.usage(usage);
			}
		}
		if (!recognized) {
			return vectors(documents.get(documents.size() - 1));
		}
		if (!logprobs.isEmpty()) {
			answer.keepNext(Map.of("logprobs", logprobs));
		}
		answer.addTo(read);
		return read.build();
	}

	private static @Nullable Usage usage(JsonValue document) {
		Long input = document.get("prompt_eval_count").count();
		Long output = document.get("eval_count").count();
		return (input != null || output != null) ? Usage.builder().input(input).output(output).build() : null;
	}

	private static @Nullable LlmResponse vectors(JsonValue document) {
		List<JsonValue> vectors = document.get("embeddings").items();
		boolean recognized = document.get("model").label() != null && !vectors.isEmpty()
				&& vectors.stream().allMatch(JsonValue::isArray);
		if (!recognized) {
			return null;
		}
		Long input = document.get("prompt_eval_count").count();
		return LlmResponse.builder()
			.model(document.get("model").label())
			.embeddings(vectors.size())
			.usage((input != null) ? Usage.builder().input(input).build() : null)
			.build();
	}

}

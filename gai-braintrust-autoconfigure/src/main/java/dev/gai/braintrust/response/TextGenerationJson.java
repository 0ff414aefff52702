package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of servers that complete a text: {@code /generate} of Hugging Face's Text
 * Generation Inference and {@code /completion} of llama.cpp, whole or streamed.
 */
final class TextGenerationJson {

	private TextGenerationJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		AnswerText answer = new AnswerText();
		LlmResponse.Builder read = LlmResponse.builder();
		boolean recognized = false;
		boolean tokens = documents.stream().anyMatch((document) -> document.get("token").has("text"));
		for (JsonValue document : documents) {
			JsonValue details = document.get("details");
			JsonValue token = document.get("token");
			boolean generated = details.has("generated_tokens")
					|| (token.isObject() && document.names("generated_text"));
			boolean goesOn = document.get("stop").isBoolean() && !document.get("stop").isTrue();
			boolean completed = document.get("content").text() != null && document.has("tokens_predicted");
			recognized |= generated || completed || (goesOn && document.get("content").text() != null);
			if (generated) {
				answer.append(tokens ? plain(token) : document.get("generated_text").text());
				answer.finished(FinishReasons.normalize(details.get("finish_reason").text()));
				read.usage(usage(input(details), details.get("generated_tokens").count()));
			}
			else if (completed || document.get("stop").isBoolean()) {
				answer.append(document.get("content").text());
				read.model(document.get("model").label());
				read.usage(usage(document.get("tokens_evaluated").count(), document.get("tokens_predicted").count()));
			}
			if (completed) {
				answer.finished("limit".equals(document.get("stop_type").text()) ? "length" : "stop");
			}
		}
		if (!recognized) {
			return null;
		}
		answer.addTo(read);
		return read.build();
	}

	/**
	 * The end of a text has a token of its own, which is none of it.
	 */
	private static @Nullable String plain(JsonValue token) {
		return token.get("special").isTrue() ? null : token.get("text").text();
	}

	private static @Nullable Long input(JsonValue details) {
		Long input = details.get("input_length").count();
		int prefill = details.get("prefill").items().size();
		return (input == null && prefill > 0) ? Long.valueOf(prefill) : input;
	}

	private static @Nullable Usage usage(@Nullable Long input, @Nullable Long output) {
		return (input != null || output != null) ? Usage.builder().input(input).output(output).build() : null;
	}

}

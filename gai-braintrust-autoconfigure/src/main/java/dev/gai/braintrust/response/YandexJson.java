package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Yandex's foundation models, whole or streamed: each chunk has all of the
 * text so far.
 */
final class YandexJson {

	private YandexJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		JsonValue last = documents.get(documents.size() - 1);
		JsonValue result = last.get("result").isObject() ? last.get("result") : last;
		List<JsonValue> alternatives = result.get("alternatives").items();
		boolean recognized = !alternatives.isEmpty() && alternatives.stream()
			.allMatch((one) -> one.get("message").isObject() && one.get("status").text() != null);
		if (!recognized) {
			return null;
		}
		LlmResponse.Builder read = LlmResponse.builder().model(result.get("modelVersion").label());
		for (JsonValue alternative : alternatives) {
			AnswerText answer = new AnswerText();
			answer.append(alternative.get("message").get("text").text());
			for (JsonValue call : alternative.get("message").get("toolCallList").get("toolCalls").items()) {
				String name = call.get("functionCall").get("name").label();
				answer.call(new ToolCall(null, (name != null) ? name : "",
						call.get("functionCall").get("arguments").json()));
			}
			answer.finished(reason(String.valueOf(alternative.get("status").text())));
			answer.addTo(read);
		}
		Long input = count(result.get("usage").get("inputTextTokens"));
		Long output = count(result.get("usage").get("completionTokens"));
		return read
			.usage((input != null || output != null) ? Usage.builder().input(input).output(output).build() : null)
			.build();
	}

	private static @Nullable String reason(String status) {
		return switch (status) {
			case "ALTERNATIVE_STATUS_FINAL" -> "stop";
			case "ALTERNATIVE_STATUS_TRUNCATED_FINAL" -> "length";
			case "ALTERNATIVE_STATUS_CONTENT_FILTER" -> "content_filter";
			case "ALTERNATIVE_STATUS_TOOL_CALLS" -> "tool_calls";
			default -> null;
		};
	}

	/** It writes its numbers as text. */
	private static @Nullable Long count(JsonValue count) {
		String text = count.label();
		return (text != null && text.matches("\\d{1,9}")) ? Long.valueOf(text) : count.count();
	}

}

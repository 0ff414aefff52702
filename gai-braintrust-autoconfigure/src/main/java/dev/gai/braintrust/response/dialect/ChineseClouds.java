package dev.gai.braintrust.response.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The formats in which Tencent's Hunyuan, Baidu's ERNIE and iFlytek's Spark answered
 * before they took to OpenAI's.
 */
final class ChineseClouds {

	/** What ERNIE calls its end. */
	private static final Map<String, String> REASONS = Map.of("normal", "stop", "function_call", "tool_calls",
			"content_filter", "content_filter");

	private ChineseClouds() {
	}

	static @Nullable JsonValue hunyuan(JsonValue document) {
		JsonValue response = document.get("Response").isObject() ? document.get("Response") : document;
		if (response.get("Choices").items().isEmpty() || !response.get("Usage").has("PromptTokens")) {
			return null;
		}
		Completion told = new Completion().with("id", response.get("Id").label())
			.with("search_results", response.get("SearchInfo").get("SearchResults").plain())
			.usage(response.get("Usage").get("PromptTokens").count(),
					response.get("Usage").get("CompletionTokens").count());
		for (JsonValue choice : response.get("Choices").items()) {
			JsonValue message = choice.firstObject("Delta", "Message");
			Map<String, @Nullable Object> more = new LinkedHashMap<>();
			more.put("reasoning_content", message.get("ReasoningContent").text());
			more.put("tool_calls", message.get("ToolCalls").items().stream().map(ChineseClouds::hunyuanCall).toList());
			told.choice(message.get("Content").text(), more, choice.get("FinishReason").label());
		}
		return told.told();
	}

	private static Map<String, @Nullable Object> hunyuanCall(JsonValue call) {
		Map<String, @Nullable Object> told = new LinkedHashMap<>();
		told.put("index", call.get("Index").count());
		told.put("id", call.get("Id").label());
		told.put("function",
				function(call.get("Function").get("Name").label(), call.get("Function").get("Arguments").text()));
		return told;
	}

	private static Map<String, @Nullable Object> function(@Nullable String name, @Nullable String arguments) {
		Map<String, @Nullable Object> told = new LinkedHashMap<>();
		told.put("name", name);
		told.put("arguments", arguments);
		return told;
	}

	static @Nullable JsonValue ernie(JsonValue document) {
		boolean recognized = document.get("result").text() != null && document.get("usage").has("prompt_tokens")
				&& (document.names("is_truncated") || document.names("is_end"));
		if (!recognized) {
			return null;
		}
		JsonValue call = document.get("function_call");
		Map<String, @Nullable Object> more = new LinkedHashMap<>();
		if (call.isObject()) {
			more.put("reasoning_content", call.get("thoughts").text());
			more.put("function_call", function(call.get("name").label(), call.get("arguments").text()));
		}
		String reason = document.get("finish_reason").label();
		return new Completion().with("id", document.get("id").label())
			.with("search_results", document.get("search_info").get("search_results").plain())
			.with("usage", document.get("usage").plain())
			.choice(document.get("result").text(), more, (reason != null) ? REASONS.getOrDefault(reason, reason) : null)
			.told();
	}

	static @Nullable JsonValue spark(JsonValue document) {
		JsonValue payload = document.get("payload");
		JsonValue choices = payload.get("choices");
		if (!document.get("header").has("sid") || !choices.get("text").isArray()) {
			return null;
		}
		boolean last = Long.valueOf(2).equals(choices.get("status").count());
		Completion told = new Completion().with("id", document.get("header").get("sid").label())
			.with("usage", payload.get("usage").get("text").plain());
		for (JsonValue part : choices.get("text").items()) {
			Map<String, @Nullable Object> more = new LinkedHashMap<>();
			for (String name : List.of("reasoning_content", "function_call")) {
				more.put(name, part.get(name).plain());
			}
			told.choice(part.get("content").text(), more, last ? "stop" : null);
		}
		return told.told();
	}

}

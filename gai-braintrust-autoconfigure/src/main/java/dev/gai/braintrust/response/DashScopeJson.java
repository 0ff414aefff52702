package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Alibaba Cloud's DashScope in its own format, whole or streamed. Unless it is
 * told otherwise, each event of a stream has all that there is so far.
 */
final class DashScopeJson {

	private String text = "";

	private String reasoning = "";

	private JsonValue toolCalls = JsonValue.of(List.of());

	private @Nullable String finishReason;

	private @Nullable String id;

	private @Nullable Usage usage;

	private boolean recognized;

	private DashScopeJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		DashScopeJson response = new DashScopeJson();
		documents.forEach(response::add);
		return response.recognized ? response.build() : null;
	}

	private void add(JsonValue document) {
		JsonValue output = document.get("output");
		JsonValue choice = output.get("choices").items().stream().findFirst().orElse(output);
		boolean spoken = choice.get("message").isObject() || output.get("text").text() != null;
		if (!spoken || document.get("request_id").text() == null || !document.get("usage").has("output_tokens")) {
			return;
		}
		this.recognized = true;
		this.id = document.get("request_id").label();
		JsonValue message = choice.get("message");
		this.text = grown(this.text, message.isObject() ? content(message.get("content")) : output.get("text").text());
		this.reasoning = grown(this.reasoning, message.get("reasoning_content").text());
		this.toolCalls = message.get("tool_calls").items().isEmpty() ? this.toolCalls : message.get("tool_calls");
		String reason = FinishReasons.normalize(choice.get("finish_reason").text());
		this.finishReason = (reason != null && !reason.equals("null")) ? reason : this.finishReason;
		Usage said = OpenAiUsage.read(document.get("usage"));
		this.usage = (said != null) ? said : this.usage;
	}

	/** What is heard and seen is asked for in parts, and answered so. */
	private static @Nullable String content(JsonValue content) {
		if (content.text() != null) {
			return content.text();
		}
		StringBuilder joined = new StringBuilder();
		for (JsonValue part : content.items()) {
			String text = part.get("text").text();
			joined.append((text != null) ? text : "");
		}
		return joined.toString();
	}

	private static String grown(String known, @Nullable String piece) {
		if (piece == null || piece.isEmpty()) {
			return known;
		}
		return piece.startsWith(known) ? piece : known + piece;
	}

	private LlmResponse build() {
		AnswerText answer = new AnswerText();
		answer.append(this.text);
		answer.think(this.reasoning);
		answer.finished(this.finishReason);
		for (JsonValue call : this.toolCalls.items()) {
			answer.call(ToolCallParts.whole(call));
		}
		LlmResponse.Builder read = LlmResponse.builder().id(this.id).usage(this.usage);
		answer.addTo(read);
		return read.build();
	}

}

package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is put together from parts: text, and the calls of tools.
 */
final class AnswerText {

	private final JoinedText text = new JoinedText();

	private final JoinedText reasoning = new JoinedText();

	private final List<ToolCall> toolCalls = new ArrayList<>();

	private final List<InlineMedia> media = new ArrayList<>();

	private final List<Object> annotations = new ArrayList<>();

	private final Map<String, Object> items = new LinkedHashMap<>();

	private boolean spoken;

	private @Nullable String finishReason;

	void append(@Nullable String piece) {
		if (piece != null) {
			this.text.append(piece);
			this.spoken = true;
		}
	}

	void show(InlineMedia medium) {
		this.media.add(medium);
		this.spoken = true;
	}

	void think(@Nullable String piece) {
		this.reasoning.append((piece != null) ? piece : "");
	}

	void annotate(@Nullable Object annotation) {
		if (annotation != null) {
			this.annotations.add(annotation);
		}
	}

	/**
	 * Keeps what else there is as it came.
	 * @param key what it replaces if it has come before
	 * @param item the item
	 */
	void keep(String key, @Nullable Object item) {
		if (item != null) {
			this.items.put(key, item);
		}
	}

	void keepNext(@Nullable Object item) {
		keep("item " + this.items.size(), item);
	}

	void call(ToolCall call) {
		this.toolCalls.add(call);
	}

	void finished(@Nullable String reason) {
		this.finishReason = (reason != null) ? reason : this.finishReason;
	}

	boolean isEmpty() {
		return !this.spoken && this.reasoning.isEmpty() && this.toolCalls.isEmpty() && this.finishReason == null;
	}

	private Object content() {
		if (this.media.isEmpty()) {
			return this.text.toString();
		}
		List<Object> parts = new ArrayList<>();
		if (!this.text.isEmpty()) {
			parts.add(Map.of("type", "text", "text", this.text.toString()));
		}
		this.media.forEach((medium) -> parts.add(medium.part()));
		return parts;
	}

	void addTo(LlmResponse.Builder response) {
		boolean silent = !this.spoken || (this.text.isEmpty() && !this.toolCalls.isEmpty());
		boolean calls = !this.toolCalls.isEmpty() && "stop".equals(this.finishReason);
		response.choice(calls ? "tool_calls" : this.finishReason,
				new Message("assistant", silent ? null : content(), this.toolCalls, null)
					.with("reasoning", this.reasoning.toString())
					.with("annotations", this.annotations)
					.with("items", List.copyOf(this.items.values())));
	}

}

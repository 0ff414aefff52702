package dev.gai.braintrust.response.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion, or a chunk of one, that is being written.
 */
final class Completion {

	private final Map<String, @Nullable Object> document = new LinkedHashMap<>();

	private final List<Object> choices = new ArrayList<>();

	private final String kind;

	/** Creates a completion, or a piece of one. */
	Completion() {
		this("delta");
	}

	private Completion(String kind) {
		this.kind = kind;
		this.document.put("object", "chat.completion.chunk");
		this.document.put("choices", this.choices);
	}

	/**
	 * Creates a completion that has all that came in chunks before it.
	 * @return the completion
	 */
	static Completion soFar() {
		return new Completion("message");
	}

	Completion with(String name, @Nullable Object value) {
		if (value != null) {
			this.document.put(name, value);
		}
		return this;
	}

	/**
	 * Adds an answer, or a piece of it.
	 * @param text the text
	 * @param more what else the message has, by OpenAI's names
	 * @param reason why the model stopped, {@code null} if it has not
	 * @return the completion
	 */
	Completion choice(@Nullable String text, Map<String, @Nullable Object> more, @Nullable String reason) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>(more);
		message.put("content", text);
		Map<String, @Nullable Object> choice = new LinkedHashMap<>();
		choice.put("index", this.choices.size());
		choice.put(this.kind, message);
		choice.put("finish_reason", reason);
		this.choices.add(choice);
		return this;
	}

	Completion usage(@Nullable Long input, @Nullable Long output) {
		if (input != null || output != null) {
			Map<String, @Nullable Object> usage = new LinkedHashMap<>();
			usage.put("prompt_tokens", input);
			usage.put("completion_tokens", output);
			this.document.put("usage", usage);
		}
		return this;
	}

	JsonValue told() {
		return JsonValue.of(this.document);
	}

}

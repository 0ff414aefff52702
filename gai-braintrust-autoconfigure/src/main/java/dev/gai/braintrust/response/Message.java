package dev.gai.braintrust.response;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation with a model, in the shape of OpenAI's chat completions,
 * which is the one that Braintrust shows as a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, {@code tool} or
 * {@code developer}
 * @param content text, or a list of content parts; {@code null} when there are only tool
 * calls
 * @param toolCalls the calls that the model asked for, empty if none
 * @param toolCallId the call that a {@code tool} message answers
 * @param fields what else the message has, by the names in the row: {@code reasoning} is
 * what the model thought, {@code refusal} why it does not answer, {@code annotations}
 * what it cites, {@code items} what the provider's own tools did; empty if nothing
 * @since 0.1.0
 */
@PublicApi
public record Message(String role, @Nullable Object content, List<ToolCall> toolCalls, @Nullable String toolCallId,
		Map<String, Object> fields) {

	/**
	 * Creates a message.
	 * @param role the role
	 * @param content the content
	 * @param toolCalls the calls of tools; copied
	 * @param toolCallId the answered call
	 * @param fields what else the message has; copied
	 */
	public Message {
		toolCalls = List.copyOf(toolCalls);
		fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
	}

	/**
	 * Creates a message of which there is nothing else to tell.
	 * @param role the role
	 * @param content the content
	 * @param toolCalls the calls of tools; copied
	 * @param toolCallId the answered call
	 */
	public Message(String role, @Nullable Object content, List<ToolCall> toolCalls, @Nullable String toolCallId) {
		this(role, content, toolCalls, toolCallId, Map.of());
	}

	/**
	 * The message with a further field.
	 * @param name the name in the row
	 * @param value the value; {@code null}, the empty text and the empty list add nothing
	 * @return the message itself if nothing is added, else a copy
	 */
	public Message with(String name, @Nullable Object value) {
		if (value == null || value.equals("") || (value instanceof Collection<?> all && all.isEmpty())) {
			return this;
		}
		Map<String, Object> more = new LinkedHashMap<>(this.fields);
		more.put(name, value);
		return new Message(this.role, this.content, this.toolCalls, this.toolCallId, more);
	}

	/**
	 * An instruction of the application.
	 * @param content the text
	 * @return the message
	 */
	public static Message system(@Nullable String content) {
		return new Message("system", content, List.of(), null);
	}

	/**
	 * Creates a message of the user.
	 * @param content the text
	 * @return the message
	 */
	public static Message user(@Nullable String content) {
		return new Message("user", content, List.of(), null);
	}

	/**
	 * Creates an answer of the model.
	 * @param content the text
	 * @return the message
	 */
	public static Message assistant(@Nullable String content) {
		return new Message("assistant", content, List.of(), null);
	}

	/**
	 * The calls of tools that the model asked for.
	 * @param toolCalls the calls
	 * @return the message
	 */
	public static Message assistant(List<ToolCall> toolCalls) {
		return new Message("assistant", null, toolCalls, null);
	}

	/**
	 * Creates the result of a tool.
	 * @param toolCallId the call that is answered
	 * @param content the result as text
	 * @return the message
	 */
	public static Message tool(@Nullable String toolCallId, @Nullable String content) {
		return new Message("tool", content, List.of(), toolCallId);
	}

}

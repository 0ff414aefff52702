package dev.gai.braintrust.response;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

import dev.gai.braintrust.content.snapshot.LongConversation;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of OpenAI's chat completions as plain trees. Braintrust draws a conversation
 * from these.
 *
 * @since 0.1.0
 */
@Internal
public final class ChatShape {

	static final String LOGPROBS = "logprobs";

	/** What Azure's filter found in an answer. */
	static final String VERDICT = "content_filter_results";

	/** What it found in the prompt. */
	static final String PROMPT_VERDICT = "prompt_filter_results";

	/** Fields of an answer that stand beside its message. */
	private static final List<String> BESIDE = List.of(LOGPROBS, VERDICT, PROMPT_VERDICT);

	/** A list may make its elements when it is asked for them, without end. */
	private static final int MAX_MESSAGES = 10_000;

	/** Fields of most messages and choices. */
	private static final int FEW = 4;

	private ChatShape() {
	}

	/**
	 * Messages of a request. Of very many, the first and the last are kept.
	 * @param messages the messages
	 * @return a list of objects
	 */
	public static List<Object> messages(List<Message> messages) {
		List<Object> shaped = new ArrayList<>();
		if (messages.size() <= MAX_MESSAGES) {
			messages.forEach((message) -> shaped.add(message(message)));
			return shaped;
		}
		Iterator<Message> first = messages.iterator();
		while (shaped.size() < MAX_MESSAGES / 2) {
			shaped.add(message(first.next()));
		}
		shaped.add(LongConversation.mark(MAX_MESSAGES, messages.size()));
		Deque<Object> last = new ArrayDeque<>();
		ListIterator<Message> backwards = messages.listIterator(messages.size());
		while (last.size() < MAX_MESSAGES / 2) {
			last.addFirst(message(backwards.previous()));
		}
		shaped.addAll(last);
		return shaped;
	}

	/**
	 * Answers of a model.
	 * @param choices the answers
	 * @return a list of objects
	 */
	public static List<Object> choices(List<LlmResponse.Choice> choices) {
		List<Object> shaped = new ArrayList<>(choices.size());
		for (LlmResponse.Choice choice : choices) {
			Map<String, @Nullable Object> message = message(choice.message());
			Map<String, @Nullable Object> one = choice(shaped.size(), choice.finishReason(), message);
			if (!choice.message().fields().isEmpty()) {
				BESIDE.stream().filter(message::containsKey).forEach((name) -> one.put(name, message.remove(name)));
			}
			shaped.add(one);
		}
		return shaped;
	}

	/**
	 * A single answer.
	 * @param finishReason why the model stopped
	 * @param content the answer: text, or {@code null}
	 * @return a list of one object
	 */
	public static List<Object> answer(@Nullable String finishReason, @Nullable Object content) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>(FEW);
		message.put("role", "assistant");
		message.put("content", content);
		return List.of(choice(0, finishReason, message));
	}

	private static Map<String, @Nullable Object> choice(int index, @Nullable String finishReason,
			Map<String, @Nullable Object> message) {
		Map<String, @Nullable Object> choice = new LinkedHashMap<>(FEW);
		choice.put("index", index);
		choice.put("finish_reason", finishReason);
		choice.put("message", message);
		return choice;
	}

	private static Map<String, @Nullable Object> message(Message message) {
		Map<String, @Nullable Object> shaped = new LinkedHashMap<>(FEW);
		shaped.put("role", message.role());
		shaped.put("content", message.content());
		if (!message.toolCalls().isEmpty()) {
			shaped.put("tool_calls", message.toolCalls().stream().map(ChatShape::toolCall).toList());
		}
		if (message.toolCallId() != null) {
			shaped.put("tool_call_id", message.toolCallId());
		}
		if (!message.fields().isEmpty()) {
			message.fields().forEach(shaped::putIfAbsent);
		}
		return shaped;
	}

	private static Map<String, @Nullable Object> toolCall(ToolCall call) {
		Map<String, @Nullable Object> function = new LinkedHashMap<>();
		function.put("name", call.name());
		function.put("arguments", (call.arguments() != null) ? call.arguments() : "");
		Map<String, @Nullable Object> shaped = new LinkedHashMap<>();
		shaped.put("id", call.id());
		shaped.put("type", "function");
		shaped.put("function", function);
		return shaped;
	}

}

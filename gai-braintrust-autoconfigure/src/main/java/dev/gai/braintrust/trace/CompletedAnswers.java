package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a call that passes on what a call below it has answered. A library that
 * puts them together again from the chunks of a stream loses what is no text.
 */
final class CompletedAnswers {

	private CompletedAnswers() {
	}

	/**
	 * Completes answers.
	 * @param known as the library passes them on
	 * @param below as the call below has them
	 * @return the same answers with all that those below have beside the text
	 */
	static List<LlmResponse.Choice> of(List<LlmResponse.Choice> known, List<LlmResponse.Choice> below) {
		if (known.size() != below.size()) {
			return known;
		}
		List<LlmResponse.Choice> completed = new ArrayList<>(known.size());
		for (int i = 0; i < known.size(); i++) {
			completed.add(of(known.get(i), below.get(i)));
		}
		return completed;
	}

	private static LlmResponse.Choice of(LlmResponse.Choice known, LlmResponse.Choice below) {
		Message message = known.message();
		Map<String, Object> more = below.message().fields();
		boolean calls = message.toolCalls().isEmpty() && !below.message().toolCalls().isEmpty();
		boolean says = !more.isEmpty() || calls || (known.finishReason() == null && below.finishReason() != null);
		if (!says || !passesOn(message.content(), below)) {
			return known;
		}
		Message whole = isNothing(message.content()) || calls ? new Message(message.role(), below.message().content(),
				calls ? below.message().toolCalls() : message.toolCalls(), message.toolCallId(), message.fields())
				: message;
		for (Map.Entry<String, Object> field : more.entrySet()) {
			Object said = whole.fields().get(field.getKey());
			boolean part = said instanceof String last && field.getValue() instanceof String all && all.endsWith(last);
			whole = (said == null || part) ? whole.with(field.getKey(), field.getValue()) : whole;
		}
		return new LlmResponse.Choice((known.finishReason() != null) ? known.finishReason() : below.finishReason(),
				whole);
	}

	/** In streams the text of calls before the last one may stand before its own. */
	private static boolean passesOn(@Nullable Object content, LlmResponse.Choice below) {
		Object text = below.message().content();
		if (isNothing(content)) {
			return isNothing(text) || below.message().fields().containsKey("audio")
					|| Objects.equals(text, below.message().fields().get("refusal"));
		}
		return Objects.equals(content, text) || (content instanceof String all && text instanceof String last
				&& !last.isEmpty() && all.endsWith(last));
	}

	static boolean bearContent(List<LlmResponse.Choice> answers) {
		return answers.stream()
			.map(LlmResponse.Choice::message)
			.anyMatch((message) -> !isNothing(message.content()) || !message.toolCalls().isEmpty()
					|| !message.fields().isEmpty());
	}

	static boolean haveThoughts(List<LlmResponse.Choice> answers) {
		return answers.stream().anyMatch((answer) -> answer.message().fields().containsKey("reasoning"));
	}

	private static boolean isNothing(@Nullable Object content) {
		return Objects.requireNonNullElse(content, "").equals("");
	}

}

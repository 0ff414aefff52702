package dev.gai.braintrust.springai.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.JoinedText;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import dev.gai.braintrust.response.ending.FinishReasons;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.Generation;

/**
 * One answer of a model, put together from generations.
 */
final class AnswerParts {

	private final JoinedText text = new JoinedText();

	private final ThoughtPieces thoughts = new ThoughtPieces();

	private final JoinedText reasoning = new JoinedText();

	private final JoinedText refusal = new JoinedText();

	private final List<ToolCall> toolCalls = new ArrayList<>();

	private final List<Object> annotations = new ArrayList<>();

	private boolean hasText;

	private @Nullable String finishReason;

	void add(Generation generation) {
		String reason = (generation.getMetadata() != null)
				? FinishReasons.normalize(generation.getMetadata().getFinishReason()) : null;
		this.finishReason = (reason != null) ? reason : this.finishReason;
		AssistantMessage message = generation.getOutput();
		String reasoned = ChatContent.thoughtsIn(message);
		String text = text(message, reasoned);
		this.thoughts.add((reasoned != null) ? reasoned : "");
		if (message.getMetadata().get(GrowingThoughts.PIECE) instanceof String piece) {
			this.thoughts.addNew(piece);
		}
		if (message.getMetadata().get("refusal") instanceof String refused) {
			this.refusal.append(refused);
		}
		this.annotations.addAll(BesideAnswer.annotations(message));
		// Google and Anthropic have the thoughts of the model as text among the answer.
		boolean thought = isThought(message) && text == message.getText();
		if (text != null && thought && reasoned == null) {
			this.reasoning.append(text);
		}
		else if (text != null && !thought) {
			this.text.append(text);
			this.hasText = true;
		}
		for (AssistantMessage.ToolCall call : message.getToolCalls()) {
			add(new ToolCall(ReportedText.orNull(call.id()), (call.name() != null) ? call.name() : "",
					call.arguments()));
		}
	}

	/**
	 * What Spring AI puts together of a stream is the thoughts and the answer, and the
	 * answer once more.
	 */
	private static @Nullable String text(AssistantMessage message, @Nullable String thoughts) {
		boolean mixed = message.getMetadata().get("thoughts") instanceof String;
		if (mixed && message.getMetadata().get("outputWithoutThoughts") instanceof String answer) {
			return answer;
		}
		String text = message.getText();
		boolean joined = text != null && thoughts != null && text.startsWith(thoughts)
				&& Boolean.TRUE.equals(message.getMetadata().get("thinking"));
		return (text != null && thoughts != null && joined) ? text.substring(thoughts.length()) : text;
	}

	/**
	 * Whether a part is what the model thought, which only its provider may be able to
	 * read.
	 * @param message the part
	 * @return whether it is none of the answer
	 */
	static boolean isThought(AssistantMessage message) {
		Map<String, Object> metadata = message.getMetadata();
		boolean silent = message.getText() == null || message.getText().isEmpty();
		if (metadata.containsKey("anthropicThinkingContents")) {
			return false;
		}
		return Boolean.TRUE.equals(metadata.get("isThought")) || Boolean.TRUE.equals(metadata.get("thinking"))
				|| metadata.get("signature") instanceof String
				|| (metadata.get("data") instanceof String && silent && !message.hasToolCalls());
	}

	private void add(ToolCall call) {
		// Some streams repeat finished calls in their last chunk.
		if (call.id() == null || !this.toolCalls.contains(call)) {
			this.toolCalls.add(call);
		}
	}

	/**
	 * Why the model stopped. Google does not say that it wants a tool called.
	 */
	@Nullable String finishReason() {
		return ("stop".equals(this.finishReason) && !this.toolCalls.isEmpty()) ? "tool_calls" : this.finishReason;
	}

	Message message() {
		boolean silent = !this.hasText || (this.text.isEmpty() && !this.toolCalls.isEmpty());
		String content = silent ? null : this.text.toString();
		boolean refused = this.text.isEmpty() && !this.refusal.isEmpty();
		return new Message("assistant", refused ? this.refusal.toString() : content, this.toolCalls, null)
			.with("reasoning", allThoughts())
			.with("refusal", this.refusal.toString())
			.with("annotations", this.annotations);
	}

	/** Anthropic's answer repeats all that was thought before it. */
	private String allThoughts() {
		String told = this.thoughts.toString();
		String apart = this.reasoning.toString();
		return told.contains(apart) ? told : told + apart;
	}

}

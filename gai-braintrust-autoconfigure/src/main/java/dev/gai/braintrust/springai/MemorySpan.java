package dev.gai.braintrust.springai;

import java.time.Instant;
import java.util.Objects;

import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.SpanStarter;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.messages.MessageType;

/**
 * The span of a memory that was read for a request: how many messages it has added, and
 * of which conversation. The messages themselves are in the request to the model.
 */
final class MemorySpan {

	private MemorySpan() {
	}

	static void of(AdvisorRun run, SpanStarter starter) {
		ChatClientRequest extended = run.request();
		Instant read = run.passedOn();
		Throwable error = run.ownError();
		if (read == null && error == null) {
			return;
		}
		ChatClientRequest request = run.context().getChatClientRequest();
		Observation parent = (run.context().getParentObservation() instanceof Observation above) ? above : null;
		ActiveSpan span = starter.start(ContextReader.spec(SpanType.TASK, "memory " + run.context().getAdvisorName()),
				(started) -> {
					Object conversation = request.context().get(ChatMemory.CONVERSATION_ID);
					started.conversationId((conversation != null) ? conversation.toString() : null);
					if (extended != null && !isInSystemPrompt(request, extended)) {
						started.metadata("memory.messages", added(request, extended));
					}
				}, parent);
		span.shownBetween(run.began(), (read != null) ? read : Instant.now());
		if (error != null) {
			span.failed(error);
		}
		else {
			span.completed(null);
		}
	}

	/**
	 * Whether what is remembered stands in the system prompt, where nobody can count it.
	 */
	private static boolean isInSystemPrompt(ChatClientRequest before, ChatClientRequest after) {
		return added(before, after) == 0 && !Objects.equals(before.prompt().getSystemMessage().getText(),
				after.prompt().getSystemMessage().getText());
	}

	private static int added(ChatClientRequest before, ChatClientRequest after) {
		return Math.max(0, messages(after) - messages(before));
	}

	private static int messages(ChatClientRequest request) {
		return (int) request.prompt()
			.getInstructions()
			.stream()
			.filter((message) -> message.getMessageType() != MessageType.SYSTEM)
			.count();
	}

}

package dev.gai.braintrust.springai;

import java.time.Instant;

import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.SpanStarter;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.memory.ChatMemory;

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
					if (extended != null) {
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

	private static int added(ChatClientRequest before, ChatClientRequest after) {
		return Math.max(0, after.prompt().getInstructions().size() - before.prompt().getInstructions().size());
	}

}

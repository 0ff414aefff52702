package dev.gai.braintrust.springai;

import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.ai.chat.memory.ChatMemory;

/**
 * Reads a call of the chat client, with all that its advisors do.
 */
final class ChatClientReader implements ContextReader<ChatClientObservationContext> {

	private final AdvisorRuns advisors;

	ChatClientReader(AdvisorRuns advisors) {
		this.advisors = advisors;
	}

	@Override
	public void ended(ChatClientObservationContext context) {
		this.advisors.ended(context);
	}

	@Override
	public Class<ChatClientObservationContext> contextType() {
		return ChatClientObservationContext.class;
	}

	@Override
	public SpanSpec spec(ChatClientObservationContext context) {
		return ContextReader.spec(SpanType.TASK, "chat_client");
	}

	@Override
	public void readRequest(ChatClientObservationContext context, GenAiSpan span) {
		Object conversation = context.getRequest().context().get(ChatMemory.CONVERSATION_ID);
		if (conversation != null) {
			context.put(ConversationKey.class, new ConversationKey(conversation.toString()));
			span.conversationId(conversation.toString());
		}
		span.messages(PromptMessages.of(context.getRequest().prompt().getInstructions()));
	}

	@Override
	public void started(ChatClientObservationContext context, ForeignSpan span) {
		context.put(ModelRounds.class, new ModelRounds(span));
	}

	@Override
	public void readResult(ChatClientObservationContext context, ForeignSpan span) {
		ModelRounds rounds = context.get(ModelRounds.class);
		if (rounds != null) {
			rounds.finish();
		}
		if (context.getResponse() == null && context.isStream()) {
			span.interrupted(context.getError());
		}
		else {
			span.completed(context.getResponse(), context.getError());
		}
	}

}

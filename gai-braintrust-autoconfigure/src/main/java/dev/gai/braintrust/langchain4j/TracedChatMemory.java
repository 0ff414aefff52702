package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanType;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.memory.ChatMemory;
import org.jspecify.annotations.Nullable;

/**
 * A memory whose first reading in a call of an AI service is a span: how many messages it
 * has, and of which conversation. The messages themselves are in the request to the
 * model.
 */
final class TracedChatMemory implements ChatMemory {

	private final ChatMemory memory;

	private final Supplier<@Nullable GenAiTracer> tracer;

	TracedChatMemory(ChatMemory memory, Supplier<@Nullable GenAiTracer> tracer) {
		this.memory = memory;
		this.tracer = tracer;
	}

	@Override
	public List<ChatMessage> messages() {
		GenAiTracer available = this.tracer.get();
		ServiceConversation conversation = (available != null)
				? ServiceConversation.around(available.starter().currentObservation()) : null;
		if (available == null || conversation == null || !conversation.memoryRead().compareAndSet(false, true)) {
			return this.memory.messages();
		}
		ActiveSpan span = LangChain4jSpans.start(available, SpanType.TASK,
				"memory " + this.memory.getClass().getSimpleName(),
				(prepared) -> prepared.conversationId(conversation.id()));
		List<ChatMessage> messages;
		try {
			messages = Scopes.inside(span.observation(), this.memory::messages);
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		if (messages != null) {
			span.span().metadata("memory.messages", messages.size());
		}
		span.completed(null);
		return messages;
	}

	@Override
	public Object id() {
		return this.memory.id();
	}

	@Override
	public void add(ChatMessage message) {
		this.memory.add(message);
	}

	@Override
	public void add(ChatMessage... messages) {
		this.memory.add(messages);
	}

	@Override
	public void add(Iterable<ChatMessage> messages) {
		this.memory.add(messages);
	}

	@Override
	public void set(ChatMessage... messages) {
		this.memory.set(messages);
	}

	@Override
	public void set(Iterable<ChatMessage> messages) {
		this.memory.set(messages);
	}

	@Override
	public void clear() {
		this.memory.clear();
	}

	@Override
	public String toString() {
		return this.memory.toString();
	}

}

package dev.gai.braintrust.langchain4j;

import java.util.Collection;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.memory.ChatMemoryService;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the memories of an AI service and sees them being read. Whoever asks for
 * a memory from outside gets it as it is.
 */
final class TracedChatMemories extends ChatMemoryService {

	private final ChatMemoryService memories;

	private final Supplier<@Nullable GenAiTracer> tracer;

	private TracedChatMemories(ChatMemoryService memories, Supplier<@Nullable GenAiTracer> tracer) {
		super((ChatMemoryProvider) memories::getOrCreateChatMemory);
		this.memories = memories;
		this.tracer = tracer;
	}

	/**
	 * Stands before the memories of a service, if it has any.
	 * @param service the AI service
	 * @param tracer supplies the tracer
	 */
	static void trace(Object service, Supplier<@Nullable GenAiTracer> tracer) {
		Guard.run("The memory of an AI service is not traced", () -> {
			AiServiceContext context = AiServiceTools.context(service);
			ChatMemoryService memories = context.chatMemoryService;
			if (memories != null && !(memories instanceof TracedChatMemories)) {
				context.chatMemoryService = new TracedChatMemories(memories, tracer);
			}
		});
	}

	@Override
	public ChatMemory getOrCreateChatMemory(Object memoryId) {
		return new TracedChatMemory(this.memories.getOrCreateChatMemory(memoryId), this.tracer);
	}

	@Override
	public ChatMemory getChatMemory(Object memoryId) {
		return this.memories.getChatMemory(memoryId);
	}

	@Override
	public ChatMemory evictChatMemory(Object memoryId) {
		return this.memories.evictChatMemory(memoryId);
	}

	@Override
	public void clearAll() {
		this.memories.clearAll();
	}

	@Override
	public Collection<Object> getChatMemoryIDs() {
		return this.memories.getChatMemoryIDs();
	}

	@Override
	public Collection<ChatMemory> getChatMemories() {
		return this.memories.getChatMemories();
	}

}

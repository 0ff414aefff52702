package dev.gai.braintrust.springai;

import java.lang.ref.WeakReference;
import java.util.List;

import dev.gai.braintrust.guard.BoundedMap;
import dev.gai.braintrust.guard.OnceLog;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/**
 * Says of tools that they run without being seen. A manager that a method has built for
 * itself, without a registry, cannot be reached: all that is ever seen of it is that the
 * next request has the result of a call that nobody has observed. That counts within one
 * agent or web request only, since a gateway passes on what ran elsewhere.
 */
final class UnseenTools {

	private static final int MOST = 256;

	private final OnceLog log = new OnceLog(UnseenTools.class, 1);

	/** Ids of calls that models have asked for, and in what. */
	private final BoundedMap<String, WeakReference<ObservationView>> asked = new BoundedMap<>(MOST);

	/**
	 * Tells that a model has answered.
	 * @param context its call
	 */
	void answered(ChatModelObservationContext context) {
		ChatResponse response = context.getResponse();
		ObservationView above = context.getParentObservation();
		if (response == null || above == null || !response.hasToolCalls()) {
			return;
		}
		for (Generation generation : response.getResults()) {
			for (AssistantMessage.ToolCall call : generation.getOutput().getToolCalls()) {
				if (isKnown(call.id()) && isOffered(call.name(), context)) {
					this.asked.put(call.id(), new WeakReference<>(above));
				}
			}
		}
	}

	private static boolean isOffered(String name, ChatModelObservationContext context) {
		return context.getRequest().getOptions() instanceof ToolCallingChatOptions options
				&& options.getToolCallbacks() != null
				&& options.getToolCallbacks().stream().anyMatch((tool) -> name.equals(tool.getToolDefinition().name()));
	}

	/**
	 * Tells that a call of a tool is observed.
	 * @param id its id
	 */
	void ran(@Nullable String id) {
		if (id != null) {
			this.asked.remove(id);
		}
	}

	/**
	 * Tells that a request is made, which may have results.
	 * @param context the call
	 */
	void requested(ChatModelObservationContext context) {
		List<Message> messages = context.getRequest().getInstructions();
		if (messages.isEmpty() || !(messages.get(messages.size() - 1) instanceof ToolResponseMessage results)) {
			return;
		}
		for (ToolResponseMessage.ToolResponse result : results.getResponses()) {
			WeakReference<ObservationView> asking = isKnown(result.id()) ? this.asked.remove(result.id()) : null;
			if (asking != null && asking.get() == context.getParentObservation()) {
				this.log.warn("Spring AI has not observed a tool that ran between two requests to a model. If a "
						+ "ToolCallingManager of the application ran it, make that a bean or a field of one, or write "
						+ "ToolCallingManager.builder().observationRegistry(observationRegistry), or else its tools "
						+ "have no spans");
			}
		}
	}

	private static boolean isKnown(@Nullable String id) {
		return id != null && !id.isEmpty();
	}

}

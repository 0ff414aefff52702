package dev.gai.braintrust.console;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's own model again, for somebody who has clicked on it.
 *
 * @since 0.1.0
 */
public interface PromptRerun {

	/**
	 * Whether the application has a model that can be asked.
	 * @return whether it has one
	 */
	boolean isPossible();

	/**
	 * Begins to ask, and does not wait for the answer.
	 * @param traceId trace of the call that is repeated
	 * @param spanId the call that is repeated
	 * @param metadata what is known of that call: {@code provider}, {@code model}, the
	 * parameters of the request and its {@code tools}
	 * @param messages the prompt
	 * @return id of the new trace
	 * @throws IllegalStateException if it cannot be asked now, with a message for people
	 */
	String start(String traceId, String spanId, Map<String, @Nullable Object> metadata, List<Message> messages);

}

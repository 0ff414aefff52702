package dev.gai.braintrust.outbox;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends one kind of what waits in the outbox. Called by the outbox's thread only.
 *
 * @since 0.1.0
 */
public interface OutboxChannel {

	/**
	 * Name of the channel, which is kept with what it sends.
	 * @return the name
	 */
	String name();

	/**
	 * Sends some of what waits. Sending it twice must do no harm, except where
	 * {@link #withoutRepetition} says otherwise.
	 * @param contents what waits, the oldest first
	 * @throws dev.gai.braintrust.api.BraintrustApiException if Braintrust has not taken
	 * it
	 * @throws InterruptedException if the thread was interrupted
	 */
	void send(List<ObjectNode> contents) throws InterruptedException;

	/**
	 * Whether sending something twice would show twice.
	 * @param content what is sent
	 * @return whether it is sent alone, and marked before
	 */
	default boolean isRepeatable(ObjectNode content) {
		return true;
	}

	/**
	 * What is left to send of something that may have arrived already.
	 * @param content what was sent
	 * @return what can be sent again, {@code null} if nothing can
	 */
	default @Nullable ObjectNode withoutRepetition(ObjectNode content) {
		return content;
	}

}

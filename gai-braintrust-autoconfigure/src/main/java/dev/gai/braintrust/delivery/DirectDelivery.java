package dev.gai.braintrust.delivery;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Sends a span past queue, log and back-off, over connections of its own, and does not
 * count it. One at a time: not thread-safe.
 *
 * @since 0.1.0
 */
public final class DirectDelivery {

	private final Destination destination;

	private final DeliverySettings settings;

	/** Not before it is needed: an HTTP client has threads. */
	private @Nullable TracesEndpoint endpoint;

	/**
	 * Creates a delivery. Nothing is connected yet.
	 * @param destination where the span goes
	 * @param settings how it is sent; the timeout bounds the whole exchange
	 */
	public DirectDelivery(Destination destination, DeliverySettings settings) {
		this.destination = destination;
		this.settings = settings;
	}

	/**
	 * Sends a span and waits for the answer.
	 * @param frame the encoded span
	 * @return the answer
	 * @throws InterruptedException if the waiting thread is interrupted
	 */
	public Answer deliver(byte[] frame) throws InterruptedException {
		TracesEndpoint known = this.endpoint;
		TracesEndpoint used = (known != null) ? known : new TracesEndpoint(this.destination, this.settings);
		this.endpoint = used;
		return used.send(List.of(frame));
	}

}

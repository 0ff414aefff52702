package dev.gai.braintrust.delivery;

import java.util.List;

/**
 * Sends a span past queue, log and back-off, over connections of its own, and does not
 * count it. One at a time: not thread-safe.
 *
 * @since 0.1.0
 */
public final class DirectDelivery {

	private final Destination destination;

	private final DeliverySettings settings;

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
	public Answer deliver(Frame frame) throws InterruptedException {
		// A client has threads, and is not often asked for.
		try (TracesEndpoint endpoint = new TracesEndpoint(this.destination, this.settings)) {
			return endpoint.send(List.of(frame));
		}
	}

}

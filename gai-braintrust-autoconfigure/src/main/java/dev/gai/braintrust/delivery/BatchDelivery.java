package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One batch on its way. Its frames are settled from the oldest on, so that whatever
 * interrupts it, those settled can be acknowledged and none is counted twice.
 */
final class BatchDelivery {

	private final List<byte[]> frames;

	private final TracesEndpoint endpoint;

	private final DeliveryLedger ledger;

	private final RetryDelay retryDelay;

	private int settled;

	BatchDelivery(List<byte[]> frames, TracesEndpoint endpoint, DeliveryLedger ledger, RetryDelay retryDelay) {
		this.frames = frames;
		this.endpoint = endpoint;
		this.ledger = ledger;
		this.retryDelay = retryDelay;
	}

	/**
	 * Sends the batch, in halves where it is refused: one frame that is refused alone
	 * costs two requests for each halving.
	 * @return how long to wait before the rest is sent, {@code null} if all is settled
	 */
	@Nullable Duration deliver() throws InterruptedException {
		return deliver(0, this.frames.size());
	}

	/**
	 * Frames that are delivered or dropped, and counted.
	 */
	int settled() {
		return this.settled;
	}

	private @Nullable Duration deliver(int from, int to) throws InterruptedException {
		Answer answer = this.endpoint.send(this.frames.subList(from, to));
		if (answer.isAccepted()) {
			// Before it is booked: a logger that throws must not have it sent again.
			this.settled = to;
			this.ledger.accepted(answer, to - from);
			return null;
		}
		if (!answer.isRefused()) {
			int failures = this.ledger.failed(answer);
			return this.retryDelay.after(answer, failures);
		}
		if (to - from == 1) {
			this.settled = to;
			this.ledger.refused(answer);
			return null;
		}
		this.ledger.halved(answer);
		int middle = (from + to) >>> 1;
		Duration pause = deliver(from, middle);
		return (pause != null) ? pause : deliver(middle, to);
	}

}

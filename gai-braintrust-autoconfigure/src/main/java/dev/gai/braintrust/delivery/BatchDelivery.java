package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The head of the log on its way, in one request or in two at the same time. Its frames
 * are settled from the oldest on, so that whatever interrupts it, those settled can be
 * acknowledged and none is counted twice: an answer to the second request waits until all
 * before it is settled.
 */
final class BatchDelivery {

	/** Braintrust refuses more, so that asking is of no use. */
	private static final long MAX_REQUEST_BYTES = 10_000_000;

	private static final Answer TOO_LARGE = new Answer(0, FailureCategory.TOO_LARGE, "More than 10 MB", null, 0,
			Duration.ZERO);

	private final List<Frame> frames;

	private final List<Part> parts;

	private final TracesEndpoint endpoint;

	private final DeliveryLedger ledger;

	private final RetryDelay retryDelay;

	private int settled;

	/**
	 * Creates a delivery of frames.
	 * @param batches what goes into each request
	 */
	BatchDelivery(List<List<Frame>> batches, TracesEndpoint endpoint, DeliveryLedger ledger, RetryDelay retryDelay) {
		this.frames = new ArrayList<>(batches.stream().mapToInt(List::size).sum());
		this.parts = new ArrayList<>();
		for (List<Frame> batch : batches) {
			this.parts.add(new Part(this.frames.size(), this.frames.size() + batch.size()));
			this.frames.addAll(batch);
		}
		this.endpoint = endpoint;
		this.ledger = ledger;
		this.retryDelay = retryDelay;
	}

	/**
	 * Sends what is not settled, in halves where it is refused: one frame that is refused
	 * alone costs two requests for each halving.
	 * @return how long to wait before the rest is sent, {@code null} if all is settled
	 */
	@Nullable Duration deliver() throws InterruptedException {
		ask();
		Duration pause = null;
		for (Part part : this.parts) {
			Duration wait = settle(part);
			pause = (pause == null || (wait != null && wait.compareTo(pause) > 0)) ? wait : pause;
		}
		return pause;
	}

	/**
	 * Frames that are delivered or dropped, and counted.
	 */
	int settled() {
		return this.settled;
	}

	/**
	 * Whether a request was accepted though not all before it is settled. It must not be
	 * sent again.
	 */
	boolean isDeliveredAhead() {
		return this.parts.stream().anyMatch((part) -> part.answer != null && part.from > this.settled);
	}

	private void ask() throws InterruptedException {
		List<Exchange> exchanges = new ArrayList<>();
		List<Part> asked = new ArrayList<>();
		try {
			for (Part part : this.parts) {
				int from = Math.max(part.from, this.settled);
				if (part.to > from && part.answer == null) {
					part.answer = tooLarge(from, part.to);
					if (part.answer == null) {
						exchanges.add(this.endpoint.start(this.frames.subList(from, part.to)));
						asked.add(part);
					}
				}
			}
			for (int i = 0; i < asked.size(); i++) {
				asked.get(i).answer = exchanges.get(i).await();
			}
		}
		finally {
			// What has not been waited for. To the others it does nothing.
			exchanges.forEach(Exchange::cancel);
		}
	}

	private Answer ask(int from, int to) throws InterruptedException {
		Answer refused = tooLarge(from, to);
		return (refused != null) ? refused : this.endpoint.send(this.frames.subList(from, to));
	}

	private @Nullable Answer tooLarge(int from, int to) {
		long bytes = 0;
		for (Frame frame : this.frames.subList(from, to)) {
			bytes += frame.length();
		}
		return (bytes > MAX_REQUEST_BYTES) ? TOO_LARGE : null;
	}

	private @Nullable Duration settle(Part part) throws InterruptedException {
		Answer answer = part.answer;
		if (answer == null || part.to <= this.settled) {
			return null;
		}
		if (part.from > this.settled && answer.isAccepted()) {
			return null;
		}
		part.answer = null;
		if (part.from > this.settled && answer.isRefused()) {
			// Halved when it is its turn.
			return null;
		}
		return settle(answer, Math.max(part.from, this.settled), part.to);
	}

	private @Nullable Duration settle(Answer answer, int from, int to) throws InterruptedException {
		if (answer.isAccepted()) {
			// Before it is booked: a logger that throws must not have it sent again.
			this.settled = to;
			this.ledger.accepted(answer, to - from);
			return null;
		}
		if (!answer.isRefused()) {
			return this.retryDelay.after(answer, this.ledger.failed(answer));
		}
		if (to - from == 1) {
			this.settled = to;
			this.ledger.refused(answer);
			return null;
		}
		this.ledger.halved(answer);
		int middle = (from + to) >>> 1;
		Duration pause = settle(ask(from, middle), from, middle);
		return (pause != null) ? pause : settle(ask(middle, to), middle, to);
	}

	/** The frames of one request. */
	private static final class Part {

		private final int from;

		private final int to;

		private @Nullable Answer answer;

		Part(int from, int to) {
			this.from = from;
			this.to = to;
		}

	}

}

package dev.gai.braintrust.outbox;

import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends the oldest items of the outbox and settles them.
 */
final class OutboxDelivery {

	private static final long TRANSIENT_PAUSE_MS = 2_000;

	/** A refused key or an unknown project does not mend itself: ask rarely, but ask. */
	private static final long PROBE_MS = 60_000;

	private final OutboxLog log;

	private final OutboxChannel channel;

	OutboxDelivery(OutboxLog log, OutboxChannel channel) {
		this.log = log;
		this.channel = channel;
	}

	Result deliver(List<OutboxItem> items) throws InterruptedException {
		if (items.size() == 1 && !this.channel.isRepeatable(items.get(0).content())) {
			return deliverOnce(items.get(0));
		}
		try {
			this.channel.send(items.stream().map(OutboxItem::content).toList());
			this.log.delivered(items.size());
			return Result.DELIVERED;
		}
		catch (BraintrustApiException ex) {
			return (ex.category().isRefusal() && items.size() > 1) ? Result.ONE_BY_ONE : failed(items.get(0), ex);
		}
	}

	/**
	 * Marks an item before it is sent: whatever ends the process then, what would show
	 * twice is not sent twice.
	 */
	private Result deliverOnce(OutboxItem item) throws InterruptedException {
		if (!item.attempted()) {
			this.log.replace(item.attempted(this.log.run()));
			return Result.LATER;
		}
		if (!item.run().equals(this.log.run())) {
			withoutRepetition(item);
			return Result.LATER;
		}
		ObjectNode content = item.content();
		try {
			this.channel.send(List.of(content));
			this.log.delivered(1);
			return Result.DELIVERED;
		}
		catch (BraintrustApiException ex) {
			if (mayHaveArrived(ex)) {
				return uncertain(item, ex);
			}
			return failed(item, ex);
		}
	}

	private Result uncertain(OutboxItem item, BraintrustApiException ex) {
		withoutRepetition(item);
		return new Result(false, true, pause(ex), String.valueOf(ex.getMessage()));
	}

	private void withoutRepetition(OutboxItem item) {
		ObjectNode rest = this.channel.withoutRepetition(item.content());
		if (rest == null) {
			this.log.dropped(DropReason.REJECTED);
		}
		else {
			this.log.replace(new OutboxItem(item.channel(), item.traceId(), item.spanId(), rest, item.created(),
					item.run(), item.after(), item.pending(), false));
		}
	}

	private static boolean mayHaveArrived(BraintrustApiException ex) {
		return ex.category() == FailureCategory.TIMEOUT || ex.category() == FailureCategory.NETWORK
				|| ex.httpStatus() == 504;
	}

	private Result failed(OutboxItem item, BraintrustApiException ex) {
		if (ex.category().isRefusal()) {
			this.log.dropped((ex.category() == FailureCategory.TOO_LARGE) ? DropReason.TOO_LARGE : DropReason.REJECTED);
			return new Result(false, false, 0, String.valueOf(ex.getMessage()));
		}
		if (!ex.isTransient()) {
			// Another channel or object may work.
			this.log.replace(item);
		}
		return new Result(false, true, pause(ex), String.valueOf(ex.getMessage()));
	}

	private static long pause(BraintrustApiException ex) {
		Duration asked = ex.retryAfter();
		if (asked != null) {
			return Math.max(TRANSIENT_PAUSE_MS, asked.toMillis());
		}
		return ex.isTransient() ? TRANSIENT_PAUSE_MS : PROBE_MS;
	}

	/**
	 * What came of it.
	 *
	 * @param delivered whether something was delivered
	 * @param endsRound whether there is a pause before anything else is sent
	 * @param pauseMillis how long
	 * @param message what went wrong
	 */
	record Result(boolean delivered, boolean endsRound, long pauseMillis, @Nullable String message) {

		static final Result DELIVERED = new Result(true, false, 0, null);

		/** Several were refused together: one of them may be the reason. */
		static final Result ONE_BY_ONE = new Result(true, false, 0, null);

		/** It was written again and is sent when it is its turn. */
		static final Result LATER = new Result(true, false, 0, null);

	}

}

package dev.gai.braintrust.outbox;

import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.guard.SteadyClock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what is to be sent after a span until the span has been delivered and Braintrust
 * has taken it: in a log of the same kind as that of the spans, with the same bounds,
 * beside it. What is added is in the log when {@link #add} returns. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Outbox implements AutoCloseable {

	private final String what;

	private final OutboxLog log;

	private final SpanProgress progress;

	private final OutboxSender sender;

	/**
	 * Creates the outbox of feedback and rows of datasets.
	 * @param spool how it is kept
	 * @param progress how far spans have come
	 * @param channels what sends what waits
	 */
	public Outbox(PlannedSpool spool, SpanProgress progress, List<OutboxChannel> channels) {
		this("pieces of feedback or rows of datasets", spool, progress, channels);
	}

	/**
	 * Creates an outbox.
	 * @param what what it holds, in the words of health
	 * @param spool how it is kept
	 * @param progress how far spans have come
	 * @param channels what sends what waits
	 */
	public Outbox(String what, PlannedSpool spool, SpanProgress progress, List<OutboxChannel> channels) {
		this.what = what;
		this.log = new OutboxLog(spool);
		this.progress = progress;
		this.sender = new OutboxSender(this.log, new OutboxReadiness(this.log.run(), progress, spool.maxAge()),
				channels);
		this.sender.start();
	}

	/**
	 * Opens the log if it is not open, and sends what earlier processes have left in it.
	 */
	public void open() {
		this.log.open();
		this.sender.added();
	}

	/**
	 * Adds something. Returns when it is in the log, without waiting for the network.
	 * @param channel name of the channel that sends it
	 * @param traceId trace of the span that it is about, if known
	 * @param spanId span that it is about, {@code null} for none
	 * @param content what is sent, masked
	 * @return whether it was taken: not for a span that is known not to be sent, nor when
	 * the application ends
	 */
	public boolean add(String channel, @Nullable String traceId, @Nullable String spanId, ObjectNode content) {
		SpanStage stage = (spanId != null) ? this.progress.stage(traceId, spanId) : SpanStage.UNKNOWN;
		if (stage == SpanStage.LEFT_OUT) {
			this.log.refused();
			return false;
		}
		long now = SteadyClock.millis();
		boolean added = this.log.append(new OutboxItem(channel, traceId, spanId, content, now, this.log.run(), now,
				stage == SpanStage.PENDING, false));
		if (added) {
			this.sender.added();
		}
		return added;
	}

	/**
	 * Bytes that wait.
	 * @return the number
	 */
	public long bytes() {
		return this.log.bytes();
	}

	/**
	 * Bytes that may wait.
	 * @return the most there is room for
	 */
	public long maxBytes() {
		return this.log.maxBytes();
	}

	/**
	 * What is known of the outbox, without waiting for anything.
	 * @return the status of this moment
	 */
	public OutboxStatus status() {
		return this.log.status(this.sender.lastSuccess(), this.sender.lastFailure());
	}

	/**
	 * What is wrong now.
	 * @return one sentence, {@code null} if nothing is
	 */
	public @Nullable String trouble() {
		OutboxStatus status = status();
		if (status.problem() != null) {
			return "The log of " + this.what + ": " + status.problem();
		}
		return (status.waiting() > 0 && status.lastFailure() != null)
				? status.waiting() + " " + this.what + " wait: " + status.lastFailure() : null;
	}

	/**
	 * Sends what is ready as far as it gets within a time.
	 * @param timeout how long to wait
	 * @return whether nothing waits any more
	 */
	public boolean flush(Duration timeout) {
		return this.sender.flush(timeout);
	}

	/**
	 * Ends the sending. What waits is sent by the next start, where the log is on disk.
	 */
	@Override
	public void close() {
		this.sender.stop();
		this.log.close();
	}

}

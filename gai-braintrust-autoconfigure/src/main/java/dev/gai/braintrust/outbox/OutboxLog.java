package dev.gai.braintrust.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the outbox, the oldest first, and what became of all that ever did.
 * Thread-safe; one thread reads.
 */
final class OutboxLog implements AutoCloseable {

	private final String run = UUID.randomUUID().toString();

	private final ExportCounters counters = new ExportCounters();

	private final SpanLog log;

	/** Frames that were written again or left out: settled, and not delivered. */
	private long replaced;

	private long unsampled;

	private boolean closed;

	OutboxLog(PlannedSpool spool) {
		this.log = spool.log(this.counters);
	}

	void open() {
		this.log.open();
	}

	/**
	 * Tells what this run of the application has looked at from what earlier ones have.
	 */
	String run() {
		return this.run;
	}

	synchronized boolean append(OutboxItem item) {
		this.counters.ended();
		if (this.closed) {
			this.counters.droppedBeforeLog(DropReason.SHUTDOWN);
			return false;
		}
		this.log.append(Frame.of(item.toBytes()));
		return true;
	}

	/** Counts what never came in, since its span is not sent. */
	synchronized void refused() {
		this.unsampled++;
	}

	/** Puts the oldest item to the end of the log, changed; what it was is settled. */
	synchronized void replace(OutboxItem item) {
		if (!this.closed) {
			this.counters.ended();
			this.log.append(Frame.of(item.toBytes()));
			this.counters.delivered(1);
			this.replaced++;
			this.log.acknowledge(1);
		}
	}

	@Nullable List<byte[]> read(int maxItems, long maxBytes) {
		List<Frame> frames = this.log.read(maxItems, maxBytes);
		return (frames != null) ? frames.stream().map(Frame::copy).toList() : null;
	}

	void delivered(int items) {
		this.counters.delivered(items);
		this.log.acknowledge(items);
	}

	void dropped(DropReason reason) {
		this.counters.droppedFromLog(reason, 1);
		this.log.acknowledge(1);
	}

	/** Gives the oldest item up since its span is not sent. */
	synchronized void leftOut() {
		this.counters.delivered(1);
		this.replaced++;
		this.unsampled++;
		this.log.acknowledge(1);
	}

	long waiting() {
		return this.log.spans();
	}

	long bytes() {
		return this.log.bytes();
	}

	long maxBytes() {
		return this.log.maxBytes();
	}

	synchronized OutboxStatus status(@Nullable Instant lastSuccess, @Nullable String lastFailure) {
		ExportCounters.Counts counts = this.counters.counts();
		Map<String, Long> dropped = new TreeMap<>();
		counts.dropped().forEach((reason, count) -> dropped.put(reason.key(), count));
		if (this.unsampled > 0) {
			dropped.put("unsampled", this.unsampled);
		}
		return new OutboxStatus(this.log.spans(), this.log.bytes(), this.log.oldest(),
				counts.delivered() - this.replaced, dropped, lastSuccess, lastFailure, this.log.problem());
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.log.close();
	}

}

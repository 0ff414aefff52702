package dev.gai.braintrust.delivery;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what became of every span that ended. At every moment
 * {@code ended = unsampled + filtered + undecided + queued + logged + delivered
 * + dropped}: what waits is the difference of what went in and what came out, and is
 * never counted by itself.
 * <p>
 * Counting never waits. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ExportCounters {

	private final LongAdder ended = new LongAdder();

	private final LongAdder unsampled = new LongAdder();

	private final LongAdder filtered = new LongAdder();

	private final LongAdder undecided = new LongAdder();

	private final LongAdder decided = new LongAdder();

	private final LongAdder logged = new LongAdder();

	private final LongAdder delivered = new LongAdder();

	private final DropCounts droppedBeforeLog = new DropCounts();

	private final DropCounts droppedFromLog = new DropCounts();

	private final RecentCount recentLosses = new RecentCount();

	/**
	 * A span ended. Always counted first.
	 */
	public void ended() {
		this.ended.increment();
	}

	/**
	 * A span was left out by sampling.
	 */
	public void unsampled() {
		this.unsampled.increment();
	}

	/**
	 * Spans were left out by sampling.
	 * @param spans how many
	 */
	public void unsampled(int spans) {
		this.unsampled.add(spans);
	}

	/**
	 * A span is about to wait for the decision about its trace.
	 */
	public void undecided() {
		this.undecided.increment();
	}

	/**
	 * Spans wait no longer for the decision about their trace. What becomes of them is
	 * counted next.
	 * @param spans how many
	 */
	public void decided(int spans) {
		this.decided.add(spans);
	}

	/**
	 * A span has nothing to do with AI, or was left out by the application.
	 */
	public void filtered() {
		this.filtered.increment();
	}

	/**
	 * A span was given up before it reached the log.
	 * @param reason the reason
	 */
	public void droppedBeforeLog(DropReason reason) {
		droppedBeforeLog(reason, 1);
	}

	/**
	 * Spans were given up before they reached the log.
	 * @param reason the reason
	 * @param spans how many
	 */
	public void droppedBeforeLog(DropReason reason, int spans) {
		if (spans > 0) {
			this.droppedBeforeLog.add(reason, spans);
			this.recentLosses.add(spans);
		}
	}

	/**
	 * Spans are about to be in the log.
	 * @param spans how many
	 */
	public void logged(int spans) {
		this.logged.add(spans);
	}

	/**
	 * Spans of an earlier process were found in the log.
	 * @param spans how many
	 */
	public void recovered(int spans) {
		this.ended.add(spans);
		this.logged.add(spans);
	}

	/**
	 * Spans were acknowledged by Braintrust.
	 * @param spans how many
	 */
	public void delivered(long spans) {
		this.delivered.add(spans);
	}

	/**
	 * Spans that were in the log were given up.
	 * @param reason the reason
	 * @param spans how many
	 */
	public void droppedFromLog(DropReason reason, long spans) {
		if (spans > 0) {
			this.droppedFromLog.add(reason, spans);
			this.recentLosses.add(spans);
		}
	}

	/**
	 * What has been counted.
	 * @return the figures of this moment
	 */
	public Counts counts() {
		// What comes out is read before what goes in, so that no difference is negative.
		long delivered = this.delivered.sum();
		Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
		long fromLog = this.droppedFromLog.addTo(dropped);
		long logged = this.logged.sum();
		long beforeLog = this.droppedBeforeLog.addTo(dropped);
		long filtered = this.filtered.sum();
		long unsampled = this.unsampled.sum();
		long decided = this.decided.sum();
		long undecided = this.undecided.sum() - decided;
		long ended = this.ended.sum();
		return new Counts(ended, unsampled, filtered, undecided,
				ended - unsampled - filtered - undecided - beforeLog - logged, logged - delivered - fromLog, delivered,
				dropped, this.recentLosses.sum());
	}

	/**
	 * Figures of one moment.
	 *
	 * @param ended spans that ended
	 * @param unsampled spans left out by sampling
	 * @param filtered spans that have nothing to do with AI
	 * @param undecided spans that wait for the decision about their trace
	 * @param queued spans that wait to be encoded
	 * @param logged encoded spans that wait to be acknowledged
	 * @param delivered spans that Braintrust has acknowledged
	 * @param dropped spans given up, by reason
	 * @param recentlyLost spans given up within the last five minutes
	 */
	public record Counts(long ended, long unsampled, long filtered, long undecided, long queued, long logged,
			long delivered, Map<DropReason, Long> dropped, long recentlyLost) {

		/**
		 * All spans given up.
		 * @return the number
		 */
		public long totalDropped() {
			return this.dropped.values().stream().mapToLong(Long::longValue).sum();
		}

	}

}

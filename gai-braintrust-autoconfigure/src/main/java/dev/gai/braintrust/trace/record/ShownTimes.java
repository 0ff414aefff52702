package dev.gai.braintrust.trace.record;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * When Braintrust sees a span start and end, which is not always when it did. Part of a
 * {@link RowPlacement}; thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ShownTimes {

	private volatile @Nullable Instant startsAt;

	private volatile @Nullable Instant lastsUntil;

	private volatile @Nullable Instant from;

	private volatile @Nullable LongSupplier clock;

	ShownTimes() {
	}

	/**
	 * Says what clock the trace has its times from, which need not be the machine's.
	 * @param clock tells the time in nanoseconds since 1970, {@code null} if the span has
	 * ended
	 */
	public void clock(@Nullable LongSupplier clock) {
		this.clock = clock;
	}

	/**
	 * A time by the clock of the trace, as long as the span has not ended.
	 * @param time the time by the clock of the machine
	 * @return what the time was in the trace
	 */
	public Instant inTrace(Instant time) {
		LongSupplier trace = this.clock;
		return (trace != null) ? time.plusNanos(trace.getAsLong() - nanos(Instant.now())) : time;
	}

	/**
	 * When the span is shown to start: later than it did where it was made before
	 * somebody asked for its result, and earlier where it was made for something that was
	 * over.
	 * @param started when it did start, in nanoseconds since 1970
	 * @return when it is shown to start
	 */
	public long start(long started) {
		Instant from = this.from;
		Instant later = this.startsAt;
		if (from != null) {
			return nanos(from);
		}
		return (later != null) ? Math.max(started, nanos(later)) : started;
	}

	/**
	 * When the span is shown to end: later than it does where something that belongs to
	 * it did, and earlier where it was made for something that was over.
	 * @param started when it is shown to start, in nanoseconds since 1970
	 * @param ended when it did end
	 * @return when it is shown to end
	 */
	public long end(long started, long ended) {
		Instant until = this.lastsUntil;
		if (this.from != null && until != null) {
			return Math.max(started, nanos(until));
		}
		return Math.max(Math.max(started, ended), (until != null) ? nanos(until) : 0);
	}

	/**
	 * Says when that was for which the span was made.
	 * @param start when it began, by the clock of the machine
	 * @param end when it was over
	 */
	public void between(Instant start, Instant end) {
		Instant from = inTrace(start);
		this.lastsUntil = from.plus(Duration.between(start, end));
		this.from = from;
	}

	/**
	 * Has the span shown to start later.
	 * @param start the time by the clock of the machine
	 */
	public void startsAt(Instant start) {
		this.startsAt = inTrace(start);
	}

	/**
	 * Has the span shown to end later.
	 * @param end the time; the latest counts
	 */
	public synchronized void lastsUntil(Instant end) {
		this.lastsUntil = (this.lastsUntil == null || this.lastsUntil.isBefore(end)) ? end : this.lastsUntil;
	}

	private static long nanos(Instant instant) {
		return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
	}

}

package dev.gai.braintrust.trace.record;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Hands the record of a span to the span processor. OpenTelemetry calls span processors
 * on the thread that starts or ends the span, while it does so; the record lies ready
 * here for just that long. So no map has to find it, and none can leak.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanHandoff {

	/**
	 * A place for each thread, which stays: it is made once and not for each span. What
	 * it is made of does not keep this library in a thread that outlives it.
	 */
	private static final ThreadLocal<@Nullable Object[]> ready = ThreadLocal.withInitial(() -> new Object[1]);

	private static final SpanRecord leftOut = leftOut();

	private SpanHandoff() {
	}

	private static SpanRecord leftOut() {
		RowPlacement place = RowPlacement.foreign(null, true);
		place.leaveOut(true);
		return new SpanRecord(new SpanSpec(SpanType.TASK, "", null, "", Capture.NONE), false, null, place);
	}

	/**
	 * Starts or ends a span that Braintrust shall not see.
	 * @param startOrEnd does it
	 */
	public static void leaveOut(Runnable startOrEnd) {
		run(leftOut, startOrEnd);
	}

	/**
	 * Whether a record stands for all spans that Braintrust shall not see.
	 * @param record the record
	 * @return whether it belongs to no span of its own
	 */
	public static boolean isLeftOut(SpanRecord record) {
		return record == leftOut;
	}

	/**
	 * The record of the span that is just being started or ended on this thread.
	 * @return the record, {@code null} if the span has none
	 */
	public static @Nullable SpanRecord record() {
		return (SpanRecord) ready.get()[0];
	}

	/**
	 * Starts or ends a span that has a record.
	 * @param record the record
	 * @param startOrEnd does it
	 */
	public static void run(SpanRecord record, Runnable startOrEnd) {
		@Nullable Object[] place = ready.get();
		Object outer = place[0];
		place[0] = record;
		try {
			startOrEnd.run();
		}
		finally {
			place[0] = outer;
		}
	}

}

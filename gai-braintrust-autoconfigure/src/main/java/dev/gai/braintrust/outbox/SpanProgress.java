package dev.gai.braintrust.outbox;

import dev.gai.braintrust.export.live.SpanStage;
import org.jspecify.annotations.Nullable;

/**
 * How far spans have come on their way to Braintrust. Does not wait. Thread-safe.
 *
 * @since 0.1.0
 */
public interface SpanProgress {

	/**
	 * How far a span has come.
	 * @param traceId its trace, {@code null} if not known
	 * @param spanId the span
	 * @return its stage
	 */
	SpanStage stage(@Nullable String traceId, String spanId);

	/**
	 * Whether everything that was logged up to a time is delivered or given up.
	 * @param time milliseconds since 1970
	 * @return whether nothing as old as that waits
	 */
	boolean isSettled(long time);

}

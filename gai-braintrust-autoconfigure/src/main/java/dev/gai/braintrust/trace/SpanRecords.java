package dev.gai.braintrust.trace;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.trace.record.SpanRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is behind a span.
 *
 * @since 0.1.0
 */
@Internal
public final class SpanRecords {

	private SpanRecords() {
	}

	/**
	 * What happened in a span.
	 * @param span the span
	 * @return its record, {@code null} if it is not recorded
	 */
	public static @Nullable SpanRecord of(GenAiSpan span) {
		return (span instanceof RecordedSpan recorded) ? recorded.record() : null;
	}

}

package dev.gai.braintrust.export;

import dev.gai.braintrust.trace.SpanRecord;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * A span on its way from the thread that ended it to the writer.
 *
 * @param span the span
 * @param record what happened in it, if it is one of ours
 * @param node its place in the trace, if it is remembered
 */
record EndedSpan(ReadableSpan span, @Nullable SpanRecord record, @Nullable SpanNode node) {

	private static final long FIXED_BYTES = 2048;

	/**
	 * About how much memory the span holds.
	 * @return bytes
	 */
	long bytes() {
		return FIXED_BYTES + ((this.record != null) ? this.record.contentBytes() : 0);
	}

}

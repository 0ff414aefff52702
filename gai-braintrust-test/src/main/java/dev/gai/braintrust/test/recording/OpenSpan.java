package dev.gai.braintrust.test.recording;

import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * A span that runs.
 *
 * @param span the span
 * @param record what will be known of it, if it is one of ours
 * @param thread name of the thread that started it
 */
record OpenSpan(ReadableSpan span, @Nullable SpanRecord record, String thread) {

	String description() {
		String name = (this.record != null) ? this.record.spanName() : this.span.getName();
		return "`" + (name.isBlank() ? this.span.getSpanContext().getSpanId() : name) + "`, started by thread "
				+ this.thread;
	}

}

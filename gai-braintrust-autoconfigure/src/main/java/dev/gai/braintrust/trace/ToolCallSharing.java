package dev.gai.braintrust.trace;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.trace.record.RowPlacement;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool, seen by two: by the library that makes it, and by an annotation on
 * the method that it calls. It stays one span, on which both write.
 */
final class ToolCallSharing {

	private ToolCallSharing() {
	}

	/**
	 * The span that is there for the same call.
	 * @param spec what the second one knows of the call
	 * @param parent what is current
	 * @return the span, to be {@linkplain RowPlacement#leave() left} when the method
	 * returns; {@code null} if the call is another one
	 */
	static @Nullable RecordedSpan join(SpanSpec spec, @Nullable Observation parent) {
		RecordedSpan span = (spec.type() == SpanType.TOOL) ? CurrentSpan.of(parent) : null;
		if (span == null || !isSameCall(span.record(), spec) || !span.record().placement().join()) {
			return null;
		}
		if (spec.capture() == Capture.NONE) {
			span.record().content().withhold();
			span.record().request().input(null);
		}
		return span;
	}

	private static boolean isSameCall(SpanRecord record, SpanSpec spec) {
		String name = record.name();
		return record.placement().isShared() && record.type() == SpanType.TOOL && !record.isEnded()
				&& (name.equals(spec.name()) || name.equals(spec.taskName())
						|| record.placement().standsFor(spec.taskName()));
	}

}

package dev.gai.braintrust.export.live;

import java.util.function.BiConsumer;

import dev.gai.braintrust.trace.record.RequestRoot;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * A span on its way from the thread that ended it to the writer.
 *
 * @param span the span
 * @param record what happened in it, if it is one of ours
 * @param local the span among those that run here, if it is remembered
 * @param trace the trace that it shares a decision with
 * @param root whether it counts as a root of the trace
 * @param bytes about how much memory it holds
 * @since 0.1.0
 */
public record EndedSpan(SpanData span, @Nullable SpanRecord record, @Nullable LocalSpan local, SampledTrace trace,
		boolean root, long bytes) {

	private static final long FIXED_BYTES = 2048;

	/**
	 * Makes an ended span, and estimates how much memory it holds.
	 * @param span the span
	 * @param record what happened in it, if it is one of ours
	 * @param local the span among those that run here, if it is remembered
	 * @param trace the trace that it shares a decision with
	 * @param root whether it counts as a root of the trace
	 * @return the ended span
	 */
	public static EndedSpan of(SpanData span, @Nullable SpanRecord record, @Nullable LocalSpan local,
			SampledTrace trace, boolean root) {
		long content = (record != null) ? record.content().bytes() : textLength(span.getAttributes());
		return new EndedSpan(span, record, local, trace, root, FIXED_BYTES + content);
	}

	/**
	 * Tells that neither this span is sent nor anything above it.
	 */
	void leaveOut() {
		if (this.local != null) {
			this.local.leaveOut();
			this.local.written();
		}
	}

	/**
	 * Whether everything that will be known of the span is known.
	 * @return whether it can be written
	 */
	public boolean isComplete() {
		if (this.record == null && this.local != null && this.local.isRequestRoot()) {
			RequestRoot root = this.local.requestRoot();
			return root == null || root.isComplete();
		}
		return this.record == null || this.record.isComplete();
	}

	/**
	 * Has the span do with what is known of it, since it is about to be written.
	 * @param waited whether it has been held back for a while
	 */
	public void waitNoLonger(boolean waited) {
		if (this.record != null) {
			this.record.waitNoLonger(waited);
		}
	}

	private static long textLength(Attributes attributes) {
		TextLength length = new TextLength();
		attributes.forEach(length);
		return length.sum;
	}

	/** An object and no lambda, so that the sum needs no array. */
	private static final class TextLength implements BiConsumer<AttributeKey<?>, Object> {

		private long sum;

		@Override
		public void accept(AttributeKey<?> key, Object value) {
			this.sum += (value instanceof String text) ? text.length() : Long.BYTES;
		}

	}

}

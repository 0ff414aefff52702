package dev.gai.braintrust.export;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * A local span as a place in its trace: whether it is sent, and what stands above it. It
 * holds no content, so that a place can outlive its span.
 */
final class SpanNode {

	private final SpanContext spanContext;

	private final @Nullable SpanNode parent;

	private final @Nullable RemoteParent remoteParent;

	private final boolean recorded;

	/** Gone when the span has ended. */
	private volatile @Nullable ReadableSpan span;

	private volatile boolean kept;

	SpanNode(ReadableSpan span, @Nullable SpanNode parent, @Nullable RemoteParent remoteParent, boolean recorded) {
		this.spanContext = span.getSpanContext();
		this.parent = parent;
		this.remoteParent = (parent != null) ? parent.remoteParent : remoteParent;
		this.recorded = recorded;
		this.span = span;
		this.kept = recorded;
	}

	void end(boolean kept) {
		this.kept = kept;
		this.span = null;
	}

	boolean isRecorded() {
		return this.recorded;
	}

	/**
	 * The Braintrust object that the trace belongs to because its caller says so.
	 * @return the accepted remote parent, if there is one
	 */
	@Nullable RemoteParent remoteParent() {
		return this.remoteParent;
	}

	/**
	 * The nearest span above that is sent.
	 * @param all whether every span is sent
	 * @return the parent as Braintrust shall see it, invalid for a root
	 */
	SpanContext sentParent(boolean all) {
		for (SpanNode above = this.parent; above != null; above = above.parent) {
			if (all || above.isKept()) {
				return above.spanContext;
			}
		}
		return (this.remoteParent != null) ? this.remoteParent.spanContext() : SpanContext.getInvalid();
	}

	/**
	 * The nearest span that is sent, this one included.
	 * @param all whether every span is sent
	 * @return its context, invalid if there is none
	 */
	SpanContext nearestSent(boolean all) {
		return (all || isKept()) ? this.spanContext : sentParent(all);
	}

	private boolean isKept() {
		ReadableSpan running = this.span;
		return this.kept || (running != null && AiSpans.isAi(running.getAttributes()));
	}

}

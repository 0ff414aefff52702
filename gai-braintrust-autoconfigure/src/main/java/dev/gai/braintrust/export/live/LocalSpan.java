package dev.gai.braintrust.export.live;

import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.trace.record.RequestRoot;
import dev.gai.braintrust.trace.record.RowPlacement;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * A local span as a place in its trace: whether it is sent, and what stands above it. It
 * holds no content, so that a place can outlive its span, and lets go of what stands
 * above it as soon as nobody can ask for that any more, so that work which always starts
 * further work does not grow a chain.
 *
 * @since 0.1.0
 */
public final class LocalSpan extends CountedWhileRunning {

	private final SpanContext spanContext;

	private final SpanKey key;

	private final @Nullable BraintrustParent braintrustParent;

	private final SampledTrace trace;

	private final boolean root;

	private final boolean ours;

	/**
	 * The root that the row of this span may hang on at last, or be. Of a root it is made
	 * when something starts below it.
	 */
	private volatile @Nullable RequestRoot requestRoot;

	private final boolean requestRootItself;

	/** Whether this span is one of ours, or one above it is. */
	private final boolean withinOurs;

	/** Whether other instrumentations may show content at this place and below it. */
	private final boolean contentShown;

	private volatile @Nullable LocalSpan parent;

	/** Gone when the span has ended. */
	private volatile @Nullable ReadableSpan span;

	/** Of the span while it runs, if it is one of ours. */
	private volatile @Nullable RowPlacement place;

	private volatile boolean kept;

	private volatile boolean written;

	private volatile boolean errorTextShown = true;

	LocalSpan(ReadableSpan span, @Nullable LocalSpan parent, @Nullable BraintrustParent braintrustParent,
			boolean contentShown, @Nullable SpanRecord record, SampledTrace trace, boolean root, boolean keepsAll,
			boolean entrance) {
		this.spanContext = span.getSpanContext();
		this.key = SpanKey.of(this.spanContext);
		this.parent = parent;
		this.braintrustParent = braintrustParent;
		this.trace = trace;
		this.root = root;
		this.ours = record != null;
		this.requestRootItself = entrance;
		this.withinOurs = this.ours || (parent != null && parent.withinOurs && !this.requestRootItself);
		// What runs below a call of a model is the same call once more.
		this.contentShown = (record != null) ? record.contentCaptured() || !record.type().callsModel() : contentShown;
		this.span = span;
		this.place = (record != null) ? record.placement() : null;
		this.kept = keepsAll;
		this.requestRoot = (parent != null && !this.requestRootItself) ? parent.requestRootForChild() : null;
	}

	/**
	 * The local root above the span, or the span itself, if that is sent only for what is
	 * below it.
	 * @return the root, {@code null} if there is none
	 */
	public @Nullable RequestRoot requestRoot() {
		return this.requestRoot;
	}

	/**
	 * Whether the span is such a root, and none of AI itself.
	 * @return whether its row is that of a request
	 */
	public boolean isRequestRoot() {
		return this.requestRootItself;
	}

	/**
	 * Whether the span is such a root and has to be sent if it ends now.
	 * @return whether something of ours is below it
	 */
	public boolean isWantedRequestRoot() {
		RequestRoot own = this.requestRoot;
		return this.requestRootItself && own != null && own.isWanted();
	}

	private @Nullable RequestRoot requestRootForChild() {
		RequestRoot known = this.requestRoot;
		if (known != null || !this.requestRootItself) {
			return known;
		}
		synchronized (this) {
			known = (this.requestRoot != null) ? this.requestRoot : new RequestRoot();
			this.requestRoot = known;
		}
		return known;
	}

	SpanKey key() {
		return this.key;
	}

	SpanContext spanContext() {
		return this.spanContext;
	}

	/**
	 * The trace that the span shares a decision with.
	 * @return the trace
	 */
	public SampledTrace trace() {
		return this.trace;
	}

	/**
	 * Whether the span counts as a root of its trace.
	 * @return whether it is a root
	 */
	public boolean isRoot() {
		return this.root;
	}

	/**
	 * Whether this span is one of ours, or one above it is.
	 * @return whether what starts here is part of something of ours
	 */
	boolean isWithinOurs() {
		return this.withinOurs;
	}

	/**
	 * Whether its trace has been told to expect the end of the span.
	 * @return whether the trace counts it
	 */
	boolean isExpected() {
		return this.root || this.ours;
	}

	/**
	 * Tells that the span has ended.
	 * @param kept whether it is sent
	 */
	public void end(boolean kept) {
		this.kept = kept;
		this.span = null;
		this.place = null;
		LocalSpan above = this.parent;
		while (above != null && above.isLeftOut()) {
			above = above.parent;
		}
		this.parent = above;
	}

	/**
	 * Tells that the span was to be sent but is not.
	 */
	public void leaveOut() {
		this.kept = false;
	}

	/**
	 * Tells that the span is in the log, or all of its trace left out: whoever looks for
	 * a parent stops here.
	 */
	public void written() {
		this.parent = null;
		this.written = true;
	}

	/**
	 * How far the span has come.
	 * @return the stage
	 */
	public SpanStage stage() {
		boolean decided = this.trace.decision() != TraceDecision.UNDECIDED;
		if (this.trace.decision() == TraceDecision.LEFT_OUT || (decided && isLeftOut())) {
			return SpanStage.LEFT_OUT;
		}
		return this.written ? SpanStage.LOGGED : SpanStage.PENDING;
	}

	/**
	 * Tells that an error came out of this span whose text is not to be seen: the spans
	 * above may have recorded the same error.
	 */
	public void hideErrorTextAbove() {
		for (LocalSpan above = this.parent; above != null; above = above.parent) {
			above.errorTextShown = false;
		}
	}

	/**
	 * Whether other instrumentations may show content at this place.
	 * @return whether they may
	 */
	public boolean isContentShown() {
		return this.contentShown;
	}

	/**
	 * Whether other instrumentations may show the text of errors at this place.
	 * @return whether they may
	 */
	public boolean isErrorTextShown() {
		return this.contentShown && this.errorTextShown;
	}

	/**
	 * Where the trace belongs, if something else says so than the settings.
	 * @return the parent, {@code null} for the configured one
	 */
	public @Nullable BraintrustParent braintrustParent() {
		return this.braintrustParent;
	}

	/**
	 * The nearest span above that is sent.
	 * @return the parent as Braintrust shall see it, invalid for a root
	 */
	public SpanContext sentParent() {
		for (LocalSpan above = this.parent; above != null; above = above.parent) {
			if (above.isKept()) {
				return above.spanContext;
			}
		}
		return (this.braintrustParent != null) ? this.braintrustParent.spanContext() : SpanContext.getInvalid();
	}

	/**
	 * The nearest span that is sent, this one included.
	 * @return its context, invalid if there is none
	 */
	public SpanContext nearestSent() {
		return isKept() ? this.spanContext : sentParent();
	}

	private boolean isKept() {
		if (this.trace.decision() == TraceDecision.LEFT_OUT) {
			return false;
		}
		RowPlacement running = this.place;
		if (running != null) {
			return this.kept || !running.isLeftOut();
		}
		ReadableSpan current = this.span;
		RequestRoot own = this.requestRoot;
		if (this.requestRootItself && own != null && current != null && own.isUsed()) {
			return true;
		}
		return this.kept || (current != null && AiSpans.isAi(current.getAttributes()));
	}

	private boolean isLeftOut() {
		return this.span == null && !this.kept;
	}

}

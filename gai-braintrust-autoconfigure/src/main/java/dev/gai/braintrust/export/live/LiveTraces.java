package dev.gai.braintrust.export.live;

import dev.gai.braintrust.trace.record.RequestRoot;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the places of the last local spans, ended ones too: work that was handed to
 * another thread may start later than its parent ended. Bounded by one number for all
 * traces, so that neither spans that never end nor an endless trace can fill it for good:
 * the older half is forgotten first, those that still run as the last. What is not
 * remembered becomes a root.
 *
 * @since 0.1.0
 */
public final class LiveTraces {

	private static final int MAX_SPANS = 20_000;

	private final boolean keepsAll;

	private final boolean requestRoots;

	private final UndecidedTraces undecided;

	private final int maxSpans;

	private final RecentMap<SpanKey, LocalSpan> spans;

	private final TraceHomes homes = new TraceHomes(MAX_SPANS);

	/**
	 * Creates an empty memory.
	 * @param keepsAll whether spans are sent that have nothing to do with AI
	 * @param undecided where traces are decided about
	 */
	public LiveTraces(boolean keepsAll, UndecidedTraces undecided) {
		this(keepsAll, false, undecided);
	}

	/**
	 * Creates an empty memory.
	 * @param keepsAll whether spans are sent that have nothing to do with AI
	 * @param requestRoots whether the local root is sent of what has to do with AI
	 * @param undecided where traces are decided about
	 */
	public LiveTraces(boolean keepsAll, boolean requestRoots, UndecidedTraces undecided) {
		this(keepsAll, requestRoots, undecided, MAX_SPANS);
	}

	LiveTraces(boolean keepsAll, UndecidedTraces undecided, int maxSpans) {
		this(keepsAll, false, undecided, maxSpans);
	}

	private LiveTraces(boolean keepsAll, boolean requestRoots, UndecidedTraces undecided, int maxSpans) {
		this.keepsAll = keepsAll;
		this.requestRoots = requestRoots;
		this.undecided = undecided;
		this.maxSpans = maxSpans;
		this.spans = new RecentMap<>(maxSpans, LocalSpan::key, this::isNeeded, this::forget, LocalSpan::countIn);
	}

	/**
	 * Remembers a span that starts.
	 * @param span the span
	 * @param given where it belongs, if its caller or its target says so
	 * @param record what will be known of the span, if it is one of ours
	 */
	public void started(ReadableSpan span, @Nullable BraintrustParent given, @Nullable SpanRecord record) {
		LocalSpan above = parent(span, record);
		LocalSpan parent = (above != null && TraceHomes.belongsTo(given, above)) ? above : null;
		BraintrustParent home = (parent != null) ? parent.braintrustParent() : this.homes.of(span, given);
		boolean entrance = isEntrance(span, parent, record);
		boolean root = parent == null || entrance || (record != null && !parent.isWithinOurs());
		SampledTrace trace = trace(span, parent, home, record, root);
		if (record != null) {
			trace.started(span, root);
		}
		LocalSpan local = new LocalSpan(span, parent, home, above == null || above.isContentShown(), record, trace,
				root, this.keepsAll, entrance);
		RequestRoot requestRoot = local.requestRoot();
		if (record != null && requestRoot != null && !record.placement().isLeftOut()) {
			requestRoot.started(record, parent == null || !parent.isWithinOurs());
		}
		this.spans.put(local);
	}

	/**
	 * Whether work comes in with a span that is none of ours: from outside, or as a
	 * message or a request that this process has sent to itself. What has sent it may be
	 * over before the work is.
	 */
	private boolean isEntrance(ReadableSpan span, @Nullable LocalSpan parent, @Nullable SpanRecord record) {
		return this.requestRoots && !this.keepsAll && record == null
				&& (parent == null || span.getParentSpanContext().isRemote());
	}

	private @Nullable LocalSpan parent(ReadableSpan span, @Nullable SpanRecord record) {
		String shownBelow = (record != null) ? record.placement().shownBelow() : null;
		LocalSpan other = (shownBelow != null)
				? this.spans.get(new SpanKey(span.getSpanContext().getTraceId(), shownBelow)) : null;
		return (other != null) ? other : find(span.getParentSpanContext());
	}

	/**
	 * The trace of a span that starts. A caller that is accepted has decided to send the
	 * trace, and its spans would lack those below them; an evaluation wants all of them.
	 */
	private SampledTrace trace(ReadableSpan span, @Nullable LocalSpan parent, @Nullable BraintrustParent home,
			@Nullable SpanRecord record, boolean root) {
		boolean evaluation = record != null && record.type() == SpanType.EVAL;
		if (parent == null && ((home != null && home.kept()) || evaluation)) {
			return SampledTrace.KEPT;
		}
		if (parent != null && (!root || parent.trace().join())) {
			return parent.trace();
		}
		return this.undecided.rootStarted(span.getSpanContext().getTraceId());
	}

	/**
	 * Finds the place of a span.
	 * @param span the span
	 * @return its place, {@code null} if it is not remembered
	 */
	public @Nullable LocalSpan find(SpanContext span) {
		return span.isValid() ? this.spans.get(SpanKey.of(span)) : null;
	}

	/**
	 * How far a span has come.
	 * @param traceId its trace, {@code null} if not known
	 * @param spanId the span
	 * @return its stage
	 */
	public SpanStage stage(@Nullable String traceId, String spanId) {
		LocalSpan local = (traceId != null) ? this.spans.get(new SpanKey(traceId, spanId))
				: this.spans.values()
					.filter((other) -> other.spanContext().getSpanId().equals(spanId))
					.findFirst()
					.orElse(null);
		return (local != null) ? local.stage() : SpanStage.UNKNOWN;
	}

	/**
	 * Whether a span is sent, or may be, and where the settings say.
	 * @param traceId its trace
	 * @param spanId the span
	 * @return whether feedback can reach it
	 */
	public boolean isFeedbackPossible(String traceId, String spanId) {
		LocalSpan local = this.spans.get(new SpanKey(traceId, spanId));
		return local != null && local.stage() != SpanStage.LEFT_OUT && local.braintrustParent() == null;
	}

	/**
	 * Tells that a span has ended.
	 * @param local the span
	 * @return whether its trace still expects that to be told
	 */
	public boolean ended(LocalSpan local) {
		return local.stopRunning() && local.isExpected();
	}

	private boolean isNeeded(LocalSpan local) {
		return local.isRunning() && this.spans.users() <= this.maxSpans / 2;
	}

	private void forget(LocalSpan local) {
		if (ended(local) && this.undecided.endedUnsent(local.trace(), local.isRoot())) {
			this.undecided.decideSoon(local.trace());
		}
	}

	int size() {
		return (int) this.spans.values().count();
	}

}

package dev.gai.braintrust.export;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.export.live.AiSpans;
import dev.gai.braintrust.export.live.EndedSpan;
import dev.gai.braintrust.export.live.LiveTraces;
import dev.gai.braintrust.export.live.LocalSpan;
import dev.gai.braintrust.export.live.SampledTrace;
import dev.gai.braintrust.export.live.UndecidedTraces;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.trace.record.RequestRoot;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Says of each span that has ended whether it goes on to the writer, and counts those
 * that do not. On the thread that ends the span.
 */
final class SpanIntake {

	/** Of Spring Batch, whose job is observed below its launch. */
	private static final AttributeKey<String> JOB = AttributeKey.stringKey("spring.batch.job.name");

	private final boolean aiOnly;

	private final LiveTraces traces;

	private final UndecidedTraces undecided;

	private final SpanQueue queue;

	private final @Nullable SynchronousWriter synchronousWriter;

	private final ExportCounters counters;

	private volatile boolean stopped;

	private final List<FinishedSpanListener> listeners = new CopyOnWriteArrayList<>();

	SpanIntake(boolean aiOnly, LiveTraces traces, UndecidedTraces undecided, SpanQueue queue,
			@Nullable SynchronousWriter synchronousWriter, ExportCounters counters) {
		this.aiOnly = aiOnly;
		this.traces = traces;
		this.undecided = undecided;
		this.queue = queue;
		this.synchronousWriter = synchronousWriter;
		this.counters = counters;
	}

	/**
	 * Takes a span that has just ended.
	 * @param span the span
	 * @param handed what happened in it, if it is one of ours
	 */
	void take(ReadableSpan span, @Nullable SpanRecord handed) {
		boolean leftOut = handed != null && handed.placement().isLeftOut();
		SpanRecord record = leftOut ? null : handed;
		// Of a span that has ended this is a view, where its attributes would be a copy.
		SpanData data = span.toSpanData();
		boolean ai = record != null || !this.aiOnly || (!leftOut && AiSpans.isAi(data.getAttributes()));
		LocalSpan local = this.traces.find(data.getSpanContext());
		if (local != null) {
			endInPlace(data, record, local, ai || (!leftOut && local.isWantedRequestRoot()));
		}
		else if (ai) {
			take(data, record, null, this.undecided.forgottenEnds(data.getTraceId()), true);
		}
		else {
			this.counters.filtered();
		}
	}

	/**
	 * Tells somebody of each span that is sent, or may be.
	 * @param listener who is told
	 */
	void listen(FinishedSpanListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * From now on takes nothing.
	 */
	void stop() {
		this.stopped = true;
	}

	private void endInPlace(SpanData span, @Nullable SpanRecord record, LocalSpan local, boolean ai) {
		boolean expected = this.traces.ended(local);
		boolean root = expected && local.isRoot();
		tellRoot(span, local, record, ai);
		if (record != null && record.error() != null && !record.errorTextCaptured()) {
			local.hideErrorTextAbove();
		}
		if (ai) {
			if (!expected) {
				local.trace().expect();
			}
			take(span, record, local, local.trace(), root);
			return;
		}
		local.end(false);
		this.counters.filtered();
		if (expected && this.undecided.endedUnsent(local.trace(), root)) {
			decide(local.trace());
		}
	}

	private void take(SpanData span, @Nullable SpanRecord record, @Nullable LocalSpan local, SampledTrace trace,
			boolean root) {
		boolean sampled = trace.decision() != TraceDecision.LEFT_OUT;
		boolean open = !this.stopped;
		if (local != null) {
			local.end(sampled && open);
		}
		if (!sampled) {
			this.counters.unsampled();
			return;
		}
		if (open && record != null && local != null && !this.listeners.isEmpty()) {
			tell(new FinishedSpan(span.getSpanContext(), record, local, root, () -> decideSoon(trace),
					() -> this.traces.find(span.getSpanContext()) == local));
		}
		trace.onItsWay();
		if (open && offer(EndedSpan.of(span, record, local, trace, root))) {
			return;
		}
		this.counters.droppedBeforeLog(open ? DropReason.QUEUE_FULL : DropReason.SHUTDOWN);
		if (local != null) {
			local.leaveOut();
		}
		if (this.undecided.refused(trace, root)) {
			decide(trace);
		}
	}

	/**
	 * Tells the local root, before this span can be written and hang on it.
	 */
	private static void tellRoot(SpanData span, LocalSpan local, @Nullable SpanRecord record, boolean ai) {
		RequestRoot root = local.requestRoot();
		if (root == null || local.isRequestRoot()) {
			return;
		}
		if (ai) {
			root.use();
		}
		if (record != null) {
			root.ended(record);
		}
		String job = span.getAttributes().get(JOB);
		if (job != null) {
			root.job(job);
		}
	}

	private boolean offer(EndedSpan span) {
		if (this.synchronousWriter != null) {
			this.synchronousWriter.write(span);
			return true;
		}
		return this.queue.offer(span);
	}

	private void decide(SampledTrace trace) {
		if (this.synchronousWriter != null) {
			this.synchronousWriter.finish(trace);
		}
		else {
			decideSoon(trace);
		}
	}

	private void decideSoon(SampledTrace trace) {
		this.undecided.decideSoon(trace);
		this.queue.wake();
	}

	private void tell(FinishedSpan span) {
		for (FinishedSpanListener listener : this.listeners) {
			Guard.run("A span that has ended is not scored", () -> listener.ended(span));
		}
	}

}

package dev.gai.braintrust.export;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.gai.braintrust.export.live.BraintrustParent;
import dev.gai.braintrust.export.live.LocalSpan;
import dev.gai.braintrust.export.live.SampledTrace;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.trace.record.SpanRecord;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A span of this library that has ended and is sent, or may still be. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class FinishedSpan {

	private final SpanContext context;

	private final SpanRecord record;

	private final LocalSpan local;

	private final boolean root;

	private final Runnable decide;

	private final BooleanSupplier remembered;

	FinishedSpan(SpanContext context, SpanRecord record, LocalSpan local, boolean root, Runnable decide,
			BooleanSupplier remembered) {
		this.context = context;
		this.record = record;
		this.local = local;
		this.root = root;
		this.decide = decide;
		this.remembered = remembered;
	}

	/**
	 * What happened in the span.
	 * @return the record
	 */
	public SpanRecord record() {
		return this.record;
	}

	/**
	 * The trace.
	 * @return 32 hexadecimal digits
	 */
	public String traceId() {
		return this.context.getTraceId();
	}

	/**
	 * The span.
	 * @return 16 hexadecimal digits
	 */
	public String spanId() {
		return this.context.getSpanId();
	}

	/**
	 * Whether Braintrust shows the span at the top of its trace.
	 * @return whether it is a root
	 */
	public boolean isRoot() {
		return this.root;
	}

	/**
	 * The Braintrust object that the span goes to, where that is not the configured one.
	 * @return the object, for example {@code experiment_id:<uuid>}, or {@code null}
	 */
	public @Nullable String home() {
		BraintrustParent parent = this.local.braintrustParent();
		return (parent != null) ? parent.object() : null;
	}

	/**
	 * Whether it is known if the trace is sent.
	 * @return {@code false} while the trace is undecided
	 */
	public boolean isDecided() {
		return trace().decision() != TraceDecision.UNDECIDED;
	}

	/**
	 * Whether the span is not sent.
	 * @return whether it has been left out
	 */
	public boolean isLeftOut() {
		return this.local.stage() == SpanStage.LEFT_OUT;
	}

	/**
	 * Whether the place of the span is still known, so that what hangs below it is shown
	 * there.
	 * @return {@code false} after very many other spans
	 */
	public boolean isRemembered() {
		return this.remembered.getAsBoolean();
	}

	/**
	 * Has the trace wait for a score before it is decided. For each such call one of
	 * {@link #scored} is due.
	 */
	public void awaitScore() {
		trace().awaitScore();
	}

	/**
	 * Tells the trace of a score that was awaited.
	 * @param score the score, {@code null} if there is none
	 */
	public void scored(@Nullable Double score) {
		trace().scored(score);
	}

	/**
	 * Has the trace decided if all that it waited for has come.
	 */
	public void decide() {
		if (!isDecided()) {
			this.decide.run();
		}
	}

	/**
	 * Does something with the span as the parent of those that start on this thread.
	 * @param work what is done
	 * @param <T> type of its result
	 * @return its result
	 */
	public <T> T asParent(Supplier<T> work) {
		return Context.root().with(Span.wrap(this.context)).wrapSupplier(work).get();
	}

	private SampledTrace trace() {
		return this.local.trace();
	}

}

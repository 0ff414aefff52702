package dev.gai.braintrust.eval;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.test.CaseTraces;
import dev.gai.braintrust.test.RecordedTrace;
import dev.gai.braintrust.test.recording.TestRecording;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.SpanPreparation;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one case: that of the case, those of the application below its task, and
 * one for each scorer. Without a tracer there are none.
 */
final class CaseSpans {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final @Nullable GenAiTracer tracer;

	private final @Nullable TestRecording recording;

	private final Set<String> earlier = new HashSet<>();

	private @Nullable ActiveSpan root;

	CaseSpans(@Nullable GenAiTracer tracer, @Nullable TestRecording recording) {
		this.tracer = (recording != null) ? tracer : null;
		this.recording = recording;
		forgetSoFar();
	}

	private void forgetSoFar() {
		if (this.recording != null) {
			this.recording.rows().stream().map(Row::spanId).forEach(this.earlier::add);
		}
	}

	@Nullable ActiveSpan startCase(String eval, EvalCase example) {
		ActiveSpan started = start(SpanType.EVAL, eval, (span) -> {
			span.input(example.input());
			if (!example.expected().isNull()) {
				span.expected(example.expected());
			}
			example.metadata().forEach(span::metadata);
			example.tags().forEach(span::tag);
		}, true);
		if (started != null && !example.origin().isEmpty()) {
			started.origin(example.origin());
		}
		this.root = started;
		return started;
	}

	@Nullable ActiveSpan startTask(EvalCase example) {
		return start(SpanType.TASK, "task", (span) -> span.input(example.input()), false);
	}

	@Nullable ActiveSpan startScorer(String name) {
		return start(SpanType.SCORE, name, (span) -> {
		}, false);
	}

	private @Nullable ActiveSpan start(SpanType type, String name, SpanPreparation preparation, boolean root) {
		if (this.tracer == null) {
			return null;
		}
		SpanSpec spec = new SpanSpec(type, name, null, "manual", Capture.INHERIT);
		return root ? this.tracer.starter().start(spec, preparation, null)
				: this.tracer.starter().start(spec, preparation);
	}

	@SuppressWarnings("NullAway") // what the work gives may be null
	@Nullable Object inside(@Nullable ActiveSpan span, CaseTask work) throws Throwable {
		return (span == null) ? work.run() : Scopes.inside(span.observation(), work::run);
	}

	/**
	 * What was traced since the last time, apart from spans that still run.
	 * @return the trace, {@code null} if there is none
	 */
	@Nullable RecordedTrace take() {
		if (this.recording == null) {
			return null;
		}
		String own = (this.root != null) ? this.root.span().spanId() : null;
		this.recording.awaitEnd(PATIENCE, (own != null) ? Set.of(own) : Set.of());
		RecordedTrace trace = CaseTraces.of(this.recording, this.earlier);
		forgetSoFar();
		return trace;
	}

	/**
	 * Takes the application's spans, without that of the task around them.
	 * @param task the task, which has ended
	 * @return the trace, {@code null} if there is none
	 */
	@Nullable RecordedTrace take(@Nullable ActiveSpan task) {
		String id = (task != null) ? task.span().spanId() : null;
		if (id != null) {
			this.earlier.add(id);
		}
		return take();
	}

	static BigDecimal cost(@Nullable RecordedTrace trace) {
		BigDecimal cost = (trace != null) ? trace.cost() : null;
		return (cost != null) ? cost : BigDecimal.ZERO;
	}

	static long tokens(@Nullable RecordedTrace trace) {
		if (trace == null) {
			return 0;
		}
		Long input = trace.usage().input();
		Long output = trace.usage().output();
		return ((input != null) ? input : 0) + ((output != null) ? output : 0);
	}

}

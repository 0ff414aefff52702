package dev.gai.braintrust.eval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.test.RecordedTrace;
import dev.gai.braintrust.test.recording.TestRecording;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;

/**
 * Runs a case and has its output scored. Thread-safe.
 */
final class CaseRunner {

	/** The score that says whether a case passed. */
	static final String PASS = "pass";

	private static final JsonMapper json = new JsonMapper();

	private final String eval;

	private final @Nullable BeanFactory beans;

	private final @Nullable GenAiTracer tracer;

	CaseRunner(String eval, @Nullable BeanFactory beans) {
		this.eval = eval;
		this.beans = beans;
		this.tracer = (beans != null) ? beans.getBeanProvider(GenAiTracer.class).getIfAvailable() : null;
	}

	/**
	 * Runs a case.
	 * @param example the case
	 * @param trial which trial, from 1
	 * @param recording where its spans are recorded, {@code null} if they are not
	 * @param task the application's work
	 * @param scorers score the output
	 * @return what became of it
	 * @throws TestAbortedException if the task says that it does not apply
	 */
	CaseOutcome run(EvalCase example, int trial, @Nullable TestRecording recording, CaseTask task,
			List<Scorer> scorers) {
		CaseSpans spans = new CaseSpans(this.tracer, recording);
		Instant start = Instant.now();
		long began = System.nanoTime();
		ActiveSpan root = spans.startCase(this.eval, example);
		Object value = null;
		Throwable failure = null;
		JsonNode output = null;
		ActiveSpan[] taskSpan = new ActiveSpan[1];
		try {
			value = spans.inside(root, () -> runTask(spans, example, task, taskSpan));
			output = json.valueToTree(value);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			failure = ex;
		}
		Duration took = Duration.ofNanos(System.nanoTime() - began);
		RecordedTrace trace = spans.take(taskSpan[0]);
		EvalBill bill = new EvalBill(CaseSpans.cost(trace), CaseSpans.cost(null), CaseSpans.tokens(trace));
		if (failure instanceof TestAbortedException aborted) {
			end(root, null, aborted);
			throw aborted;
		}
		List<NamedScore> scores = new ArrayList<>();
		Throwable invalid = failure;
		if (failure != null) {
			scorers.forEach((scorer) -> scores.add(zero(scorer.name(), null)));
		}
		else {
			EvalOutput given = new EvalOutput(example, value, (output != null) ? output : json.nullNode(), trace,
					this.beans);
			invalid = scoreAll(spans, root, scorers, given, scores);
			bill = bill.plus(new EvalBill(CaseSpans.cost(null), CaseSpans.cost(spans.take()), 0));
		}
		scores.add(new NamedScore(PASS, (invalid == null) ? 1.0 : 0.0, null, null, Map.of()));
		end(root, output, failure);
		EvalCaseResult result = new EvalCaseResult(example, trial, output, (invalid != null) ? text(invalid) : null,
				scores, trace, start, took, invalid == null);
		return new CaseOutcome(result, invalid, bill);
	}

	/**
	 * The outcome of a case that could not be run, or that was ended from outside.
	 * @param example the case
	 * @param trial which trial, from 1
	 * @param before what it had come to, {@code null} for nothing
	 * @param scorers the names of its scores
	 * @param failure why it failed
	 * @return the outcome
	 */
	static CaseOutcome failed(EvalCase example, int trial, @Nullable CaseOutcome before, List<String> scorers,
			Throwable failure) {
		List<NamedScore> scores = new ArrayList<>();
		scorers.forEach((name) -> scores.add(zero(name, null)));
		scores.add(zero(PASS, null));
		EvalCaseResult was = (before != null) ? before.result() : null;
		EvalCaseResult result = new EvalCaseResult(example, trial, (was != null) ? was.output() : null, text(failure),
				scores, (was != null) ? was.trace() : null, (was != null) ? was.startedAt() : Instant.now(),
				(was != null) ? was.duration() : Duration.ZERO, false);
		return new CaseOutcome(result, failure, (before != null) ? before.bill() : EvalBill.NOTHING);
	}

	private static @Nullable Object runTask(CaseSpans spans, EvalCase example, CaseTask task,
			@Nullable ActiveSpan[] holder) throws Throwable {
		ActiveSpan span = spans.startTask(example);
		holder[0] = span;
		try {
			Object value = spans.inside(span, task);
			end(span, json.valueToTree(value), null);
			return value;
		}
		catch (Throwable ex) {
			end(span, null, ex);
			throw ex;
		}
	}

	private @Nullable Throwable scoreAll(CaseSpans spans, @Nullable ActiveSpan root, List<Scorer> scorers,
			EvalOutput output, List<NamedScore> scores) {
		Throwable invalid = null;
		Set<String> taken = new HashSet<>(Set.of(PASS));
		for (Scorer scorer : scorers) {
			ScorerRun run = new ScorerRun(spans, scorer, taken);
			try {
				spans.inside(root, () -> {
					run.score(output);
					return null;
				});
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
			scores.addAll(run.scores());
			invalid = (invalid != null) ? invalid : run.invalid();
		}
		return invalid;
	}

	static void end(@Nullable ActiveSpan span, @Nullable JsonNode output, @Nullable Throwable failure) {
		if (span == null) {
			return;
		}
		if (output != null && !output.isNull()) {
			span.span().output(output);
		}
		if (failure != null) {
			span.failed(failure);
		}
		else {
			span.completed();
		}
	}

	static NamedScore zero(String name, @Nullable String error) {
		return new NamedScore(name, 0.0, null, error, Map.of());
	}

	static String text(Throwable failure) {
		return failure.toString();
	}

}

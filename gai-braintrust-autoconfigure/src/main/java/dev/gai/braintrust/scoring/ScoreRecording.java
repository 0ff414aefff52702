package dev.gai.braintrust.scoring;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.SpanStarter;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * Asks a scorer within the span of its score, a child of the span that is scored.
 */
final class ScoreRecording {

	private final SpanStarter starter;

	private final Consumer<ScoredResult> listener;

	private final BooleanSupplier ending;

	/**
	 * Creates a recording.
	 * @param starter starts the spans of scores
	 * @param listener is told of each score
	 * @param ending whether the application ends, and scorers are interrupted
	 */
	ScoreRecording(SpanStarter starter, Consumer<ScoredResult> listener, BooleanSupplier ending) {
		this.starter = starter;
		this.listener = listener;
		this.ending = ending;
	}

	/**
	 * Asks the scorer, and writes what it says unless its time is over.
	 * @return whether it answered in time
	 */
	boolean score(ScoringJob job) {
		ActiveSpan active = start(job);
		job.shownAs(active);
		Score score = null;
		Throwable failure = null;
		try {
			score = Scopes.inside(active.observation(), () -> job.scorer().scorer().score(job.span()));
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			failure = ex;
		}
		if (!job.conclude()) {
			return false;
		}
		// What the scorer leaves behind is not the next one's.
		Thread.interrupted();
		end(job, active, score, failure);
		job.finished().decide();
		return true;
	}

	private ActiveSpan start(ScoringJob job) {
		SpanSpec spec = new SpanSpec(SpanType.SCORE, job.scorer().name(), null, "gai-braintrust", Capture.FULL);
		return job.finished().asParent(() -> this.starter.start(spec, (span) -> {
		}, null));
	}

	private void end(ScoringJob job, ActiveSpan active, @Nullable Score score, @Nullable Throwable failure) {
		KnownScorer scorer = job.scorer();
		if (failure != null && this.ending.getAsBoolean()) {
			// Interrupted, or without what has been closed before it: no fault of the
			// scorer.
			scorer.count(ScoringOutcome.SHUTDOWN);
			job.tellTrace(null);
			active.unused();
		}
		else if (failure != null) {
			boolean budget = failure instanceof BudgetExceededException;
			scorer.failed(budget ? ScoringOutcome.OVER_BUDGET : ScoringOutcome.FAILED, failure.getClass().getName());
			Guard.report("A scorer failed:", scorer.scorer(), failure);
			job.tellTrace(null);
			active.failed(failure);
		}
		else if (score == null) {
			scorer.count(ScoringOutcome.SKIPPED);
			job.tellTrace(null);
			active.unused();
		}
		else {
			String name = (score.name() != null) ? score.name() : scorer.name();
			write(active.span(), name, score, job.finished().record().contentCaptured());
			scorer.scored(score.value());
			job.tellTrace(score.value());
			active.completed();
			this.listener.accept(new ScoredResult(job.finished(), job.span(), scorer.name(), name, score.value()));
		}
	}

	/** A reason may quote what was scored. */
	private static void write(GenAiSpan span, String name, Score score, boolean contentCaptured) {
		span.score(name, score.value()).output(Map.of(name, score.value()));
		if (contentCaptured) {
			score.metadata().forEach(span::metadata);
			span.metadata("reason", score.reason());
		}
	}

}

package dev.gai.braintrust.scoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import dev.gai.braintrust.export.FinishedSpan;
import dev.gai.braintrust.export.FinishedSpanListener;
import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.OnceLog;
import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.score.SpanScorer;
import dev.gai.braintrust.trace.SpanStarter;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;

/**
 * Has spans scored that have ended, within bounds: on the caller's thread it only looks
 * which scorers select a span, and enqueues. A scorer that hangs takes one thread for
 * each span that it was asked for before that was noticed, and is not asked again until
 * it returns.
 *
 * @since 0.1.0
 */
public final class SpanScoring implements FinishedSpanListener, AutoCloseable {

	private static final String EXPERIMENT = "experiment_id:";

	private static final OnceLog reports = new OnceLog(SpanScoring.class, 100);

	private final KnownScorers scorers;

	private final ScoringSettings settings;

	private final List<Consumer<ScoredResult>> listeners = new CopyOnWriteArrayList<>();

	private final ScoreRecording recording;

	private final ScoringThreads threads;

	private final ScheduledThreadPoolExecutor clock;

	/**
	 * Creates a scoring whose threads start with the first span.
	 * @param scorers the scorers, each of a name of its own
	 * @param settings how much is scored
	 * @param starter starts the spans of scores
	 * @throws IllegalArgumentException if two scorers have the same name, or one has none
	 */
	public SpanScoring(List<SpanScorer> scorers, ScoringSettings settings, SpanStarter starter) {
		this.settings = settings;
		this.scorers = new KnownScorers(scorers, settings);
		this.scorers.missing(settings.ratios().keySet())
			.forEach((name) -> reports
				.warn("gai.braintrust.scoring.scorers." + name + " is set, but there is no SpanScorer of that name"));
		this.threads = new ScoringThreads(settings.maxConcurrency(), settings.maxQueue(), this::score);
		this.recording = new ScoreRecording(starter, this::tell, this.threads::isClosed);
		this.clock = DaemonThreads.timer(1, "gai-braintrust-scoring-clock");
	}

	/**
	 * Tells somebody of each score, on the thread of the scorer.
	 * @param listener who is told, beside who was before
	 */
	public void listen(Consumer<ScoredResult> listener) {
		this.listeners.add(listener);
	}

	@Override
	public void ended(FinishedSpan span) {
		if (!isScored(span)) {
			return;
		}
		ScoredSpan view = new RecordedScoredSpan(span);
		this.scorers.selecting(view, (scorer) -> {
			boolean awaited = this.settings.beforeDecision() && !span.isDecided();
			if (awaited) {
				span.awaitScore();
			}
			this.threads.offer(new ScoringJob(span, view, scorer, awaited));
		});
	}

	/**
	 * Neither what judges do, nor experiments, which have scorers of their own.
	 */
	static boolean isScored(FinishedSpan span) {
		SpanRecord record = span.record();
		String home = span.home();
		return record.labels().purpose() == null && record.type() != SpanType.EVAL && !record.attempts().isAttempt()
				&& (home == null || !home.startsWith(EXPERIMENT));
	}

	private boolean score(ScoringJob job) {
		KnownScorer scorer = job.scorer();
		ScoringOutcome obstacle = obstacle(job);
		if (obstacle != null) {
			job.leaveOut(obstacle);
			return true;
		}
		job.runs(Thread.currentThread());
		var end = this.clock.schedule(() -> timeIsOver(job), this.settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
		boolean inTime = this.recording.score(job);
		end.cancel(false);
		if (!inTime) {
			scorer.hangs(false);
		}
		return inTime;
	}

	private static @Nullable ScoringOutcome obstacle(ScoringJob job) {
		if (job.finished().isLeftOut()) {
			return ScoringOutcome.UNSAMPLED;
		}
		if (!job.finished().isRemembered()) {
			return ScoringOutcome.FORGOTTEN;
		}
		return job.scorer().isHanging() ? ScoringOutcome.HANGING : null;
	}

	private void timeIsOver(ScoringJob job) {
		if (job.conclude()) {
			KnownScorer scorer = job.scorer();
			scorer.hangs(true);
			scorer.failed(ScoringOutcome.TIMEOUT, "no score within " + this.settings.timeout());
			reports.warn("Scorer '" + scorer.name() + "' gave no score within " + this.settings.timeout()
					+ " and was interrupted");
			this.threads.addThread();
			Guard.run("A score could not be given up",
					() -> job.giveUp(new TimeoutException("No score within " + this.settings.timeout())));
		}
	}

	private void tell(ScoredResult result) {
		this.listeners
			.forEach((listener) -> Guard.run("A listener to scores failed:", listener, () -> listener.accept(result)));
	}

	/**
	 * The names of the scorers.
	 * @return the names
	 */
	public List<String> names() {
		return this.scorers.names();
	}

	/**
	 * How often something became of a score.
	 * @param name name of the scorer
	 * @param outcome what became of it
	 * @return the number since the start
	 */
	public long count(String name, ScoringOutcome outcome) {
		return this.scorers.count(name, outcome);
	}

	/**
	 * What is shown on the endpoint.
	 * @return figures by name
	 */
	public Map<String, Object> status() {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("waiting", this.threads.waiting());
		status.putAll(this.scorers.status());
		return status;
	}

	/**
	 * What is wrong now.
	 * @return one sentence, {@code null} if nothing is
	 */
	public @Nullable String trouble() {
		return this.scorers.trouble();
	}

	@Override
	public void close() {
		this.threads.close();
		this.clock.shutdownNow();
	}

}

package dev.gai.braintrust.scoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.dataset.BraintrustDatasets;
import dev.gai.braintrust.dataset.DatasetRule;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.export.FinishedSpan;
import dev.gai.braintrust.export.FinishedSpanListener;
import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.trace.record.SpanRecord;

/**
 * Adds spans to datasets that failed or were scored low. Masking takes time, so this has
 * a thread of its own, and a bounded queue before that.
 *
 * @since 0.1.0
 */
public final class DatasetRules implements FinishedSpanListener, AutoCloseable {

	private static final int MAX_WAITING = 256;

	private final BraintrustDatasets datasets;

	private final List<KnownRule> rules;

	private final ThreadPoolExecutor executor;

	/**
	 * Creates rules whose thread starts with the first row.
	 * @param rules the rules
	 * @param datasets takes the rows
	 */
	public DatasetRules(List<DatasetRule> rules, BraintrustDatasets datasets) {
		this.datasets = datasets;
		this.rules = rules.stream().map(KnownRule::new).toList();
		this.executor = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING),
				DaemonThreads.named("gai-braintrust-dataset-rules"));
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void ended(FinishedSpan span) {
		SpanRecord record = span.record();
		Throwable error = record.error();
		if (error == null || !SpanScoring.isScored(span)) {
			return;
		}
		ScoredSpan view = new RecordedScoredSpan(span);
		for (KnownRule rule : this.rules) {
			if (rule.rule.isAboutErrors() && rule.selects(view)) {
				enqueue(rule, () -> add(rule, span, view, failure(record, error)));
			}
		}
	}

	/**
	 * Takes notice of a score.
	 * @param result the score
	 */
	public void scored(ScoredResult result) {
		for (KnownRule rule : this.rules) {
			if (rule.rule.isLow(result.name(), result.value()) && rule.selects(result.span())) {
				Map<String, Object> metadata = new LinkedHashMap<>();
				metadata.put("scores", Map.of(result.name(), result.value()));
				enqueue(rule, () -> add(rule, result.finished(), result.span(), metadata));
			}
		}
	}

	private static Map<String, Object> failure(SpanRecord record, Throwable error) {
		Map<String, Object> metadata = new LinkedHashMap<>();
		ErrorClassification meaning = record.errorClassification();
		if (meaning != null) {
			metadata.put("error.category", meaning.category().value());
		}
		metadata.put("error.type", error.getClass().getName());
		String message = record.errorTextCaptured() ? error.getMessage() : null;
		if (message != null) {
			metadata.put("error.message", message);
		}
		return metadata;
	}

	private void enqueue(KnownRule rule, Runnable work) {
		if (!rule.isWithinRate()) {
			return;
		}
		try {
			this.executor.execute(() -> Guard.run("A row of a dataset is not added", work));
		}
		catch (RejectedExecutionException ex) {
			rule.dropped();
		}
	}

	private void add(KnownRule rule, FinishedSpan span, ScoredSpan view, Map<String, Object> metadata) {
		Object output = view.output();
		if (output != null) {
			metadata.put("output", output);
		}
		rule.added(this.datasets.add(rule.rule.dataset(), span.record(), metadata));
	}

	/**
	 * What is shown on the endpoint.
	 * @return for each dataset what was added and what was not
	 */
	public Map<String, Object> status() {
		Map<String, Object> status = new LinkedHashMap<>();
		for (KnownRule rule : this.rules) {
			String name = rule.rule.dataset() + (rule.rule.isAboutErrors() ? " (errors)" : " (low scores)");
			status.merge(name, rule.status(), (one, other) -> List.of(one, other));
		}
		return status;
	}

	@Override
	public void close() {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(1, TimeUnit.SECONDS)) {
				this.executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A rule and what became of its rows. */
	private static final class KnownRule {

		private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

		private final DatasetRule rule;

		private long minute = System.nanoTime();

		private int inMinute;

		private long added;

		private long notAdded;

		private long tooMany;

		KnownRule(DatasetRule rule) {
			this.rule = rule;
		}

		boolean selects(ScoredSpan span) {
			double ratio = this.rule.filter().ratio();
			return this.rule.filter().fits(span) && (ratio >= 1 || ThreadLocalRandom.current().nextDouble() < ratio);
		}

		synchronized boolean isWithinRate() {
			long now = System.nanoTime();
			if (now - this.minute > MINUTE_NANOS) {
				this.minute = now;
				this.inMinute = 0;
			}
			if (this.inMinute >= this.rule.maxPerMinute()) {
				this.tooMany++;
				return false;
			}
			this.inMinute++;
			return true;
		}

		synchronized void added(boolean done) {
			this.added += done ? 1 : 0;
			this.notAdded += done ? 0 : 1;
		}

		synchronized void dropped() {
			this.tooMany++;
		}

		synchronized Map<String, Object> status() {
			return Map.of("added", this.added, "notAdded", this.notAdded, "tooMany", this.tooMany);
		}

	}

}

package dev.gai.braintrust.scoring;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.score.SpanFilter;
import dev.gai.braintrust.score.SpanScorer;
import org.jspecify.annotations.Nullable;

/**
 * A scorer, what it selects and what became of its scores. Thread-safe.
 */
final class KnownScorer {

	private final SpanScorer scorer;

	private final String name;

	private final SpanFilter filter;

	private final double share;

	private final Map<ScoringOutcome, LongAdder> outcomes = new EnumMap<>(ScoringOutcome.class);

	private final DoubleAdder sum = new DoubleAdder();

	private final AtomicInteger hanging = new AtomicInteger();

	private volatile @Nullable String lastFailure;

	KnownScorer(SpanScorer scorer, ScoringSettings settings) {
		this.scorer = scorer;
		this.name = scorer.name();
		this.filter = scorer.filter();
		Double own = settings.ratios().get(this.name);
		this.share = (own != null) ? own : settings.ratio() * this.filter.ratio();
		for (ScoringOutcome outcome : ScoringOutcome.values()) {
			this.outcomes.put(outcome, new LongAdder());
		}
	}

	SpanScorer scorer() {
		return this.scorer;
	}

	String name() {
		return this.name;
	}

	boolean selects(ScoredSpan span) {
		return this.share > 0 && this.filter.fits(span)
				&& (this.share >= 1 || ThreadLocalRandom.current().nextDouble() < this.share);
	}

	void count(ScoringOutcome outcome) {
		counter(outcome).increment();
	}

	void scored(double value) {
		this.sum.add(value);
		count(ScoringOutcome.SCORED);
	}

	void failed(ScoringOutcome outcome, String failure) {
		this.lastFailure = failure;
		count(outcome);
	}

	long counted(ScoringOutcome outcome) {
		return counter(outcome).sum();
	}

	private LongAdder counter(ScoringOutcome outcome) {
		return this.outcomes.getOrDefault(outcome, new LongAdder());
	}

	void hangs(boolean hangs) {
		this.hanging.addAndGet(hangs ? 1 : -1);
	}

	boolean isHanging() {
		return this.hanging.get() > 0;
	}

	Map<String, Object> status() {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("ratio", this.share);
		this.outcomes.forEach((outcome, count) -> {
			if (count.sum() > 0 || outcome == ScoringOutcome.SCORED) {
				status.put(outcome.key(), count.sum());
			}
		});
		long scores = counted(ScoringOutcome.SCORED);
		if (scores > 0) {
			status.put("mean", this.sum.sum() / scores);
		}
		if (isHanging()) {
			status.put("hangingThreads", this.hanging.get());
		}
		String failure = this.lastFailure;
		if (failure != null) {
			status.put("lastFailure", failure);
		}
		return status;
	}

}

package dev.gai.braintrust.scoring;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.gai.braintrust.score.ScoredSpan;
import dev.gai.braintrust.score.SpanScorer;
import org.jspecify.annotations.Nullable;

/**
 * All scorers of the application, each known by a name of its own. Thread-safe.
 */
final class KnownScorers {

	private final List<KnownScorer> scorers;

	/**
	 * Looks at the scorers.
	 * @throws IllegalArgumentException if two scorers have the same name, or one has none
	 */
	KnownScorers(List<SpanScorer> scorers, ScoringSettings settings) {
		this.scorers = scorers.stream().map((scorer) -> new KnownScorer(scorer, settings)).toList();
		Set<String> names = new HashSet<>();
		for (KnownScorer scorer : this.scorers) {
			if (scorer.name().isBlank() || !names.add(scorer.name())) {
				throw new IllegalArgumentException("Each SpanScorer needs a name of its own, but '" + scorer.name()
						+ "' is " + (scorer.name().isBlank() ? "none" : "that of two"));
			}
		}
	}

	/**
	 * The names that no scorer has.
	 */
	List<String> missing(Collection<String> names) {
		return names.stream().filter((name) -> !names().contains(name)).toList();
	}

	/**
	 * Finds the scorers that score a span.
	 */
	void selecting(ScoredSpan span, Consumer<KnownScorer> found) {
		for (KnownScorer scorer : this.scorers) {
			if (scorer.selects(span)) {
				found.accept(scorer);
			}
		}
	}

	List<String> names() {
		return this.scorers.stream().map(KnownScorer::name).toList();
	}

	long count(String name, ScoringOutcome outcome) {
		return this.scorers.stream()
			.filter((scorer) -> scorer.name().equals(name))
			.mapToLong((scorer) -> scorer.counted(outcome))
			.sum();
	}

	Map<String, Object> status() {
		Map<String, Object> status = new LinkedHashMap<>();
		this.scorers.forEach((scorer) -> status.put(scorer.name(), scorer.status()));
		return status;
	}

	/**
	 * The first scorer that is not asked now, in one sentence.
	 */
	@Nullable String trouble() {
		return this.scorers.stream()
			.filter(KnownScorer::isHanging)
			.map((scorer) -> "Scorer '" + scorer.name() + "' hangs and is not asked until it returns")
			.findFirst()
			.orElse(null);
	}

}

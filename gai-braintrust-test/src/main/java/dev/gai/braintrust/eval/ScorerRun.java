package dev.gai.braintrust.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.score.Score;
import dev.gai.braintrust.trace.ActiveSpan;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One scorer at one output, in a span of its own.
 */
final class ScorerRun {

	/** Where a score is found to be none. */
	private static final Set<String> WHERE = Set.of(Score.class.getName(), ScorerRun.class.getName());

	private static final JsonMapper json = new JsonMapper();

	private final CaseSpans spans;

	private final Scorer scorer;

	private final Set<String> taken;

	private final List<NamedScore> scores = new ArrayList<>();

	private @Nullable Throwable invalid;

	/**
	 * Creates a run.
	 * @param spans makes the span
	 * @param scorer the scorer
	 * @param taken the names that other scores of the case have, which is added to
	 */
	ScorerRun(CaseSpans spans, Scorer scorer, Set<String> taken) {
		this.spans = spans;
		this.scorer = scorer;
		this.taken = taken;
	}

	void score(EvalOutput output) {
		ActiveSpan span = this.spans.startScorer(this.scorer.name());
		try {
			List<Score> given = new ArrayList<>();
			this.spans.inside(span, () -> given.addAll(this.scorer.score(output)));
			given.forEach((score) -> add(span, score));
			CaseRunner.end(span, json.valueToTree(values()), null);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			this.scores.clear();
			this.scores.add(CaseRunner.zero(this.scorer.name(), CaseRunner.text(ex)));
			if (isInvalidScore(ex)) {
				this.invalid = new AssertionError("The scorer '" + this.scorer.name() + "': " + ex.getMessage(), ex);
			}
			if (span != null) {
				span.span().score(this.scorer.name(), 0);
			}
			CaseRunner.end(span, null, ex);
		}
	}

	/** What a score refuses is wrong with the scorer, not with the output. */
	private static boolean isInvalidScore(Throwable ex) {
		StackTraceElement[] stack = ex.getStackTrace();
		return ex instanceof IllegalArgumentException && stack.length > 0 && WHERE.contains(stack[0].getClassName());
	}

	private void add(@Nullable ActiveSpan span, Score score) {
		String name = (score.name() != null) ? score.name() : this.scorer.name();
		if (!this.taken.add(name)) {
			throw new IllegalArgumentException(
					"It gave the score '" + name + "' a second time: give each a name of its own");
		}
		this.scores.add(new NamedScore(name, score.value(), score.reason(), null, score.metadata()));
		if (span != null) {
			span.span().score(name, score.value());
			score.metadata().forEach(span.span()::metadata);
			if (score.reason() != null) {
				span.span().metadata("reason", score.reason());
			}
		}
	}

	private Map<String, Object> values() {
		Map<String, Object> values = new LinkedHashMap<>();
		for (NamedScore score : this.scores) {
			Double value = score.value();
			if (value != null) {
				values.put(score.name(), value);
			}
		}
		return values;
	}

	List<NamedScore> scores() {
		return this.scores;
	}

	@Nullable Throwable invalid() {
		return this.invalid;
	}

}

package dev.gai.braintrust.score;

import java.util.function.Predicate;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.PatternMatchUtils;

/**
 * Says which spans are scored, and what share of them. Immutable: each method returns a
 * new filter.
 *
 * @since 0.1.0
 */
@PublicApi
public final class SpanFilter {

	private final Predicate<ScoredSpan> kind;

	private final @Nullable String name;

	private final double ratio;

	private SpanFilter(Predicate<ScoredSpan> kind, @Nullable String name, double ratio) {
		this.kind = kind;
		this.name = name;
		this.ratio = ratio;
	}

	/**
	 * Calls of models.
	 * @return a filter
	 */
	public static SpanFilter model() {
		return new SpanFilter((span) -> "llm".equals(span.type()), null, 1);
	}

	/**
	 * Runs of agents.
	 * @return a filter
	 */
	public static SpanFilter agent() {
		return new SpanFilter(ScoredSpan::isAgent, null, 1);
	}

	/**
	 * Calls of tools.
	 * @return a filter
	 */
	public static SpanFilter tool() {
		return new SpanFilter((span) -> "tool".equals(span.type()), null, 1);
	}

	/**
	 * The spans that Braintrust shows at the top of their traces, of whatever kind.
	 * @return a filter
	 */
	public static SpanFilter root() {
		return new SpanFilter(ScoredSpan::isRoot, null, 1);
	}

	/**
	 * All spans of this library.
	 * @return a filter
	 */
	public static SpanFilter any() {
		return new SpanFilter((span) -> true, null, 1);
	}

	/**
	 * Narrows the filter to spans of a certain name.
	 * @param pattern the name; {@code *} stands for any characters
	 * @return a filter
	 */
	public SpanFilter name(String pattern) {
		Assert.hasText(pattern, "A filter needs the name of a span");
		return new SpanFilter(this.kind, pattern, this.ratio);
	}

	/**
	 * Narrows the filter to a share of the spans, chosen at random.
	 * @param ratio a number from 0 (none) to 1 (all)
	 * @return a filter
	 * @throws IllegalArgumentException if that is not a number from 0 to 1
	 */
	public SpanFilter ratio(double ratio) {
		Assert.isTrue(ratio >= 0 && ratio <= 1, () -> "A ratio is a number from 0 to 1, not " + ratio);
		return new SpanFilter(this.kind, this.name, ratio);
	}

	/**
	 * The share of the spans that is scored.
	 * @return a number from 0 to 1
	 */
	@Internal
	public double ratio() {
		return this.ratio;
	}

	/**
	 * Whether a span is one of these, whatever the share.
	 * @param span the span
	 * @return whether kind and name fit
	 */
	@Internal
	public boolean fits(ScoredSpan span) {
		return this.kind.test(span) && (this.name == null || PatternMatchUtils.simpleMatch(this.name, span.name()));
	}

}

package dev.gai.braintrust.dataset;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.score.SpanFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Puts what went wrong in production into a dataset. Beans of this type are applied when
 * a span has ended and when it has been scored. A row has the input of the span, its
 * output, error and score as metadata, the span as its origin, and an id that is always
 * the same for a span. It is masked as spans are, is kept on disk until it is delivered,
 * and follows its span: one that is not sent makes no row. Immutable: each method returns
 * a new rule.
 *
 * @since 0.1.0
 */
@PublicApi
public final class DatasetRule {

	private static final int PER_MINUTE = 60;

	private final String dataset;

	private final SpanFilter filter;

	private final @Nullable Double threshold;

	private final @Nullable String scorer;

	private final int maxPerMinute;

	private DatasetRule(String dataset, SpanFilter filter, @Nullable Double threshold, @Nullable String scorer,
			int maxPerMinute) {
		this.dataset = dataset;
		this.filter = filter;
		this.threshold = threshold;
		this.scorer = scorer;
		this.maxPerMinute = maxPerMinute;
	}

	/**
	 * Adds the spans at the top of their traces that end with an error.
	 * @param dataset name of the dataset, which is created if there is none
	 * @return a rule
	 */
	public static DatasetRule errors(String dataset) {
		Assert.hasText(dataset, "A rule needs the name of a dataset");
		return new DatasetRule(dataset, SpanFilter.root(), null, null, PER_MINUTE);
	}

	/**
	 * Adds the spans that a {@link dev.gai.braintrust.score.SpanScorer} scores low.
	 * @param dataset name of the dataset, which is created if there is none
	 * @param threshold the lowest score that is not added
	 * @return a rule
	 * @throws IllegalArgumentException if the threshold is not above 0 and at most 1
	 */
	public static DatasetRule scoredBelow(String dataset, double threshold) {
		Assert.hasText(dataset, "A rule needs the name of a dataset");
		Assert.isTrue(threshold > 0 && threshold <= 1,
				() -> "The threshold of a rule is above 0 and at most 1, not " + threshold);
		return new DatasetRule(dataset, SpanFilter.any(), threshold, null, PER_MINUTE);
	}

	/**
	 * Applies only to scores of one name.
	 * @param score name of the score, by default that of its scorer
	 * @return a rule
	 */
	public DatasetRule score(String score) {
		return new DatasetRule(this.dataset, this.filter, this.threshold, score, this.maxPerMinute);
	}

	/**
	 * Applies only to some spans.
	 * @param filter the spans
	 * @return a rule
	 */
	public DatasetRule filter(SpanFilter filter) {
		return new DatasetRule(this.dataset, filter, this.threshold, this.scorer, this.maxPerMinute);
	}

	/**
	 * Limits what an outage adds.
	 * @param rows how many rows are added in a minute at most, 60 unless set
	 * @return a rule
	 * @throws IllegalArgumentException if that is not positive
	 */
	public DatasetRule maxPerMinute(int rows) {
		Assert.isTrue(rows > 0, "A rule adds at least one row in a minute");
		return new DatasetRule(this.dataset, this.filter, this.threshold, this.scorer, rows);
	}

	/**
	 * The dataset.
	 * @return its name
	 */
	@Internal
	public String dataset() {
		return this.dataset;
	}

	/**
	 * The spans that are looked at.
	 * @return the filter
	 */
	@Internal
	public SpanFilter filter() {
		return this.filter;
	}

	/**
	 * Whether errors are added.
	 * @return {@code false} for a rule of scores
	 */
	@Internal
	public boolean isAboutErrors() {
		return this.threshold == null;
	}

	/**
	 * Whether a score is low.
	 * @param name name of the score
	 * @param value the score
	 * @return whether its span is added
	 */
	@Internal
	public boolean isLow(String name, double value) {
		return this.threshold != null && value < this.threshold && (this.scorer == null || this.scorer.equals(name));
	}

	/**
	 * How many rows are added in a minute at most.
	 * @return rows in a minute at most
	 */
	@Internal
	public int maxPerMinute() {
		return this.maxPerMinute;
	}

}

package dev.gai.braintrust.sampling;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A rule, ready for use.
 *
 * @param provider fits the provider
 * @param model fits the model
 * @param name fits the name
 * @param ratio the share of traces
 */
record RuleMatcher(@Nullable NamePattern provider, @Nullable NamePattern model, @Nullable NamePattern name,
		TraceRatio ratio) {

	static RuleMatcher of(SamplingRule rule) {
		if (rule.provider() == null && rule.model() == null && rule.name() == null) {
			throw new IllegalArgumentException("A rule names neither a provider nor a model nor a span");
		}
		return new RuleMatcher(pattern(rule.provider()), pattern(rule.model()), pattern(rule.name()),
				new TraceRatio(Objects.requireNonNullElse(rule.ratio(), Double.NaN)));
	}

	private static @Nullable NamePattern pattern(@Nullable String text) {
		return (text != null) ? NamePattern.of(text) : null;
	}

	boolean fits(SpanNames span) {
		return fits(this.provider, span.providers()) && fits(this.model, span.models())
				&& fits(this.name, span.names());
	}

	private static boolean fits(@Nullable NamePattern pattern, List<String> names) {
		return pattern == null || names.stream().anyMatch(pattern::matches);
	}

}

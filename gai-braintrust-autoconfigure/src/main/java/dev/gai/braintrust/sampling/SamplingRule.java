package dev.gai.braintrust.sampling;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The share of some traces. A rule speaks for a trace when one of its spans that would be
 * sent fits all of the rule's names; of several rules that speak for a trace, the first
 * one decides. A name may start or end with a {@code *}, which stands for anything; upper
 * and lower case do not matter. Immutable.
 *
 * @param provider the provider, or {@code null} for any span
 * @param model the model that was asked for, or the one that answered; {@code null} for
 * any span
 * @param name name of the span ({@code invoke_agent researcher}), or of the agent, step
 * or tool alone ({@code researcher}); {@code null} for any span
 * @param ratio share of traces that are sent, from 0 to 1
 * @since 0.1.0
 */
@Internal
public record SamplingRule(@Nullable String provider, @Nullable String model, @Nullable String name,
		@Nullable Double ratio) {

	/**
	 * Whether a text can be one of the names of a rule.
	 * @param text the text
	 * @return {@code false} if it is blank or has a {@code *} elsewhere than at its start
	 * or end
	 */
	public static boolean isName(String text) {
		return NamePattern.isValid(text);
	}

}

package dev.gai.braintrust.guardrail;

import org.jspecify.annotations.Nullable;

/**
 * What a guardrail has decided.
 *
 * @since 0.1.0
 */
public enum GuardrailVerdict {

	/** It lets the text through as it is. */
	PASSED("passed", 1.0),

	/** It lets another text through. */
	REWRITTEN("rewritten", 1.0),

	/** It refuses the text, and so the call. */
	REFUSED("refused", 0.0),

	/** The model is asked again, with the same messages. */
	RETRY("retry", 0.0),

	/** The model is asked again, with one message more. */
	REPROMPT("reprompt", 0.0),

	/** It has failed and decided nothing. */
	ERROR("error", null);

	private final String value;

	private final @Nullable Double score;

	GuardrailVerdict(String value, @Nullable Double score) {
		this.value = value;
		this.score = score;
	}

	/**
	 * The verdict as it is sent and metered.
	 * @return the value of {@code guardrail.verdict}
	 */
	public String value() {
		return this.value;
	}

	/**
	 * What the verdict counts as a score.
	 * @return 1 for text that is let through, 0 for text that is not, {@code null} if
	 * nothing was decided
	 */
	@Nullable Double score() {
		return this.score;
	}

}

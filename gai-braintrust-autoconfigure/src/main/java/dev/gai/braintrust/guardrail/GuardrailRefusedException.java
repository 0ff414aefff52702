package dev.gai.braintrust.guardrail;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.error.ErrorCategoryCarrier;

/**
 * Says on spans that a guardrail has refused a call. It is never thrown, and repeats
 * nothing of what was refused.
 *
 * @since 0.1.0
 */
public final class GuardrailRefusedException extends RuntimeException implements ErrorCategoryCarrier {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param guardrail name of the guardrail
	 */
	public GuardrailRefusedException(String guardrail) {
		super("Refused by the guardrail '" + guardrail + "'", null, false, false);
	}

	@Override
	public ErrorCategory errorCategory() {
		return ErrorCategory.SAFETY_BLOCKED;
	}

}

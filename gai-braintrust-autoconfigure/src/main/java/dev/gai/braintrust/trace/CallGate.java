package dev.gai.braintrust.trace;

import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.usage.CallLabels;

/**
 * Decides whether a model call may be made. Called before each one, on the caller's
 * thread, so it must be quick and must not wait. All beans of this type are asked. An
 * exception other than {@link BudgetExceededException} lets the call pass: this library
 * does not break what it observes.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface CallGate {

	/** Lets every call pass, and is not even asked. */
	CallGate OPEN = (call) -> {
	};

	/**
	 * Lets a call pass, or refuses it.
	 * @param call what is known about the call
	 * @throws BudgetExceededException if it must not be made
	 */
	void check(CallLabels call);

}

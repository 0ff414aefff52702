package dev.gai.braintrust.eval;

import org.jspecify.annotations.Nullable;

/**
 * What the application does for a case.
 */
@FunctionalInterface
interface CaseTask {

	/**
	 * Does it.
	 * @return the output
	 * @throws Throwable if the case fails
	 */
	@Nullable Object run() throws Throwable;

}

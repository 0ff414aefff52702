package dev.gai.braintrust.eval;

import org.jspecify.annotations.Nullable;

/**
 * A result with what does not outlive the run.
 *
 * @param result the result
 * @param failure what the application threw, or what is wrong with a score; {@code null}
 * if the case passed
 * @param bill what was used
 */
record CaseOutcome(EvalCaseResult result, @Nullable Throwable failure, EvalBill bill) {

}

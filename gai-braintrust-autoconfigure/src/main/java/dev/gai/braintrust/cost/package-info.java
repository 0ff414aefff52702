/**
 * The exact cost of one call: what is charged for, at which rate, and what a usage costs
 * by it. Where prices come from lives below, and so do budgets. Who calls, and what is
 * done with the result, lives elsewhere.
 */
@NullMarked
package dev.gai.braintrust.cost;

import org.jspecify.annotations.NullMarked;

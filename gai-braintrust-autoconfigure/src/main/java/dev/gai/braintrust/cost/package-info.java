/**
 * Prices of models and the exact cost of one call: where a price comes from, which one
 * applies, and what a usage costs by it. Who calls, and what is done with the result,
 * lives elsewhere.
 */
@NullMarked
package dev.gai.braintrust.cost;

import org.jspecify.annotations.NullMarked;

/**
 * Limits of what calls may cost: what has been spent against them, in this process or in
 * all that share a Redis, and what happens when one is reached. What a single call costs
 * is found elsewhere.
 */
@NullMarked
package dev.gai.braintrust.cost.budget;

import org.jspecify.annotations.NullMarked;

/**
 * What model calls used: the figures of one call and the sums over all of them. Prices
 * and budgets live elsewhere, as does how a call is observed.
 */
@NullMarked
package dev.gai.braintrust.usage;

import org.jspecify.annotations.NullMarked;

/**
 * Tokens that a model call used. Prices and sums live elsewhere.
 */
@NullMarked
package dev.gai.braintrust.usage;

import org.jspecify.annotations.NullMarked;

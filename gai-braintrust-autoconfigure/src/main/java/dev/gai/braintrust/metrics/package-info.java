/**
 * Shows what is known elsewhere as meters of Micrometer. It decides nothing and sends
 * nothing.
 */
@NullMarked
package dev.gai.braintrust.metrics;

import org.jspecify.annotations.NullMarked;

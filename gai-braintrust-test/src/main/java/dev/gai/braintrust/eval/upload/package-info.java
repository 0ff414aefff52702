/**
 * Experiments in Braintrust of what was evaluated here, now or from a report later.
 */
@NullMarked
package dev.gai.braintrust.eval.upload;

import org.jspecify.annotations.NullMarked;

/**
 * Scores spans that have ended, off the caller's thread, and puts what went wrong into
 * datasets.
 */
@Internal
@NullMarked
package dev.gai.braintrust.scoring;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;

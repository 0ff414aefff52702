/**
 * Tests of significance.
 */
@NullMarked
@Internal
package dev.gai.braintrust.eval.statistics;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;

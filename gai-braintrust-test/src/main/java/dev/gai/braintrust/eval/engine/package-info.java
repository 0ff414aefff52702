/**
 * Finds evaluations for JUnit. Their methods return the output, and Jupiter's own
 * discovery takes no method that returns a value; all else is Jupiter's.
 */
@NullMarked
@Internal
package dev.gai.braintrust.eval.engine;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;

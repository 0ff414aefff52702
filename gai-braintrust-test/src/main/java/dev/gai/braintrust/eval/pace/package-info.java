/**
 * How fast cases start, and how many run at the same time.
 */
@NullMarked
@Internal
package dev.gai.braintrust.eval.pace;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;

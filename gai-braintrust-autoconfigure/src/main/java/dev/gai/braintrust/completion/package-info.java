/**
 * Knows when a result is finished: a value at once, a future, publisher or stream later.
 * It knows neither spans nor annotations.
 */
@NullMarked
@Internal
package dev.gai.braintrust.completion;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;

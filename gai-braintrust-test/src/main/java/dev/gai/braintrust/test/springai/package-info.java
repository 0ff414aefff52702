/**
 * Stand-ins for models of Spring AI, which do not observe their calls as the models that
 * they stand for do.
 */
@NullMarked
@Internal
package dev.gai.braintrust.test.springai;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;

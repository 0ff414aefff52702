/**
 * Attempts that others make: Spring's {@code @Retryable} and {@code RetryTemplate},
 * Resilience4j. They are written on the span that is current; nothing here repeats a
 * call.
 */
@NullMarked
@Internal
package dev.gai.braintrust.resilience;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.NullMarked;

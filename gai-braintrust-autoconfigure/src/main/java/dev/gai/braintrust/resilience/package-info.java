/**
 * Attempts that others make: Spring's {@code @Retryable} and {@code RetryTemplate},
 * Resilience4j. They are written on the span that is current; nothing here repeats a
 * call.
 */
@NullMarked
package dev.gai.braintrust.resilience;

import org.jspecify.annotations.NullMarked;

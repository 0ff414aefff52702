package dev.gai.braintrust.feedback;

import org.jspecify.annotations.Nullable;

/**
 * The span that feedback is for.
 *
 * @param traceId its trace, {@code null} if not known
 * @param spanId the span
 */
record FeedbackTarget(@Nullable String traceId, String spanId) {

}

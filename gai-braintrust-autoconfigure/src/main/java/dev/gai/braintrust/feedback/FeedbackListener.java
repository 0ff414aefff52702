package dev.gai.braintrust.feedback;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Told of feedback in the form in which it is sent, whether it is sent or not. On the
 * thread that gives it: it must not wait.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface FeedbackListener {

	/**
	 * Something was said of a span.
	 * @param traceId its trace, {@code null} if not known
	 * @param spanId the span
	 * @param feedback what was said, masked
	 */
	void given(@Nullable String traceId, String spanId, ObjectNode feedback);

}

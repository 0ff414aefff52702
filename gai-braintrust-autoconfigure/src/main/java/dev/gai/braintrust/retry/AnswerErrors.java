package dev.gai.braintrust.retry;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Finds the errors that a provider answers with, instead of failing. Must not throw.
 *
 * @since 0.1.0
 */
@FunctionalInterface
@Internal
public interface AnswerErrors {

	/** For calls whose results are no answers of a model. */
	AnswerErrors NONE = (answer) -> null;

	/**
	 * The error in an answer.
	 * @param answer the answer, or the first element of a stream
	 * @return the error, {@code null} if there is none
	 */
	@Nullable Throwable in(Object answer);

}

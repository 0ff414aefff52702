package dev.gai.braintrust.guard;

import org.jspecify.annotations.Nullable;

/**
 * Work that has a result and may fail.
 *
 * @param <T> type of the result
 * @param <X> type of checked exceptions
 * @since 0.1.0
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object, X extends Throwable> {

	/**
	 * Does the work.
	 * @return the result
	 * @throws X if the work fails
	 */
	T run() throws X;

}

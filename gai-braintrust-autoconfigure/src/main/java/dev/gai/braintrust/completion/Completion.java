package dev.gai.braintrust.completion;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

/**
 * A way of finding the end of one kind of result.
 */
interface Completion {

	/**
	 * Whether this is the way.
	 * @param result the result
	 * @param declared the type that the caller expects, which rules out to replace the
	 * result by anything else
	 * @return whether the result can be followed
	 */
	boolean follows(Object result, Class<?> declared);

	default boolean isDeferred(Class<?> type) {
		return false;
	}

	/**
	 * Makes a result that fails.
	 * @param declared the type that the caller expects
	 * @param failure why
	 * @return the result, {@code null} if results of the type cannot fail later
	 */
	default @Nullable Object failed(Class<?> declared, RuntimeException failure) {
		return null;
	}

	/**
	 * Makes one call of what is repeated.
	 * @param result the result
	 * @return what the caller is given
	 */
	default Object repeatable(Object result) {
		return result;
	}

	/**
	 * Follows a result.
	 * @param result the result
	 * @param call the started call; {@code null} if it is to be started when the result
	 * is asked for
	 * @param starter starts the call, or another one
	 * @return what the caller is given
	 */
	Object follow(Object result, @Nullable TrackedCall call, CallStarter starter);

	/**
	 * Follows a result where it matters what the caller expects.
	 * @param result the result
	 * @param declared the type that the caller expects
	 * @param call the started call, {@code null} if it is to be started when the result
	 * is asked for
	 * @param starter starts the call, or another one
	 * @return what the caller is given
	 */
	default Object follow(Object result, Class<?> declared, @Nullable TrackedCall call, CallStarter starter) {
		return follow(result, call, starter);
	}

}

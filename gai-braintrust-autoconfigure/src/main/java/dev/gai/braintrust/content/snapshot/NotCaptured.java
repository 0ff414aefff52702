package dev.gai.braintrust.content.snapshot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;

import dev.gai.braintrust.promise.Internal;
import tools.jackson.core.JacksonException;

/**
 * Names what went wrong, without the message: that could hold the content itself.
 *
 * @since 0.1.0
 */
@Internal
public final class NotCaptured {

	/** An exception may be among its own causes. */
	private static final int MAX_CAUSES = 32;

	private NotCaptured() {
	}

	/**
	 * What is told of a failure.
	 * @param failure why a value cannot be captured
	 * @return the simple name of the type that says it
	 */
	public static String nameOf(Throwable failure) {
		Throwable reason = failure;
		for (int depth = 0; depth < MAX_CAUSES && isWrapper(reason) && reason.getCause() != null; depth++) {
			reason = reason.getCause();
		}
		Class<?> type = reason.getClass();
		while (type.getSimpleName().isEmpty()) {
			type = type.getSuperclass();
		}
		return type.getSimpleName();
	}

	/**
	 * Stands where the value would.
	 * @param name what is told of the failure
	 * @return a short text in angle brackets
	 */
	public static String marker(String name) {
		return "<not captured: " + name + ">";
	}

	private static boolean isWrapper(Throwable failure) {
		return failure instanceof JacksonException || failure instanceof InvocationTargetException
				|| failure instanceof UndeclaredThrowableException;
	}

}

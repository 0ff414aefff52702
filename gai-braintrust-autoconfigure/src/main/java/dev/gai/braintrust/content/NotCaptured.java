package dev.gai.braintrust.content;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;

import tools.jackson.core.JacksonException;

/**
 * Names what went wrong, without the message: that could hold the content itself.
 */
final class NotCaptured {

	/** An exception may be among its own causes. */
	private static final int MAX_CAUSES = 32;

	private NotCaptured() {
	}

	static String nameOf(Throwable failure) {
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

	static String marker(String name) {
		return "<not captured: " + name + ">";
	}

	private static boolean isWrapper(Throwable failure) {
		return failure instanceof JacksonException || failure instanceof InvocationTargetException
				|| failure instanceof UndeclaredThrowableException;
	}

}

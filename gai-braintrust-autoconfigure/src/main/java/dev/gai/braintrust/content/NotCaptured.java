package dev.gai.braintrust.content;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;

import tools.jackson.core.JacksonException;

/**
 * Names what went wrong, without the message: that could hold the content itself.
 */
final class NotCaptured {

	private NotCaptured() {
	}

	/**
	 * The JVM is broken: that is not ours to hide. Running out of stack or heap while
	 * copying is the fault of the value.
	 */
	static void rethrowFatal(Throwable failure) {
		if (failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError)
				&& !(error instanceof OutOfMemoryError)) {
			throw error;
		}
	}

	static String nameOf(Throwable failure) {
		Throwable reason = failure;
		while (isWrapper(reason) && reason.getCause() != null) {
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

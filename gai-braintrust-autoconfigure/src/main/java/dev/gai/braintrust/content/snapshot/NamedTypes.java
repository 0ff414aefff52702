package dev.gai.braintrust.content.snapshot;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Types of libraries that may be absent, known by name.
 */
final class NamedTypes {

	private NamedTypes() {
	}

	/**
	 * Whether a type is a class or an interface of a name, or below it.
	 * @param type the type
	 * @param name a fully qualified name
	 * @return whether it is of that kind
	 */
	static boolean isKindOf(@Nullable Class<?> type, String name) {
		if (type == null) {
			return false;
		}
		if (type.getName().equals(name)) {
			return true;
		}
		for (Class<?> parent : type.getInterfaces()) {
			if (isKindOf(parent, name)) {
				return true;
			}
		}
		return isKindOf(type.getSuperclass(), name);
	}

	/**
	 * Asks a value through an interface of a library.
	 * @param target the value
	 * @param name the interface
	 * @param method a method of it without parameters
	 * @return its answer; {@code null} if the value does not implement the interface, or
	 * gives none
	 */
	static @Nullable Object ask(Object target, String name, String method) {
		if (!isKindOf(target.getClass(), name)) {
			return null;
		}
		try {
			return Class.forName(name, false, target.getClass().getClassLoader()).getMethod(method).invoke(target);
		}
		catch (Throwable ex) {
			Guard.rethrowFatal(ex);
			return null;
		}
	}

}

package dev.gai.braintrust.content.snapshot;

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

}

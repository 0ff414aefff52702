package dev.gai.braintrust.content.snapshot;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Tells which types that can only be iterated are safe to walk: those that hold what they
 * give. Others may read a cursor, ask the network for the next page or give everything
 * only once.
 */
final class SafeIterables {

	private static final String PAGE = "org.springframework.data.domain.Slice";

	private static final List<String> NAMES = List.of("org.springframework.data.util.Streamable",
			"org.springframework.data.domain.Window");

	private SafeIterables() {
	}

	/**
	 * Whether a type is a page, which has properties beside its elements.
	 */
	static boolean isPage(Class<?> type) {
		return NamedTypes.isKindOf(type, PAGE);
	}

	static boolean isSafe(Class<?> type) {
		if (!Iterable.class.isAssignableFrom(type) || AutoCloseable.class.isAssignableFrom(type)) {
			return false;
		}
		for (String name : NAMES) {
			if (NamedTypes.isKindOf(type, name)) {
				return true;
			}
		}
		return holdsItsElements(type);
	}

	private static boolean holdsItsElements(Class<?> type) {
		boolean holds = false;
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
					continue;
				}
				if (!isInMemory(field.getType())) {
					return false;
				}
				holds |= isContainer(field.getType());
			}
		}
		return holds;
	}

	private static boolean isContainer(Class<?> type) {
		return type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
	}

	private static boolean isInMemory(Class<?> type) {
		return isContainer(type) || type.isPrimitive() || type.isEnum() || CharSequence.class.isAssignableFrom(type)
				|| Number.class.isAssignableFrom(type) || type == Boolean.class
				|| type.getName().startsWith("java.time.");
	}

}

package dev.gai.braintrust.mcp;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * The method behind a tool that was found by its annotation, whose span may be started by
 * an annotation of ours, too. Spring AI keeps it to itself.
 */
final class AnnotatedMethods {

	private static final String PACKAGE = "org.springframework.ai.mcp.annotation.";

	private AnnotatedMethods() {
	}

	static @Nullable String nameOf(Object handler) {
		return handler.getClass().getName().startsWith(PACKAGE)
				? Guard.get("A tool may be seen twice", handler, () -> read(handler)) : null;
	}

	private static @Nullable String read(Object handler) {
		Field field = ReflectionUtils.findField(handler.getClass(), "toolMethod", Method.class);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return (ReflectionUtils.getField(field, handler) instanceof Method method) ? method.getName() : null;
	}

}

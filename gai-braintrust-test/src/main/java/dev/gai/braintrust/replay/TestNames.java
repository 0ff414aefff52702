package dev.gai.braintrust.replay;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.UniqueId;

/**
 * Names tests as cassettes do: {@code com.example.SupportTests.answers[2]} for the second
 * invocation of a method that has several.
 */
final class TestNames {

	private TestNames() {
	}

	static String of(ExtensionContext context) {
		String invocations = UniqueId.parse(context.getUniqueId())
			.getSegments()
			.stream()
			.filter((segment) -> segment.getType().endsWith("-invocation"))
			.map((segment) -> "[" + segment.getValue().replace("#", "") + "]")
			.collect(Collectors.joining());
		return of(context.getRequiredTestClass(), context.getRequiredTestMethod()) + invocations;
	}

	static String of(Class<?> type, Method method) {
		boolean overloaded = Arrays.stream(type.getDeclaredMethods())
			.filter((other) -> other.getName().equals(method.getName()) && !other.isSynthetic())
			.count() > 1;
		return of(type) + "." + method.getName() + (overloaded ? parameters(method) : "");
	}

	static String of(Class<?> type) {
		return type.getName().replace('$', '.');
	}

	private static String parameters(Method method) {
		return Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(",", "(", ")"));
	}

}

package dev.gai.braintrust.error;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Reflection that a native image cannot find by itself: methods of the exceptions of
 * optional libraries.
 */
final class ErrorRuntimeHints implements RuntimeHintsRegistrar {

	/** What those methods return, and whose methods are called in turn. */
	private static final List<String> RETURNED = List.of("org.springframework.http.HttpStatusCode",
			"org.springframework.http.HttpHeaders", "com.openai.core.http.Headers", "com.openai.core.JsonValue",
			"com.anthropic.core.http.Headers", "com.anthropic.core.JsonValue");

	/**
	 * Creates hints.
	 */
	ErrorRuntimeHints() {
	}

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		Stream.concat(HttpFailures.classNames().stream(), RETURNED.stream())
			.forEach((name) -> hints.reflection()
				.registerTypeIfPresent(classLoader, name, MemberCategory.INVOKE_PUBLIC_METHODS));
	}

}

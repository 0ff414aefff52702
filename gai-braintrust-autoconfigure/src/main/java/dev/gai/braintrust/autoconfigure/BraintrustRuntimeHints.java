package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.ApiKey;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Reflection that a native image cannot find by itself: Boot turns text into an
 * {@link ApiKey} by calling its factory method.
 */
final class BraintrustRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		var factory = ReflectionUtils.findMethod(ApiKey.class, "of", String.class);
		Assert.state(factory != null, "ApiKey has no factory method");
		hints.reflection().registerMethod(factory, ExecutableMode.INVOKE);
		hints.reflection()
			.registerTypeIfPresent(classLoader,
					"org.springframework.ai.vectorstore.observation.AbstractObservationVectorStore",
					MemberCategory.ACCESS_DECLARED_FIELDS);
	}

}

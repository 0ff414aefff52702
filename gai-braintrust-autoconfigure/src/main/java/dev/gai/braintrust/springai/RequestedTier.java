package dev.gai.braintrust.springai;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.util.ReflectionUtils;

/**
 * The service tier that a request asks for. The options of OpenAI, Anthropic and Google
 * have one, in types of their own, which need not be there.
 */
final class RequestedTier {

	private static final String GETTER = "getServiceTier";

	private static final Map<Class<?>, Optional<Method>> getters = new ConcurrentHashMap<>();

	private RequestedTier() {
	}

	static @Nullable String of(ChatOptions options) {
		// Types of options are few: those of the libraries on the class path.
		Method getter = getters.computeIfAbsent(options.getClass(), RequestedTier::getter).orElse(null);
		Object tier = (getter != null) ? ReflectionUtils.invokeMethod(getter, options) : null;
		return (tier != null) ? tier.toString().toLowerCase(Locale.ROOT) : null;
	}

	private static Optional<Method> getter(Class<?> type) {
		return Optional.ofNullable(ReflectionUtils.findMethod(type, GETTER));
	}

}

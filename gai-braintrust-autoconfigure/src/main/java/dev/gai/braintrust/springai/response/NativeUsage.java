package dev.gai.braintrust.springai.response;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The provider's own usage, in the provider's own words. It says more than Spring AI
 * does. Its types are there when such a usage is.
 */
final class NativeUsage {

	private static final List<String> OF_GEMINI = List.of("promptTokenCount", "candidatesTokenCount",
			"thoughtsTokenCount", "toolUsePromptTokenCount", "cachedContentTokenCount", "totalTokenCount");

	private static final List<String> GEMINI_DETAILS = List.of("promptTokensDetails", "candidatesTokensDetails",
			"cacheTokensDetails", "toolUsePromptTokensDetails");

	private NativeUsage() {
	}

	/**
	 * What a usage, or another object, of OpenAI's library says.
	 * @param reported the object
	 * @return the JSON that it stands for, empty if it cannot be had
	 */
	static Map<?, ?> ofOpenAi(Object reported) {
		return attempt(() -> OpenAi.json(reported));
	}

	/**
	 * What a usage, or another object, of Anthropic's library says.
	 * @param reported the object
	 * @return the JSON that it stands for, empty if it cannot be had
	 */
	static Map<?, ?> ofAnthropic(Object reported) {
		return attempt(() -> Anthropic.json(reported));
	}

	/**
	 * What a usage of Google's library says. The library is not needed here.
	 * @param reported the usage
	 * @return its figures by their names, empty if it has none
	 */
	static Map<?, ?> ofGemini(Object reported) {
		return attempt(() -> {
			Map<String, Object> figures = new LinkedHashMap<>();
			for (String name : OF_GEMINI) {
				if (value(reported, name) instanceof Number number) {
					figures.put(name, number.longValue());
				}
			}
			for (String name : GEMINI_DETAILS) {
				if (value(reported, name) instanceof List<?> details) {
					figures.put(name, details.stream().map(NativeUsage::modality).toList());
				}
			}
			return figures;
		});
	}

	/**
	 * How a usage of Google's library was served.
	 * @param reported the usage
	 * @return its traffic type, {@code null} if it has none
	 */
	static @Nullable String trafficType(Object reported) {
		Object type = attempt(() -> {
			Object value = value(reported, "trafficType");
			return (value != null) ? Map.of("type", value.toString()) : null;
		}).get("type");
		return (type instanceof String text) ? text : null;
	}

	private static Map<String, Object> modality(Object detail) {
		Map<String, Object> figures = new LinkedHashMap<>();
		Object modality = value(detail, "modality");
		figures.put("modality", (modality != null) ? modality.toString() : "");
		if (value(detail, "tokenCount") instanceof Number number) {
			figures.put("tokenCount", number.longValue());
		}
		return figures;
	}

	private static @Nullable Object value(Object bean, String name) {
		Method method = ReflectionUtils.findMethod(bean.getClass(), name);
		if (method == null) {
			return null;
		}
		Object value = ReflectionUtils.invokeMethod(ClassUtils.getPubliclyAccessibleMethodIfPossible(method, null),
				bean);
		return (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
	}

	/** Where it fails, Spring AI's figures are there as well. */
	private static Map<?, ?> attempt(Callable<@Nullable Map<?, ?>> reading) {
		Map<?, ?> json = Guard.get("The figures of a provider could not be read", null, reading);
		return (json != null) ? json : Map.of();
	}

	/** Loading this class needs {@code openai-java-core}. */
	private static final class OpenAi {

		static @Nullable Map<?, ?> json(Object reported) {
			return com.openai.core.JsonValue.from(reported).convert(Map.class);
		}

	}

	/** Loading this class needs {@code anthropic-java-core}. */
	private static final class Anthropic {

		static @Nullable Map<?, ?> json(Object reported) {
			return com.anthropic.core.JsonValue.from(reported).convert(Map.class);
		}

	}

}

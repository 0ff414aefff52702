package dev.gai.braintrust.test.springai;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for chat models that stand in for
 * those of a provider: what a chat client asks them is in the trace, as it would be with
 * the provider's.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass({ AdvisorObservationContext.class, ChatModelObservationContext.class })
@Internal
public final class StandInModelAutoConfiguration {

	private static final String PROVIDER = "spring.ai.model.chat";

	/** By what Spring AI's starters bring. */
	private static final Map<String, String> STARTERS = Map.of("openai", "openai.autoconfigure.OpenAi", "anthropic",
			"anthropic.autoconfigure.Anthropic", "ollama", "ollama.autoconfigure.Ollama");

	/**
	 * Customizers come after all handlers have been added.
	 */
	@Bean
	static ObservationRegistryCustomizer<ObservationRegistry> gaiStandInModels(ObjectProvider<Tracer> tracer,
			Environment environment, ResourceLoader resources) {
		String set = environment.getProperty(PROVIDER, "");
		String provider = set.isBlank() ? starter(resources.getClassLoader()) : set;
		return (registry) -> registry.observationConfig()
			.observationHandler(new StandInModels(registry, tracer::getIfAvailable, provider));
	}

	/**
	 * The provider whose model it presumably stands in for.
	 */
	private static String starter(@Nullable ClassLoader loader) {
		List<String> found = STARTERS.entrySet()
			.stream()
			.filter((starter) -> ClassUtils
				.isPresent("org.springframework.ai.model." + starter.getValue() + "ChatAutoConfiguration", loader))
			.map(Map.Entry::getKey)
			.toList();
		return (found.size() == 1) ? found.get(0) : "stand-in";
	}

}

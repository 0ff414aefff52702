package dev.gai.braintrust.test.springai;

import dev.gai.braintrust.promise.Internal;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.ai.chat.client.advisor.observation.AdvisorObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

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

	/**
	 * Customizers come after all handlers have been added.
	 */
	@Bean
	static ObservationRegistryCustomizer<ObservationRegistry> gaiStandInModels(ObjectProvider<Tracer> tracer,
			Environment environment) {
		String provider = environment.getProperty(PROVIDER, "stand-in");
		return (registry) -> registry.observationConfig()
			.observationHandler(new StandInModels(registry, tracer::getIfAvailable, provider));
	}

}

package dev.gai.braintrust.autoconfigure;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.autoconfigure.export.ConfiguredSpool;
import dev.gai.braintrust.autoconfigure.properties.BraintrustConnection;
import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.endpoint.EndpointSection;
import dev.gai.braintrust.health.TroubleSource;
import dev.gai.braintrust.prompt.BraintrustPrompts;
import dev.gai.braintrust.prompt.PromptCopies;
import dev.gai.braintrust.prompt.PromptOwner;
import dev.gai.braintrust.prompt.PromptSource;
import dev.gai.braintrust.prompt.PromptStatus;
import dev.gai.braintrust.prompt.RenderedPrompts;
import dev.gai.braintrust.prompt.ServedPrompts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for prompts that are managed in
 * Braintrust. They are there without an API key too, and then come from the class path.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = BraintrustApiAutoConfiguration.class)
@EnableConfigurationProperties(BraintrustProperties.class)
@Import(BraintrustConnectionConfiguration.class)
public final class BraintrustPromptsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RenderedPrompts braintrustRenderedPrompts() {
		return new RenderedPrompts();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean(BraintrustPrompts.class)
	ServedPrompts braintrustPrompts(BraintrustProperties properties, Environment environment,
			BraintrustConnection braintrustConnection, ResourceLoader resources,
			ObjectProvider<BraintrustApi> braintrustApi, ObjectProvider<ProjectReference> braintrustProject,
			RenderedPrompts braintrustRenderedPrompts, ApplicationEventPublisher publisher,
			ObjectProvider<JsonMapper> mappers) {
		BraintrustApi used = braintrustApi.getIfAvailable();
		PromptSource source = (used != null) ? new PromptSource(used, braintrustProject.getObject()) : null;
		PromptCopies copies = new PromptCopies(
				(used != null) ? directory(properties, environment, braintrustConnection) : null,
				(used != null) ? owner(braintrustConnection) : new PromptOwner("", "nobody"),
				properties.prompts().fallback(), resources);
		return new ServedPrompts(source, copies,
				new ServedPrompts.Settings(properties.prompts().refresh(), properties.prompts().timeout()),
				publisher::publishEvent, braintrustRenderedPrompts, () -> BraintrustAutoConfiguration.mapper(mappers));
	}

	private static PromptOwner owner(BraintrustConnection connection) {
		Destination destination = connection.destination();
		return new PromptOwner(connection.apiUrl() + " " + destination.parent(),
				Objects.requireNonNull(destination.authorization()));
	}

	private static @Nullable Path directory(BraintrustProperties properties, Environment environment,
			BraintrustConnection connection) {
		if (!properties.export().spool().enabled()) {
			return null;
		}
		Destination destination = connection.destination();
		return ConfiguredSpool.directory(properties, environment, destination).resolve("prompts");
	}

	/** Shown on {@code /actuator/braintrust}. */
	@Bean
	TroubleSource braintrustPromptsTrouble(ObjectProvider<ServedPrompts> braintrustPrompts) {
		return new TroubleSource(() -> {
			ServedPrompts served = braintrustPrompts.getIfAvailable();
			return (served != null) ? served.trouble() : null;
		});
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
	static final class PromptsSectionConfiguration {

		@Bean
		EndpointSection braintrustPromptsSection(ObjectProvider<ServedPrompts> braintrustPrompts) {
			return new EndpointSection("prompts", () -> section(braintrustPrompts.getIfAvailable()));
		}

		private static Map<String, Object> section(@Nullable ServedPrompts prompts) {
			if (prompts == null) {
				return Map.of();
			}
			PromptStatus status = prompts.status();
			Map<String, Object> section = new LinkedHashMap<>();
			section.put("inUse", status.prompts());
			if (status.lastSuccess() != null) {
				section.put("lastSuccess", status.lastSuccess());
			}
			if (status.lastFailure() != null) {
				section.put("lastFailure", status.lastFailure());
			}
			return section;
		}

	}

}

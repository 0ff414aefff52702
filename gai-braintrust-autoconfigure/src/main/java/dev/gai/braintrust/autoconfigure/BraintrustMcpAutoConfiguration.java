package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.autoconfigure.properties.BraintrustProperties;
import dev.gai.braintrust.export.BraintrustBaggage;
import dev.gai.braintrust.mcp.McpClientPostProcessor;
import dev.gai.braintrust.mcp.McpServerPostProcessor;
import dev.gai.braintrust.mcp.PersonalEntries;
import dev.gai.braintrust.mcp.SessionOfRequests;
import dev.gai.braintrust.mcp.TraceMeta;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.ObservationRegistry;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.customizer.McpSyncHttpClientRequestCustomizer;
import io.modelcontextprotocol.server.McpServerFeatures;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Role;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of traces through MCP clients and servers.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = BraintrustAutoConfiguration.class)
@ConditionalOnClass({ McpSyncClient.class, McpServerFeatures.class, Mono.class })
@ConditionalOnBooleanProperty(name = "gai.braintrust.enabled", matchIfMissing = true)
@EnableConfigurationProperties(BraintrustProperties.class)
public final class BraintrustMcpAutoConfiguration {

	/**
	 * A caller is trusted as over HTTP: if it sends to an accepted place.
	 */
	@Bean
	@ConditionalOnMissingBean
	TraceMeta mcpTraceMeta(BraintrustProperties properties, ObjectProvider<BraintrustBaggage> braintrustBaggage) {
		return new TraceMeta(properties.mcp().propagate(),
				SingletonSupplier.ofNullable(braintrustBaggage::getIfAvailable)::get, BraintrustBaggage::isAccepted);
	}

	@Bean
	@ConditionalOnMissingBean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static McpClientPostProcessor mcpClientPostProcessor(ObjectProvider<TraceMeta> mcpTraceMeta,
			ObjectProvider<ObservationRegistry> registry, ObjectProvider<PersonalEntries> mcpPersonalEntries) {
		return new McpClientPostProcessor(SingletonSupplier.ofNullable(mcpTraceMeta::getIfAvailable)::get,
				SingletonSupplier.ofNullable(registry::getIfAvailable)::get,
				SingletonSupplier.ofNullable(mcpPersonalEntries::getIfAvailable)::get);
	}

	@Bean
	@ConditionalOnMissingBean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static McpServerPostProcessor mcpServerPostProcessor(ObjectProvider<GenAiTracer> genAiTracer,
			ObjectProvider<TraceMeta> mcpTraceMeta) {
		return new McpServerPostProcessor(SingletonSupplier.ofNullable(genAiTracer::getIfAvailable)::get,
				SingletonSupplier.ofNullable(mcpTraceMeta::getIfAvailable)::get);
	}

	/**
	 * An application with a converter of its own has decided what is sent.
	 */
	@Bean
	@ConditionalOnMissingBean(value = PersonalEntries.class,
			type = "org.springframework.ai.mcp.ToolContextToMcpMetaConverter")
	@ConditionalOnClass(name = "org.springframework.ai.mcp.ToolContextToMcpMetaConverter")
	PersonalEntries mcpPersonalEntries() {
		return new PersonalEntries();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(McpSyncHttpClientRequestCustomizer.class)
	static final class Http {

		/**
		 * Where one customizer is asked for, that of the application is meant.
		 */
		@Bean
		@ConditionalOnMissingBean
		@Fallback
		SessionOfRequests mcpSessionOfRequests(ObjectProvider<ObservationRegistry> registry) {
			return new SessionOfRequests(SingletonSupplier.ofNullable(registry::getIfAvailable)::get);
		}

	}

}

package dev.gai.braintrust.autoconfigure;

import java.util.Map;

import dev.gai.braintrust.mcp.McpClientPostProcessor;
import dev.gai.braintrust.mcp.McpServerPostProcessor;
import dev.gai.braintrust.mcp.PersonalEntries;
import dev.gai.braintrust.mcp.SessionOfRequests;
import dev.gai.braintrust.mcp.TraceMeta;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.customizer.McpSyncHttpClientRequestCustomizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.ai.mcp.ToolContextToMcpMetaConverter;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class McpAutoConfigurationTests {

	private final ApplicationContextRunner contexts = AutoConfigured.exporting()
		.withConfiguration(AutoConfigurations.of(BraintrustMcpAutoConfiguration.class));

	@Test
	void tracesClientsAndServers() {
		this.contexts.run((context) -> assertThat(context).hasSingleBean(McpClientPostProcessor.class)
			.hasSingleBean(McpServerPostProcessor.class)
			.hasSingleBean(SessionOfRequests.class)
			.hasSingleBean(PersonalEntries.class));
	}

	@Test
	void isAbsentWithoutTheSdkOrWhenSwitchedOff() {
		this.contexts.withClassLoader(new FilteredClassLoader(McpSyncClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BraintrustMcpAutoConfiguration.class));
		this.contexts.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(McpClientPostProcessor.class));
	}

	@Test
	void worksWithTheSdkButWithoutSpringAi() {
		this.contexts.withClassLoader(new FilteredClassLoader("org.springframework.ai.mcp"))
			.run((context) -> assertThat(context).hasSingleBean(McpClientPostProcessor.class)
				.doesNotHaveBean(PersonalEntries.class));
	}

	@Test
	void backsOffFromBeansOfTheApplication() {
		TraceMeta own = new TraceMeta(false, () -> null, (context) -> false);
		ToolContextToMcpMetaConverter converter = (context) -> Map.of();
		this.contexts.withBean(TraceMeta.class, () -> own)
			.withBean(ToolContextToMcpMetaConverter.class, () -> converter)
			.run((context) -> {
				assertThat(context).getBean(TraceMeta.class).isSameAs(own);
				assertThat(context).doesNotHaveBean(PersonalEntries.class);
				assertThat(context.getBeansOfType(ToolContextToMcpMetaConverter.class)).hasSize(1);
			});
	}

	@Test
	void leavesTheOnlyCustomizerOfTheApplicationTheOneThatIsMeant() {
		McpSyncHttpClientRequestCustomizer own = (builder, method, uri, body, mcp) -> {
		};
		this.contexts.withBean("own", McpSyncHttpClientRequestCustomizer.class, () -> own).run((context) -> {
			assertThat(context.getBean(McpSyncHttpClientRequestCustomizer.class)).isSameAs(own);
			assertThat(context.getBeanProvider(McpSyncHttpClientRequestCustomizer.class).orderedStream()).hasSize(2);
		});
	}

}

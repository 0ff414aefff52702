package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.RunningApplication;
import dev.gai.braintrust.testing.SentSpan;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.mcp.ToolContextToMcpMetaConverter;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server whose tools come and go while clients run, and a client with more converters
 * of the tool context than Spring AI knows what to do with.
 */
@Tag("application")
class ChangingToolsTests {

	@RegisterExtension
	static final RunningApplication running = RunningApplication.of((braintrust) -> McpApplications
		.server(WeatherServer.class, braintrust, "spring.ai.mcp.server.protocol=STREAMABLE"));

	private static final BraintrustServer braintrust = running.braintrust();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	@Test
	void areCalledWhetherTheyHaveASpanOrNot() {
		McpSyncServer server = running.bean(McpSyncServer.class);
		AtomicInteger changes = new AtomicInteger();
		try (McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(running.url()).build())
			.toolsChangeConsumer((tools) -> changes.incrementAndGet())
			.build()) {
			client.initialize();
			for (int round = 0; round < 3; round++) {
				server.addTool(tool("late"));
				server.notifyToolsListChanged();
				assertThat(call(client, "late").isError()).isFalse();
				assertThat(call(client, "moon").isError()).isFalse();
				server.removeTool("late");
				server.notifyToolsListChanged();
			}
			Awaitility.await().until(() -> changes.get() > 0);
			assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name)
				.contains("moon")
				.doesNotContain("late");
		}

		assertThat(braintrust.awaitSpans(6)).filteredOn((span) -> span.name().startsWith("execute_tool"))
			.extracting(SentSpan::name)
			.containsExactly("execute_tool moon", "execute_tool moon", "execute_tool moon");
	}

	@Test
	void doNotKeepTwoConvertersOfTheClientFromBeingIgnored() {
		try (ConfigurableApplicationContext client = McpApplications.client(TwoConverters.class, braintrust,
				McpApplications.with(ToolCallingModel.properties(models, "/two"),
						McpApplications.streamable(running.url())))) {
			ToolCallingModel.question(client, models, "/two", "moon", "{}")
				.toolContext(Map.of("tenant", "acme"))
				.call()
				.content();

			List<SentSpan> tools = braintrust.awaitSpans(7)
				.stream()
				.filter((span) -> span.name().equals("execute_tool moon"))
				.toList();
			assertThat(tools).hasSize(2);
			assertThat(tools).anySatisfy((span) -> assertThat(span.resource()).containsValue("weather"));
			assertThat(tools.get(0).traceId()).isEqualTo(tools.get(1).traceId());
			assertThat(client.getBeansOfType(ToolContextToMcpMetaConverter.class)).containsOnlyKeys("one", "other");
		}
	}

	private static McpSchema.CallToolResult call(McpSyncClient client, String tool) {
		return client.callTool(new McpSchema.CallToolRequest(tool, Map.of()));
	}

	private static McpServerFeatures.SyncToolSpecification tool(String name) {
		return McpServerFeatures.SyncToolSpecification.builder()
			.tool(McpSchema.Tool.builder(name, Map.of("type", "object")).build())
			.callHandler((exchange, request) -> McpSchema.CallToolResult.builder().addTextContent("late").build())
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TwoConverters {

		@Bean
		ToolContextToMcpMetaConverter one() {
			return (context) -> Map.of("from", "one");
		}

		@Bean
		ToolContextToMcpMetaConverter other() {
			return (context) -> Map.of("from", "other");
		}

	}

}

package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client and a server over streamable HTTP, which send to the same place. The server
 * would keep nothing by itself.
 */
@Tag("application")
class TwoApplicationsTests {

	private static final String FORGED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext server;

	private static ConfigurableApplicationContext client;

	@BeforeAll
	static void start() {
		server = McpApplications.server(WeatherServer.class, braintrust, McpApplications
			.with(ToolCallingModel.properties(models, "/server"), "spring.ai.mcp.server.protocol=STREAMABLE"));
		client = McpApplications.client(ShopClient.class, braintrust,
				McpApplications.with(ToolCallingModel.properties(models, "/client"),
						McpApplications.streamable(McpApplications.url(server))));
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@Test
	void makeOneTreeWithTheTokensOfTheServer() {
		ToolCallingModel.answers(models, "/server", "Sunny", 11);
		ask("forecast", "{\"city\":\"Oslo\"}");

		List<SentSpan> spans = braintrust.awaitSpans(9);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  step 1
				    chat gpt-5-mini
				    execute_tool forecast
				      execute_tool forecast
				        chat_client
				          chat gpt-5-mini
				  step 2
				    chat gpt-5-mini
				""");
		assertThat(spans).extracting(SentSpan::traceId).containsOnly(spans.get(0).traceId());
		assertThat(spans).filteredOn(
				(span) -> span.name().startsWith("chat gpt") && span.resource().get("service.name").equals("weather"))
			.singleElement()
			.satisfies((span) -> assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(11));
	}

	@Test
	void sayOnBothSidesWhatMcpKnows() {
		ask("temperature", "{\"city\":\"Oslo\"}");

		SentSpan asking = toolOf("shop");
		SentSpan answering = toolOf("weather");
		assertThat(answering.parentId()).isEqualTo(asking.spanId());
		assertThat(answering.type()).isEqualTo("tool");
		assertThat(answering.json("braintrust.input_json").path("city").asString()).isEqualTo("Oslo");
		assertThat(answering.json("braintrust.output_json").asString()).isEqualTo("21 degrees in Oslo");
		assertThat(asking.attributes()).containsEntry("mcp.method.name", "tools/call")
			.containsEntry("mcp.server.name", "weather-server")
			.containsEntry("mcp.server.version", "7.1")
			.containsKeys("mcp.protocol.version", "mcp.session.id");
		assertThat(asking.metadata().path("mcp.session.id").asString()).isNotEmpty()
			.isEqualTo(answering.metadata().path("mcp.session.id").asString());
		assertThat(answering.attributes()).containsEntry("mcp.method.name", "tools/call");
	}

	@Test
	void showWhyAToolFailed() {
		ask("temperature", "{\"city\":\"Atlantis\"}");

		assertThat(toolOf("weather").span().getStatus().getMessage()).contains("No such city: Atlantis");
		assertThat(toolOf("shop").span().getStatus().getCodeValue()).isEqualTo(2);
		assertThat(toolOf("weather").metadata().toString()).contains("tool_failed");
	}

	@Test
	void showResourcesPromptsAndToolsMadeByHand() {
		client.getBean(GenAiTracer.class).agent("caller").run((agent) -> {
			mcp().readResource(new McpSchema.ReadResourceRequest("weather://map"));
			mcp().getPrompt(new McpSchema.GetPromptRequest("greeting", Map.of()));
			mcp().callTool(new McpSchema.CallToolRequest("moon", Map.of()));
		});

		assertThat(SpanTree.of(braintrust.awaitSpans(4))).isEqualTo("""
				invoke_agent caller
				  resources/read map
				  prompts/get greeting
				  execute_tool moon
				""");
		assertThat(braintrust.awaitSpan("resources/read map").metadata().path("mcp.resource.uri").asString())
			.isEqualTo("weather://map");
		assertThat(braintrust.awaitSpan("prompts/get greeting").json("braintrust.output_json").toString())
			.contains("Good morning");
	}

	@Test
	void continueTheTraceOfAStrangerWithoutFollowingIt() {
		for (String baggage : List.of("", "braintrust.parent=project_name:stranger;span=00f067aa0ba902b7")) {
			try (McpSyncClient stranger = stranger()) {
				stranger.callTool(new McpSchema.CallToolRequest("moon", Map.of(),
						Map.of("traceparent", FORGED, "baggage", baggage)));
			}
		}

		assertThat(braintrust.awaitSpans(2)).hasSize(2).allSatisfy((span) -> {
			assertThat(span.name()).isEqualTo("execute_tool moon");
			assertThat(span.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
			assertThat(span.isRoot()).as("what a stranger sends may not be in Braintrust").isTrue();
			assertThat(span.attribute("braintrust.parent")).isEqualTo("project_name:demo");
			assertThat(span.span().getLinksList()).extracting(TwoApplicationsTests::hex)
				.hasSize(2)
				.containsOnlyOnce("4bf92f3577b34da6a3ce929d0e0e4736");
		});
	}

	@Test
	void surviveWhatAStrangerMayWrite() {
		try (McpSyncClient stranger = stranger()) {
			for (Object nonsense : List.of(7, true, List.of("x"), Map.of("a", "b"), "00-zz", "x".repeat(20_000))) {
				McpSchema.CallToolResult result = stranger.callTool(new McpSchema.CallToolRequest("moon", Map.of(),
						Map.of("traceparent", nonsense, "baggage", nonsense, "tracestate", nonsense)));
				assertThat(result.isError()).isFalse();
			}
		}

		assertThat(braintrust.awaitSpans(12)).filteredOn((span) -> span.name().equals("execute_tool moon")).hasSize(6);
	}

	@Test
	void leaveAProtocolErrorToTheCaller() {
		try (McpSyncClient stranger = stranger()) {
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> stranger.callTool(new McpSchema.CallToolRequest("nonexistent", Map.of())));
		}
	}

	private static SentSpan toolOf(String service) {
		braintrust.awaitSpan("chat_client");
		List<SentSpan> tools = braintrust.awaitSpans(6)
			.stream()
			.filter((span) -> span.name().startsWith("execute_tool") && span.resource().containsValue(service))
			.toList();
		assertThat(tools).hasSize(1);
		return tools.get(0);
	}

	private static McpSyncClient stranger() {
		McpSyncClient stranger = McpClient
			.sync(HttpClientStreamableHttpTransport.builder(McpApplications.url(server)).build())
			.build();
		stranger.initialize();
		return stranger;
	}

	private static McpSyncClient mcp() {
		return (McpSyncClient) ((List<?>) client.getBean("mcpSyncClients")).get(0);
	}

	private static void ask(String tool, String arguments) {
		ToolCallingModel.question(client, models, "/client", tool, arguments).call().content();
	}

	private static String hex(Span.Link link) {
		StringBuilder hex = new StringBuilder();
		link.getTraceId().forEach((part) -> hex.append(String.format("%02x", part)));
		return hex.toString();
	}

}

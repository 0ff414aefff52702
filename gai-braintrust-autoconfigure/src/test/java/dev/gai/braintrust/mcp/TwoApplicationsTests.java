package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client and a server over streamable HTTP, which send to the same place.
 */
@Tag("application")
class TwoApplicationsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext server;

	private static ConfigurableApplicationContext client;

	@BeforeAll
	static void start() {
		server = McpApplications.server(WeatherServer.class, braintrust, openAi("/server"),
				"spring.ai.openai.api-key=k", "spring.ai.model.chat=openai",
				"spring.ai.mcp.server.protocol=STREAMABLE");
		client = McpApplications.client(ShopClient.class, braintrust, openAi("/client"), "spring.ai.openai.api-key=k",
				"spring.ai.model.chat=openai", McpApplications.streamable(server));
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@BeforeEach
	void answer() {
		models.answers("/server/v1/chat/completions", ModelServer.json(answer("Sunny", 11)));
	}

	@Test
	void makeOneTreeWithTheTokensOfTheServer() {
		ask("forecast", "Oslo");

		SentSpan asked = braintrust.awaitSpan("execute_tool forecast");
		List<SentSpan> spans = braintrust.awaitSpans(8);
		assertThat(SpanTree.of(spans)).isEqualTo("");
	}

	@Test
	void showAPlainToolOfTheServer() {
		ask("temperature", "Oslo");
		System.err.println(SpanTree.of(braintrust.awaitSpans(5)));
		braintrust.spans().forEach((s) -> System.err.println(s.name() + " " + s.attributes()));
	}

	@Test
	void showResourcesPromptsAndToolsMadeByHand() {
		McpSyncClient mcp = mcp();
		client.getBean(GenAiTracer.class).agent("caller").run((agent) -> {
			mcp.readResource(new McpSchema.ReadResourceRequest("weather://map"));
			mcp.getPrompt(new McpSchema.GetPromptRequest("greeting", Map.of()));
			mcp.callTool(new McpSchema.CallToolRequest("moon", Map.of()));
		});
		System.err.println(SpanTree.of(braintrust.awaitSpans(4)));
		braintrust.spans().forEach((s) -> System.err.println(s.name() + " " + s.attributes()));
	}

	@SuppressWarnings("unchecked")
	private static McpSyncClient mcp() {
		return ((List<McpSyncClient>) client.getBean("mcpSyncClients")).get(0);
	}

	private static String ask(String tool, String city) {
		models.answers("/client/v1/chat/completions", ModelServer.json(calls(tool, city)),
				ModelServer.json(answer("Done", 5)));
		return client.getBean(ChatClient.Builder.class)
			.build()
			.prompt("What about " + city + "?")
			.tools(client.getBeanProvider(ToolCallbackProvider.class).stream().toArray())
			.call()
			.content();
	}

	private static String openAi(String path) {
		return "spring.ai.openai.base-url=" + models.url() + path + "/v1";
	}

	private static String answer(String text, int tokens) {
		return response("{\"role\":\"assistant\",\"content\":\"" + text + "\"}", "stop", tokens);
	}

	private static String calls(String tool, String city) {
		return response("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call-1\",\"type\":\"function\",\"function\":"
				+ "{\"name\":\"" + tool + "\",\"arguments\":\"{\\\"city\\\":\\\"" + city + "\\\"}\"}}]}",
				"tool_calls", 3);
	}

	private static String response(String message, String finish, int tokens) {
		return "{\"id\":\"r-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":"
				+ "[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"" + finish
				+ "\"}],\"usage\":{\"prompt_tokens\":" + tokens + ",\"completion_tokens\":1,\"total_tokens\":"
				+ (tokens + 1) + "}}";
	}

}

package dev.gai.braintrust.mcp;

import java.time.Duration;
import java.util.Map;

import dev.gai.braintrust.testing.Traces;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What clients send, and what becomes of a call when the server misbehaves.
 */
@Tag("thorough")
class FaultyServersTests {

	private final Traces traces = new Traces();

	private final ScriptedMcpServer server = new ScriptedMcpServer();

	private final McpClientPostProcessor processor = new McpClientPostProcessor(
			() -> new TraceMeta(true, () -> null, (context) -> false), this.traces::registry, () -> null);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "garbage", "dies", "silent" })
	void endTheSpanOfTheTool(String tool) {
		try (McpSyncClient client = client(Duration.ofSeconds(3))) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> call(client, tool));
		}

		assertThat(this.traces.only().record().error()).isNotNull();
		assertThat(this.traces.only().data().getAttributes().asMap().toString()).contains("mcp.method.name",
				"scripted");
		assertThat(this.server.lastCall())
			.contains("\"traceparent\":\"00-" + this.traces.only().traceId() + "-" + this.traces.only().id());
	}

	@Test
	void doNotReadNamesWithoutEnd() {
		this.server.name("n".repeat(10_000));
		try (McpSyncClient client = client()) {
			call(client, "fine");
		}

		assertThat(String.valueOf(this.traces.only().record().labels().metadata().get("mcp.server.name"))).hasSize(256);
	}

	@Test
	void aPipelineSaysWhatItIsSubscribedFor() {
		McpAsyncClient client = (McpAsyncClient) this.processor.postProcessAfterInitialization(
				McpClient.async(transport()).requestTimeout(Duration.ofSeconds(30)).build(), "client");
		Mono<McpSchema.CallToolResult> call = client.callTool(new McpSchema.CallToolRequest("fine", Map.of()));

		this.traces.tracer().tool("fine").run((tool) -> {
			Observation around = this.traces.registry().getCurrentObservation();
			call.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, around)).block();
		});
		client.close();

		assertThat(this.server.lastCall()).contains(this.traces.only().traceId() + "-" + this.traces.only().id());
	}

	@Test
	void aCallOutsideOfSpansSaysNothing() {
		try (McpSyncClient client = client()) {
			client.callTool(new McpSchema.CallToolRequest("fine", Map.of()));
		}

		assertThat(this.server.lastCall()).doesNotContain("traceparent");
	}

	@Test
	void aClientIsAdvisedOnce() {
		try (McpSyncClient client = client()) {
			assertThat(this.processor.postProcessAfterInitialization(client, "again")).isSameAs(client);
			assertThat(this.processor.postProcessAfterInitialization("other", "other")).isEqualTo("other");
		}
	}

	private void call(McpSyncClient client, String tool) {
		this.traces.tracer()
			.tool(tool)
			.run((span) -> client.callTool(new McpSchema.CallToolRequest(tool, Map.of("a", 1))));
	}

	private McpSyncClient client() {
		return client(Duration.ofSeconds(30));
	}

	private McpSyncClient client(Duration requestTimeout) {
		McpSyncClient client = McpClient.sync(transport()).requestTimeout(requestTimeout).build();
		client.initialize();
		return (McpSyncClient) this.processor.postProcessAfterInitialization(client, "client");
	}

	private HttpClientStreamableHttpTransport transport() {
		return HttpClientStreamableHttpTransport.builder(this.server.url()).build();
	}

}

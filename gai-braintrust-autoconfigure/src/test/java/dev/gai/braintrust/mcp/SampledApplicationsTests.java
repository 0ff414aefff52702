package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.sampling.SamplingSecret;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.sampling.TraceSampling;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client and a server that each keep one trace of a hundred.
 */
@Tag("application")
class SampledApplicationsTests {

	private static final TraceSampling sampling = new TraceSampling(0.01, List.of(), List.of(),
			new SamplingSecret("Bearer " + BraintrustServer.KEY));

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext server;

	private static ConfigurableApplicationContext client;

	@BeforeAll
	static void start() {
		server = McpApplications.server(WeatherServer.class, braintrust,
				McpApplications.with(ToolCallingModel.properties(models, "/server"),
						"spring.ai.mcp.server.protocol=STREAMABLE", "gai.braintrust.sampling.ratio=0.01",
						"gai.braintrust.sampling.keep.errors=false"));
		client = McpApplications.client(ShopClient.class, braintrust,
				McpApplications.with(ToolCallingModel.properties(models, "/client"),
						McpApplications.streamable(McpApplications.url(server)), "gai.braintrust.sampling.ratio=0.01",
						"gai.braintrust.trace.request-root=false"));
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@Test
	void keepTheSameTraceWhole() {
		inTrace(id(TraceDecision.KEPT),
				() -> client.getBean(GenAiTracer.class)
					.agent("caller")
					.run((agent) -> mcp().callTool(new McpSchema.CallToolRequest("moon", Map.of()))));

		assertThat(SpanTree.of(braintrust.awaitSpans(2))).isEqualTo("""
				invoke_agent caller
				  execute_tool moon
				""");
	}

	@Test
	void leaveTheSameTraceOut() {
		for (int i = 0; i < 20; i++) {
			inTrace(id(TraceDecision.LEFT_OUT),
					() -> client.getBean(GenAiTracer.class)
						.agent("caller")
						.run((agent) -> mcp().callTool(new McpSchema.CallToolRequest("moon", Map.of()))));
		}
		flush();

		assertThat(braintrust.spans()).isEmpty();
	}

	@Test
	void followTheClientThatKeepsATraceForItsError() {
		inTrace(id(TraceDecision.LEFT_OUT), () -> client.getBean(GenAiTracer.class).agent("caller").run((agent) -> {
			client.getBean(GenAiTracer.class).tool("lookup").run((tool) -> tool.error(new IllegalStateException("x")));
			Awaitility.await().until(() -> undecided(client) == 0);
			mcp().callTool(new McpSchema.CallToolRequest("moon", Map.of()));
		}));

		List<SentSpan> spans = braintrust.awaitSpans(3);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				invoke_agent caller
				  execute_tool lookup
				  execute_tool moon
				""");
		assertThat(spans).extracting(SentSpan::traceId).containsOnly(spans.get(0).traceId());
	}

	private static void inTrace(String traceId, Runnable work) {
		ReceiverContext<Map<String, String>> context = new ReceiverContext<>((carrier, key) -> carrier.get(key));
		context.setCarrier(Map.of("traceparent", "00-" + traceId + "-00f067aa0ba902b7-00"));
		Observation.createNotStarted("http.server.requests", () -> context, client.getBean(ObservationRegistry.class))
			.observe(work);
	}

	private static String id(TraceDecision wanted) {
		return IntStream.range(0, 100_000)
			.mapToObj((i) -> "4bf92f3577b34da6a3f%013x".formatted(i))
			.filter((id) -> sampling.atStart(id) == wanted)
			.findFirst()
			.orElseThrow();
	}

	private static long undecided(ConfigurableApplicationContext application) {
		return application.getBean(BraintrustExport.class).monitor().status().counts().undecided();
	}

	private static void flush() {
		Awaitility.await().until(() -> undecided(client) == 0 && undecided(server) == 0);
		for (ConfigurableApplicationContext application : List.of(client, server)) {
			application.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		}
	}

	private static McpSyncClient mcp() {
		return (McpSyncClient) ((List<?>) client.getBean("mcpSyncClients")).get(0);
	}

}

package dev.gai.braintrust.mcp;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.RunningApplication;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.mcp.ToolContextToMcpMetaConverter;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Server-sent events, an asynchronous server and client, and what they send of the tool
 * context. The server keeps no trace by itself.
 */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class OtherTransportsTests {

	@RegisterExtension
	static final RunningApplication running = RunningApplication
		.of((braintrust) -> McpApplications.server(EchoServer.class, braintrust, "spring.ai.mcp.server.protocol=SSE",
				"spring.ai.mcp.server.type=ASYNC", "gai.braintrust.sampling.ratio=0"));

	private static final BraintrustServer braintrust = running.braintrust();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	@Test
	void followTheCallersDecisionAndWarnOnceOfPersonalEntries(CapturedOutput output) {
		try (ConfigurableApplicationContext client = client(ShopClient.class)) {
			ask(client);
			ask(client);
			assertOneTree();
		}

		assertThat(output.getOut().split("look personal")).hasSize(2);
		assertThat(output).contains("[userId]").doesNotContain("u-42");
		assertThat(EchoServer.seen).containsEntry("userId", "u-42");
	}

	@Test
	void keepTheConverterOfTheApplicationAndItsSilence(CapturedOutput output) {
		try (ConfigurableApplicationContext client = client(OwnConverter.class, "spring.ai.mcp.client.type=ASYNC")) {
			ask(client);
			assertOneTree();
		}

		assertThat(output).doesNotContain("look personal");
		assertThat(EchoServer.seen).containsEntry("tenant", "acme")
			.containsKey("traceparent")
			.doesNotContainKey("userId");
	}

	@Test
	void sayNothingWhenSwitchedOff() {
		try (ConfigurableApplicationContext client = client(ShopClient.class, "gai.braintrust.mcp.propagate=false")) {
			ask(client);
			braintrust.awaitSpan("execute_tool echo");
		}

		assertThat(EchoServer.seen).doesNotContainKeys("traceparent", "baggage").containsKey("userId");
	}

	private static void assertOneTree() {
		List<SentSpan> tools = braintrust.awaitSpans(7)
			.stream()
			.filter((span) -> span.name().equals("execute_tool echo"))
			.toList();
		SentSpan asking = tools.stream()
			.filter((span) -> span.resource().containsValue("shop"))
			.findFirst()
			.orElseThrow();
		assertThat(tools).anySatisfy((span) -> {
			assertThat(span.resource()).containsValue("weather");
			assertThat(span.parentId()).isEqualTo(asking.spanId());
			assertThat(span.json("braintrust.output_json").asString()).isEqualTo("echoed");
		});
	}

	private static ConfigurableApplicationContext client(Class<?> application, String... properties) {
		return McpApplications.client(application, braintrust, McpApplications.with(McpApplications
			.with(ToolCallingModel.properties(models, "/client"), McpApplications.sse(running.url())), properties));
	}

	private static void ask(ConfigurableApplicationContext client) {
		ToolCallingModel.question(client, models, "/client", "echo", "{}")
			.toolContext(Map.of("userId", "u-42"))
			.call()
			.content();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OwnConverter {

		@Bean
		ToolContextToMcpMetaConverter ownConverter() {
			return (context) -> Map.of("tenant", "acme");
		}

	}

}

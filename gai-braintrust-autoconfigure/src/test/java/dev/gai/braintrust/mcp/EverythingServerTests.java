package dev.gai.braintrust.mcp;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that nobody here wrote, over standard input and output. Runs where
 * {@code -Dmcp.everything} names the {@code dist/index.js} of an installed
 * {@code @modelcontextprotocol/server-everything} and {@code node} is on the path.
 */
@Tag("application")
@EnabledIf("isInstalled")
class EverythingServerTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	static boolean isInstalled() {
		String script = System.getProperty("mcp.everything", "");
		return !script.isEmpty() && Files.isReadable(Path.of(script))
				&& List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
					.stream()
					.anyMatch((folder) -> Files.isExecutable(Path.of(folder, "node")));
	}

	@Test
	void isOneSpanForEachCall() {
		try (ConfigurableApplicationContext client = McpApplications.client(ShopClient.class, braintrust,
				McpApplications.with(ToolCallingModel.properties(models, "/client"),
						"spring.ai.mcp.client.stdio.connections.everything.command=node",
						"spring.ai.mcp.client.stdio.connections.everything.args=" + System.getProperty("mcp.everything")
								+ ",stdio"))) {
			ToolCallingModel.question(client, models, "/client", "echo", "{\"message\":\"hello\"}").call().content();
			List<SentSpan> spans = braintrust.awaitSpans(6);
			SentSpan tool = braintrust.awaitSpan("execute_tool echo");

			assertThat(SpanTree.of(spans)).isEqualTo("""
					chat_client
					  step 1
					    chat gpt-5-mini
					    execute_tool echo
					  step 2
					    chat gpt-5-mini
					""");
			assertThat(tool.json("braintrust.output_json").toString()).contains("Echo: hello");
			assertThat(tool.metadata().path("mcp.server.name").asString()).isEqualTo("mcp-servers/everything");
		}
	}

}

package dev.gai.braintrust.mcp;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that nobody here wrote, over each transport that it has. Runs where
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

	@ParameterizedTest
	@ValueSource(strings = { "stdio", "sse", "streamableHttp" })
	void isOneSpanForEachCall(String transport) throws IOException {
		try (EverythingServer server = EverythingServer.start(transport);
				ConfigurableApplicationContext client = McpApplications.client(ShopClient.class, braintrust,
						McpApplications.with(ToolCallingModel.properties(models, "/client"), server.properties()))) {
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
			assertThat(tool.metadata().path("mcp.method.name").asString()).isEqualTo("tools/call");
			assertThat(tool.metadata().path("mcp.session.id").isString()).isEqualTo(transport.equals("streamableHttp"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "stdio", "sse", "streamableHttp" })
	void isASpanWithItsErrorWhereTheToolFails(String transport) throws IOException {
		try (EverythingServer server = EverythingServer.start(transport);
				ConfigurableApplicationContext client = McpApplications.client(ShopClient.class, braintrust,
						McpApplications.with(ToolCallingModel.properties(models, "/client"), server.properties()))) {
			// The server refuses a number that is a text.
			ToolCallingModel.question(client, models, "/client", "get_sum", "{\"a\":\"one\",\"b\":2}").call().content();
			SentSpan tool = braintrust.awaitSpan("execute_tool get_sum");

			assertThat(tool.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
			assertThat(tool.metadata().path("mcp.server.version").isString()).isTrue();
		}
	}

	/**
	 * A process of its own, or none where the client starts it.
	 *
	 * @param process the process
	 * @param properties how a client reaches it
	 */
	private record EverythingServer(Process process, String[] properties) implements AutoCloseable {

		static EverythingServer start(String transport) throws IOException {
			String script = System.getProperty("mcp.everything");
			if (transport.equals("stdio")) {
				return new EverythingServer(null,
						new String[] { "spring.ai.mcp.client.stdio.connections.everything.command=node",
								"spring.ai.mcp.client.stdio.connections.everything.args=" + script + ",stdio" });
			}
			int port;
			try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				port = free.getLocalPort();
			}
			ProcessBuilder builder = new ProcessBuilder("node", script, transport).redirectErrorStream(true);
			builder.environment().put("PORT", Integer.toString(port));
			Process process = builder.start();
			BufferedReader output = process.inputReader();
			String line = output.readLine();
			while (line != null && !line.contains("on port")) {
				line = output.readLine();
			}
			assertThat(line).isNotNull();
			String kind = transport.equals("sse") ? "sse" : "streamable-http";
			return new EverythingServer(process, new String[] {
					"spring.ai.mcp.client." + kind + ".connections.everything.url=http://localhost:" + port });
		}

		@Override
		public void close() {
			if (this.process != null) {
				this.process.destroyForcibly();
			}
		}

	}

}

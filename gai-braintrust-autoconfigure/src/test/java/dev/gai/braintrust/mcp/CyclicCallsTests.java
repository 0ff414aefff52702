package dev.gai.braintrust.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications that call each other for as long as they say: nothing of ours goes on.
 */
@Tag("application")
class CyclicCallsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void makeATreeAsDeepAsTheCalls() {
		String[] properties = { "spring.ai.mcp.server.protocol=STREAMABLE", "gai.braintrust.trace.baggage.send=true" };
		try (ConfigurableApplicationContext one = McpApplications.server(Player.class, braintrust, properties);
				ConfigurableApplicationContext other = McpApplications.server(Player.class, braintrust, properties)) {
			one.getBean(Game.class).other.set(McpApplications.url(other));
			other.getBean(Game.class).other.set(McpApplications.url(one));

			one.getBean(GenAiTracer.class).agent("player").run((agent) -> one.getBean(Game.class).play(4));

			List<SentSpan> spans = braintrust.awaitSpans(5);
			assertThat(SpanTree.of(spans)).isEqualTo("""
					invoke_agent player
					  execute_tool play
					    execute_tool play
					      execute_tool play
					        execute_tool play
					""");
			assertThat(spans).extracting(SentSpan::traceId).containsOnly(spans.get(0).traceId());
		}
	}

	/**
	 * A cycle that nobody has meant ends when somebody ends it, and is one trace until
	 * then.
	 */
	@Test
	void makeOneTraceOfACycleThatIsBroken() {
		String[] properties = { "spring.ai.mcp.server.protocol=STREAMABLE", "gai.braintrust.trace.baggage.send=true" };
		try (ConfigurableApplicationContext one = McpApplications.server(Player.class, braintrust, properties);
				ConfigurableApplicationContext other = McpApplications.server(Player.class, braintrust, properties)) {
			one.getBean(Game.class).other.set(McpApplications.url(other));
			other.getBean(Game.class).other.set(McpApplications.url(one));
			other.getBean(Game.class).breaksAt = Integer.MAX_VALUE - 25;

			one.getBean(GenAiTracer.class)
				.agent("player")
				.run((agent) -> one.getBean(Game.class).play(Integer.MAX_VALUE));

			List<SentSpan> spans = braintrust.awaitSpans(26);
			assertThat(spans).hasSize(26).extracting(SentSpan::traceId).containsOnly(spans.get(0).traceId());
			assertThat(spans).filteredOn((span) -> span.isRoot()).hasSize(1);
			// Each calls once: a line, not a tree that grows.
			assertThat(spans).extracting(SentSpan::parentId).doesNotHaveDuplicates();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Player {

		@Bean
		Game game(ObjectProvider<McpSyncClient> client) {
			return new Game(client);
		}

		@Bean
		@Lazy
		McpSyncClient client(Game game) {
			McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(game.other.get()).build())
				.requestTimeout(Duration.ofSeconds(60))
				.build();
			client.initialize();
			return client;
		}

	}

	static class Game {

		final AtomicReference<String> other = new AtomicReference<>();

		volatile int breaksAt;

		private final ObjectProvider<McpSyncClient> client;

		Game(ObjectProvider<McpSyncClient> client) {
			this.client = client;
		}

		@McpTool(name = "play", description = "Plays on")
		String play(int rounds) {
			if (rounds > 0 && rounds != this.breaksAt) {
				this.client.getObject().callTool(new McpSchema.CallToolRequest("play", Map.of("rounds", rounds - 1)));
			}
			return "played";
		}

	}

}

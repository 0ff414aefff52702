package dev.gai.braintrust.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One question of a user, with all that may be in it: a session, a guardrail, a memory, a
 * search, and a tool of another application that asks a model of its own.
 */
@Tag("application")
class WholeConversationTests {

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
						McpApplications.streamable(McpApplications.url(server)), "spring.ai.model.embedding=openai",
						"spring.ai.openai.embedding.model=text-embedding-3-small"));
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@Test
	void isOneTree() throws IOException {
		models.answers("/client/v1/embeddings", ModelServer.json("""
				{"object":"list","model":"text-embedding-3-small","data":[{"object":"embedding","index":0,\
				"embedding":[0.1,0.2,0.3]}],"usage":{"prompt_tokens":5,"total_tokens":5}}"""));
		ToolCallingModel.answers(models, "/server", "Sunny", 11);
		SimpleVectorStore store = (SimpleVectorStore) client.getAutowireCapableBeanFactory()
			.initializeBean(SimpleVectorStore.builder(client.getBean(EmbeddingModel.class)).build(), "vectorStore");
		store.add(List.of(new Document("d-1", "Oslo is in Norway", Map.of("source", "atlas"))));
		SentSpan.named(braintrust.awaitSpans(2), "embeddings text-embedding-3-small");
		braintrust.forget();

		try (GenAiContext.Scope scope = GenAiContext.session("s-1").user("u-42").tag("beta").open()) {
			client.getBean(GenAiTracer.class).agent("travel").run((agent) -> {
				store.similaritySearch("Where is Oslo?");
				ToolCallingModel.question(client, models, "/client", "forecast", "{\"city\":\"Oslo\"}")
					.advisors(new SafeGuardAdvisor(List.of("bomb")),
							MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build())
					.advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "c-7"))
					.call()
					.content();
			});
		}

		List<SentSpan> spans = braintrust.awaitSpans(15);
		assertThat(SpanTree.of(spans)).isEqualTo(documented());

		assertThat(spans).extracting(SentSpan::traceId).containsOnly(spans.get(0).traceId());
		assertThat(spans).filteredOn((span) -> span.resource().get("service.name").equals("shop"))
			.hasSize(12)
			.allSatisfy((span) -> {
				assertThat(span.metadata().path("session_id").asString()).isEqualTo("s-1");
				assertThat(span.metadata().path("user_id").asString()).isEqualTo("u-42");
				assertThat(span.attribute("braintrust.tags").toString()).contains("beta");
			});
		assertThat(spans).filteredOn((span) -> span.resource().get("service.name").equals("weather"))
			.hasSize(3)
			.allSatisfy((span) -> assertThat(span.metadata().has("user_id")).as("a context stays at home").isFalse());
		SentSpan retrieval = SentSpan.named(spans, "retrieval simple");
		assertThat(retrieval.json("braintrust.input_json").asString()).isEqualTo("Where is Oslo?");
		assertThat(retrieval.json("braintrust.output_json").path(0).path("content").asString())
			.isEqualTo("Oslo is in Norway");
		assertThat(retrieval.json("braintrust.output_json").path(0).path("score").isNumber()).isTrue();
		assertThat(SentSpan.named(spans, "guardrail SafeGuardAdvisor").metadata().path("guardrail.verdict").asString())
			.isEqualTo("passed");
		assertThat(
				SentSpan.named(spans, "memory MessageChatMemoryAdvisor").metadata().path("conversation_id").asString())
			.isEqualTo("c-7");
		assertThat(models.requests().toString()).doesNotContain("u-42").doesNotContain("s-1");
	}

	/** The tree on the page about contexts. */
	private static String documented() throws IOException {
		String page = Files.readString(Path.of(System.getProperty("repository.root"), "docs", "context.md"));
		String from = "```text\n";
		return page.substring(page.indexOf(from) + from.length(), page.lastIndexOf("```"));
	}

}

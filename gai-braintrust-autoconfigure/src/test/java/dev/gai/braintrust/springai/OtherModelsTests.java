package dev.gai.braintrust.springai;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Models that do not chat, and a vector store.
 */
@Tag("application")
class OtherModelsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.openAi(braintrust, models, "spring.ai.model.embedding=openai",
				"spring.ai.openai.embedding.model=text-embedding-3-small", "spring.ai.model.image=openai");
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsASearchWithTheEmbeddingOfItsQuery() {
		models.answers("/v1/embeddings", ModelServer
			.json("""
					{"object":"list","model":"text-embedding-3-small","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2,0.3]}],
					 "usage":{"prompt_tokens":5,"total_tokens":5}}"""));
		// As a bean is made, and as every tutorial builds it.
		SimpleVectorStore store = (SimpleVectorStore) context.getAutowireCapableBeanFactory()
			.initializeBean(SimpleVectorStore.builder(context.getBean(EmbeddingModel.class)).build(), "vectorStore");
		store.add(List.of(new Document("d-1", "Bamboo grows fast", Map.of("source", "book"))));

		store.similaritySearch(SearchRequest.builder().query("What grows?").topK(3).build());

		SentSpan retrieval = braintrust.awaitSpan("retrieval simple");
		List<SentSpan> spans = braintrust.spans()
			.stream()
			.filter((span) -> span.traceId().equals(retrieval.traceId()))
			.toList();
		assertThat(SpanTree.of(spans)).isEqualTo("retrieval simple\n  embeddings text-embedding-3-small\n");
		assertThat(retrieval.type()).isEqualTo("tool");
		assertThat(retrieval.json("braintrust.input_json").asString()).isEqualTo("What grows?");
		assertThat(retrieval.json("braintrust.output_json").path(0).path("id").asString()).isEqualTo("d-1");
		assertThat(retrieval.json("braintrust.output_json").path(0).path("content").asString())
			.isEqualTo("Bamboo grows fast");
		assertThat(retrieval.metadata().path("retrieval.top_k").asInt()).isEqualTo(3);
		SentSpan embeddings = spans.stream()
			.filter((span) -> span.parentId().equals(retrieval.spanId()))
			.findFirst()
			.orElseThrow();
		assertThat(embeddings.type()).isEqualTo("llm");
		assertThat(embeddings.json("braintrust.input_json").toString())
			.isEqualTo("{\"inputs\":[{\"content\":\"What grows?\"}]}");
		assertThat(embeddings.json("braintrust.output_json").toString()).isEqualTo("{\"count\":1}");
		assertThat(embeddings.metrics().path("prompt_tokens").asInt()).isEqualTo(5);
		assertThat(embeddings.attributes()).containsEntry("gen_ai.operation.name", "embeddings");
	}

	@Test
	void sendsARequestForAnImage() {
		models.answers("/v1/images/generations",
				ModelServer.json("{\"created\":1767225600,\"data\":[{\"url\":\"https://images.example/cat.png\"}]}"));

		context.getBean(ImageModel.class)
			.call(new ImagePrompt("A cat", OpenAiImageOptions.builder().model("dall-e-3").build()));

		SentSpan image = braintrust.awaitSpan("image dall-e-3");
		assertThat(image.type()).isEqualTo("llm");
		assertThat(image.json("braintrust.input_json").toString())
			.isEqualTo("[{\"role\":\"user\",\"content\":\"A cat\"}]");
		assertThat(image.json("braintrust.output_json").toString()).contains("https://images.example/cat.png");
	}

}

package dev.gai.braintrust.content.snapshot;

import java.util.List;
import java.util.Map;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values of LangChain4j, whose methods are named as those of records are.
 */
class LibraryValuesTests {

	private static final TextSegment SEGMENT = TextSegment.from("Oslo is sunny", Metadata.from("source", "x.txt"));

	private static final Map<String, ?> TOLD = Map.of("text", "Oslo is sunny", "metadata", Map.of("source", "x.txt"));

	private final ContentSnapshots snapshots = new ContentSnapshots(JsonMapper.builder().build());

	@Test
	void sayTheirTextAndMetadata() {
		assertThat(tree(SEGMENT)).isEqualTo(TOLD);
		assertThat(tree(List.of(SEGMENT))).isEqualTo(List.of(TOLD));
		assertThat(tree(Map.of("found", SEGMENT))).isEqualTo(Map.of("found", TOLD));
		assertThat(tree(new Found(List.of(SEGMENT)))).isEqualTo(Map.of("segments", List.of(TOLD)));
		assertThat(tree(Document.from("all", Metadata.from("k", "1")))).asString().contains("text=all", "k=1");
		assertThat(tree(AiMessage.from("yes"))).asString().contains("text=yes");
		assertThat(tree(Content.from(SEGMENT))).asString().contains("Oslo is sunny", "x.txt");
	}

	@Test
	void sayOfAVectorHowLongItIs() {
		Embedding embedding = Embedding.from(new float[] { 1.5F, 2, 3 });
		EmbeddingMatch<TextSegment> match = new EmbeddingMatch<>(0.9, "id", embedding, SEGMENT);

		assertThat(tree(embedding)).isEqualTo(Map.of("dimension", 3));
		assertThat(tree(new EmbeddingSearchResult<>(List.of(match)))).isEqualTo(Map.of("matches", List
			.of(Map.of("score", 0.9, "embeddingId", "id", "embedding", Map.of("dimension", 3), "embedded", TOLD))));
		assertThat(tree(Response.from(embedding, new TokenUsage(1, 2)))).asString()
			.contains("dimension=3", "inputTokenCount=1")
			.doesNotContain("1.5");
	}

	@Test
	void areNotThoseOfTheApplication() {
		assertThat(tree(new Fluent())).isEqualTo(Map.of());
	}

	private Object tree(Object value) {
		return this.snapshots.take(value).tree();
	}

	record Found(List<TextSegment> segments) {

	}

	static class Fluent {

		private final String secret = "hidden";

		public String secret() {
			return this.secret;
		}

	}

}

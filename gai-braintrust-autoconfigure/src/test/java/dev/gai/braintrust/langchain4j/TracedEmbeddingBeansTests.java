package dev.gai.braintrust.langchain4j;

import java.util.List;

import dev.gai.braintrust.langchain4j.SomeBeans.FailingVectors;
import dev.gai.braintrust.langchain4j.SomeBeans.Vectors;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What happens to embedding models, as beans and through the listener.
 */
class TracedEmbeddingBeansTests {

	private final Traces traces = new Traces(LangChain4jResponseReaders.all().toArray(new ResponseReader<?>[0]));

	private final LangChain4jBeanPostProcessor processor = new LangChain4jBeanPostProcessor(this.traces::tracer,
			(tools) -> tools);

	@Test
	void tracesEveryWayToEmbed() {
		EmbeddingModel model = traced(new Vectors());

		model.embed("a");
		model.embed(TextSegment.from("a"));
		model.embedAll(List.of(TextSegment.from("a")));
		model.embed(EmbeddingRequest.builder().input("a").build());
		assertThat(model.dimension()).isEqualTo(1);

		assertThat(this.traces.spans()).hasSize(4).allSatisfy((span) -> {
			assertThat(span.name()).isEqualTo("embeddings");
			assertThat(span.input()).isEqualTo(List.of("a"));
			assertThat(span.record().response().embeddings()).isEqualTo(1);
			assertThat(span.record().response().usage().input()).isEqualTo(3);
		});
	}

	@Test
	void tracesEmbeddingsThatFail() {
		EmbeddingModel model = traced(new FailingVectors());

		assertThatIllegalStateException().isThrownBy(() -> model.embed("a"));

		assertThat(this.traces.only().record().error()).hasMessage("away");
	}

	@Test
	void tracesEmbeddingsOfAModelThatIsNoBeanThroughTheListener() {
		EmbeddingModel model = new Vectors().addListener(new TracingEmbeddingModelListener(this.traces.tracer()));
		EmbeddingModel failing = new FailingVectors()
			.addListener(new TracingEmbeddingModelListener(this.traces.tracer()));

		model.embed("a");
		assertThatIllegalStateException().isThrownBy(() -> failing.embed("a"));

		assertThat(this.traces.spans()).hasSize(2).extracting(EndedSpan::name).containsOnly("embeddings");
		assertThat(this.traces.spans().get(0).record().response().usage().input()).isEqualTo(3);
		assertThat(this.traces.spans().get(1).record().error()).hasMessage("away");
	}

	@Test
	void doesNotTraceEmbeddingsOfABeanWithTheListenerTwice() {
		EmbeddingModel listening = new Vectors().addListener(new TracingEmbeddingModelListener(this.traces.tracer()));
		EmbeddingModel model = traced(advisedThroughInterface(listening));

		model.embed("a");

		assertThat(this.traces.spans()).hasSize(1);
	}

	@SuppressWarnings("unchecked")
	private <T> T traced(T bean) {
		return (T) this.processor.postProcessAfterInitialization(bean, "bean");
	}

	private static EmbeddingModel advisedThroughInterface(EmbeddingModel model) {
		return (EmbeddingModel) new ProxyFactory(model).getProxy();
	}

}

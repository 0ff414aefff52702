package dev.gai.braintrust.trace;

import java.util.Map;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import io.opentelemetry.api.common.AttributeKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many numbers a vector shall have, as the requests of providers say it.
 */
class EmbeddingsRequestsTests {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final Traces traces = new Traces();

	@ParameterizedTest
	@ValueSource(strings = { "{'model':'m-1','input':'x','dimensions':256}",
			"{'model':'m-1','input':['x','y'],'dimensions':256}",
			"{'model':'m-1','texts':['x'],'input_type':'search_query','output_dimension':256}",
			"{'model':'models/m-1','content':{'parts':[{'text':'x'}]},'outputDimensionality':256}",
			"{'model':'models/m-1','content':{'parts':[{'text':'x'}]},'config':{'output_dimensionality':256}}",
			"{'requests':[{'model':'models/m-1','content':{'parts':[{'text':'x'}]},'outputDimensionality':256}]}",
			"{'model':'m-1','instances':[{'content':'x'}],'parameters':{'outputDimensionality':256}}",
			"{'modelId':'m-1','inputText':'x','dimensions':256,'normalize':true}",
			"{'modelId':'m-1','inputImage':'x','embeddingConfig':{'outputEmbeddingLength':256}}" })
	void sayTheirDimensions(String request) {
		Map<?, ?> map = mapper.readValue(request.replace('\'', '"'), Map.class);
		this.traces.tracer().embeddings("p", null).input(map).run((span) -> {
		});

		EndedSpan span = this.traces.only();
		assertThat(span.data().getAttributes().get(AttributeKey.longKey("gen_ai.embeddings.dimension.count")))
			.isEqualTo(256);
		assertThat(span.record().request().model()).isEqualTo("m-1");
		assertThat(span.input()).isEqualTo(map);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'model':'m-1','input':'x'}", "{'model':'m-1','input':'x','dimensions':'256'}",
			"{'model':'m-1','input':'x','dimensions':0}", "{'model':'m-1','input':[{'dimensions':3}]}" })
	void sayNoneWhereThereAreNone(String request) {
		this.traces.tracer().embeddings("p", "m").input(mapper.readTree(request.replace('\'', '"'))).run((span) -> {
		});

		assertThat(this.traces.only().parameter("dimensions")).isNull();
		assertThat(this.traces.only().record().request().model()).isEqualTo("m");
	}

	@Test
	void sayThemInTheArgumentsOfAMethod() {
		try (AnnotationConfigApplicationContext context = this.traces.beans(Embedder.class)) {
			context.getBean(Embedder.class).embed(Map.of("model", "m-1", "input", "x", "dimensions", 64));
			context.getBean(Embedder.class).embed("{\"dimensions\":64}", 128);
		}

		assertThat(this.traces.spans()).extracting((span) -> span.parameter("dimensions")).containsExactly(64, 128);
	}

	static class Embedder {

		@TracedLlmCall(provider = "p", operation = "embeddings")
		float[] embed(Map<String, Object> request) {
			return new float[1];
		}

		@TracedLlmCall(provider = "p", model = "m", operation = "embeddings")
		float[] embed(String text, int dimensions) {
			return new float[1];
		}

	}

}

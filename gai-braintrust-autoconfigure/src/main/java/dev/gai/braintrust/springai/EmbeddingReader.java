package dev.gai.braintrust.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.springai.http.HttpExchanges;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;

/**
 * Reads a request to a model that makes embeddings.
 */
final class EmbeddingReader implements ContextReader<EmbeddingModelObservationContext> {

	private final HttpExchanges exchanges;

	EmbeddingReader(HttpExchanges exchanges) {
		this.exchanges = exchanges;
	}

	@Override
	public Class<EmbeddingModelObservationContext> contextType() {
		return EmbeddingModelObservationContext.class;
	}

	@Override
	public SpanSpec spec(EmbeddingModelObservationContext context) {
		return ContextReader.spec(SpanType.EMBEDDINGS, "");
	}

	@Override
	public void readRequest(EmbeddingModelObservationContext context, GenAiSpan span) {
		span.provider(Providers.wellKnown(context.getOperationMetadata().provider()));
		Map<String, Object> input = new LinkedHashMap<>();
		List<String> texts = context.getRequest().getInstructions();
		input.put("inputs", texts.stream().map((text) -> Map.of("content", text)).toList());
		EmbeddingOptions options = context.getRequest().getOptions();
		if (options != null) {
			span.model(options.getModel());
			if (options.getDimensions() != null) {
				input.put("output_dimensions", options.getDimensions());
				span.requestParameter("dimensions", options.getDimensions());
			}
		}
		span.input(input);
	}

	@Override
	public void readResult(EmbeddingModelObservationContext context, ForeignSpan span) {
		this.exchanges.assign(context, span);
		span.completed(context.getResponse(), context.getError());
	}

}

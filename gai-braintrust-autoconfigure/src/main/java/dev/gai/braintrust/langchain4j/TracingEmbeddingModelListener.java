package dev.gai.braintrust.langchain4j;

import java.util.Map;
import java.util.function.Consumer;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;

/**
 * Makes a span of each call of an embedding model that is no bean and that it has been
 * given to. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TracingEmbeddingModelListener implements EmbeddingModelListener {

	private final GenAiTracer tracer;

	/**
	 * Creates a listener.
	 * @param tracer the tracer
	 */
	public TracingEmbeddingModelListener(GenAiTracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public void onRequest(EmbeddingModelRequestContext context) {
		if (!TracedAlready.take()) {
			Guard.run("A call of LangChain4j is not traced",
					() -> context.attributes()
						.put(this, LangChain4jSpans.embeddings(this.tracer, context.embeddingModel(),
								() -> context.textSegments().stream().map(TextSegment::text).toList())));
		}
	}

	@Override
	public void onResponse(EmbeddingModelResponseContext context) {
		Object response = (context.embeddingResponse() != null) ? context.embeddingResponse() : context.response();
		end(context.attributes(), (span) -> span.completed(response));
	}

	@Override
	public void onError(EmbeddingModelErrorContext context) {
		end(context.attributes(), (span) -> span.failed(context.error()));
	}

	private void end(Map<Object, Object> attributes, Consumer<ActiveSpan> ending) {
		if (attributes.remove(this) instanceof ActiveSpan span) {
			ending.accept(span);
		}
	}

}

package dev.gai.braintrust.springai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.springai.response.ReportedText;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.observation.VectorStoreObservationContext;

/**
 * Reads a search in a vector store. What is added to it or deleted is no retrieval.
 */
final class RetrievalReader implements ContextReader<VectorStoreObservationContext> {

	@Override
	public Class<VectorStoreObservationContext> contextType() {
		return VectorStoreObservationContext.class;
	}

	@Override
	public @Nullable SpanSpec spec(VectorStoreObservationContext context) {
		boolean query = VectorStoreObservationContext.Operation.QUERY.value().equals(context.getOperationName());
		return query ? ContextReader.spec(SpanType.RETRIEVAL, context.getDatabaseSystem()) : null;
	}

	@Override
	public void readRequest(VectorStoreObservationContext context, GenAiSpan span) {
		span.metadata("retrieval.collection", ReportedText.orNull(context.getCollectionName()));
		span.metadata("retrieval.namespace", ReportedText.orNull(context.getNamespace()));
		SearchRequest request = context.getQueryRequest();
		if (request != null) {
			span.input(request.getQuery());
			span.metadata("retrieval.top_k", request.getTopK());
			span.metadata("retrieval.similarity_threshold", request.getSimilarityThreshold());
			if (request.hasFilterExpression()) {
				span.metadata("retrieval.filter", String.valueOf(request.getFilterExpression()));
			}
		}
	}

	@Override
	public void readResult(VectorStoreObservationContext context, ForeignSpan span) {
		List<Document> found = context.getQueryResponse();
		span.completed((found != null) ? found.stream().map(RetrievalReader::document).toList() : null,
				context.getError());
	}

	private static Map<String, Object> document(Document document) {
		Map<String, Object> shaped = new LinkedHashMap<>();
		shaped.put("id", document.getId());
		if (document.getScore() != null) {
			shaped.put("score", document.getScore());
		}
		Object content = (document.getMedia() != null)
				? MediaParts.content(document.getText(), List.of(document.getMedia())) : document.getText();
		shaped.put("content", (content != null) ? content : "");
		shaped.put("metadata", document.getMetadata());
		return shaped;
	}

}

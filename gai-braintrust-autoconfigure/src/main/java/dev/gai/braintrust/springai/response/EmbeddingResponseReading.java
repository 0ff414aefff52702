package dev.gai.braintrust.springai.response;

import java.util.List;

import dev.gai.braintrust.response.LlmResponse;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Counts the vectors of an embedding response, which are never kept.
 */
final class EmbeddingResponseReading {

	private EmbeddingResponseReading() {
	}

	static LlmResponse read(List<EmbeddingResponse> responses) {
		EmbeddingResponse response = responses.get(responses.size() - 1);
		LlmResponse.Builder read = LlmResponse.builder().embeddings(response.getResults().size());
		if (response.getMetadata() != null) {
			read.model(ReportedText.orNull(response.getMetadata().getModel()))
				.usage(ReportedUsage.ofEmbeddings(response.getMetadata().getUsage()));
		}
		return read.build();
	}

}

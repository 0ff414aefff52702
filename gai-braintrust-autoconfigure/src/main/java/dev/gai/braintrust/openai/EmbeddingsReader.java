package dev.gai.braintrust.openai;

import java.util.List;

import com.openai.models.embeddings.CreateEmbeddingResponse;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Counts the vectors of an embedding response. They are not copied: there may be millions
 * of numbers.
 */
final class EmbeddingsReader implements ResponseReader<CreateEmbeddingResponse> {

	@Override
	public Class<CreateEmbeddingResponse> responseType() {
		return CreateEmbeddingResponse.class;
	}

	@Override
	public LlmResponse read(CreateEmbeddingResponse response) {
		return LlmResponse.builder()
			.model(response._model().asString().orElse(null))
			.embeddings(response._data().asKnown().map(List::size).orElse(null))
			.usage(usage(response))
			.build();
	}

	private static @Nullable Usage usage(CreateEmbeddingResponse response) {
		return response._usage()
			.asKnown()
			.flatMap((usage) -> usage._promptTokens().asKnown().or(() -> usage._totalTokens().asKnown()))
			.map((input) -> Usage.builder().input(input).build())
			.orElse(null);
	}

}

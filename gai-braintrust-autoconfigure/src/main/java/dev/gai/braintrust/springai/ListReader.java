package dev.gai.braintrust.springai;

import java.util.List;
import java.util.function.Function;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import org.jspecify.annotations.Nullable;

/**
 * A reader to which a single result is a stream of one element.
 *
 * @param <T> type of the results
 * @param responseType type of the results
 * @param reading reads all elements together
 */
record ListReader<T>(Class<T> responseType,
		Function<List<T>, @Nullable LlmResponse> reading) implements ResponseReader<T> {

	@Override
	public @Nullable LlmResponse read(T response) {
		return readAll(List.of(response));
	}

	@Override
	public @Nullable LlmResponse readAll(List<T> chunks) {
		return this.reading.apply(chunks);
	}

}

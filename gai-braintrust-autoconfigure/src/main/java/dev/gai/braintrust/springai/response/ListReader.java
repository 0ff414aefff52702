package dev.gai.braintrust.springai.response;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReader;
import org.jspecify.annotations.Nullable;

/**
 * A reader to which a single result is a stream of one element.
 *
 * @param <T> type of the results
 * @param responseType type of the results
 * @param reading reads all elements together
 * @param content tells whether an element bears content
 */
record ListReader<T>(Class<T> responseType, Function<List<T>, @Nullable LlmResponse> reading,
		Predicate<T> content) implements ResponseReader<T> {

	@Override
	public @Nullable LlmResponse read(T response) {
		return readAll(List.of(response));
	}

	@Override
	public @Nullable LlmResponse readAll(List<T> chunks) {
		return this.reading.apply(chunks);
	}

	@Override
	public boolean bearsContent(T chunk) {
		return this.content.test(chunk);
	}

}

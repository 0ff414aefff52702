package dev.gai.braintrust.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.anthropic.core.JsonValue;
import dev.gai.braintrust.trace.LlmResponse;
import dev.gai.braintrust.trace.ResponseReader;
import dev.gai.braintrust.trace.ResponseReaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads a type of the library as the JSON that it stands for. The JSON keeps what the
 * type has no getter for, and does not fail where a server that imitates the provider
 * left out what the type demands.
 *
 * @param <T> type of the results
 * @param responseType type of the results
 * @param source finds what is to be read in a result, {@code null} if there is nothing
 */
record SdkReader<T>(Class<T> responseType, Function<T, @Nullable Object> source) implements ResponseReader<T> {

	@Override
	public @Nullable LlmResponse read(T response) {
		return readAll(List.of(response));
	}

	@Override
	public @Nullable LlmResponse readAll(List<T> chunks) {
		List<Map<?, ?>> documents = new ArrayList<>();
		for (T chunk : chunks) {
			Object relevant = this.source.apply(chunk);
			Map<?, ?> document = (relevant != null) ? JsonValue.from(relevant).convert(Map.class) : null;
			if (document != null) {
				documents.add(document);
			}
		}
		return documents.isEmpty() ? null : ResponseReaders.readJson(documents);
	}

}

package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonContent;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a type of a provider's library as the JSON that it stands for. The JSON keeps
 * what the type has no getter for, and does not fail where a server that imitates the
 * provider left out what the type demands. Thread-safe when the conversion is.
 *
 * @param <T> type of the results
 * @param responseType type of the results
 * @param document makes the JSON of a result, {@code null} if it says nothing
 * @since 0.1.0
 */
@Internal
public record ConvertedResponseReader<T>(Class<T> responseType,
		Function<T, @Nullable Map<?, ?>> document) implements ResponseReader<T> {

	@Override
	public @Nullable LlmResponse read(T response) {
		return readAll(List.of(response));
	}

	@Override
	public @Nullable LlmResponse readAll(List<T> chunks) {
		List<Map<?, ?>> documents = new ArrayList<>();
		for (T chunk : chunks) {
			Map<?, ?> document = this.document.apply(chunk);
			if (document != null) {
				documents.add(document);
			}
		}
		return documents.isEmpty() ? null : ResponseReaders.readJson(documents);
	}

	@Override
	public boolean bearsContent(T chunk) {
		Map<?, ?> document = this.document.apply(chunk);
		return document != null && JsonContent.isIn(JsonValue.of(document));
	}

}

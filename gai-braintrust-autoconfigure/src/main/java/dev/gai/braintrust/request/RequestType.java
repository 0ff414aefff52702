package dev.gai.braintrust.request;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A type of a library that stands for a request to a model, or for a message of one.
 *
 * @param <T> the type
 * @param type the type
 * @param document makes the JSON that a value stands for: maps, lists and plain values
 * @since 0.1.0
 */
public record RequestType<T>(Class<T> type, Function<T, @Nullable Object> document) {

	@Nullable Object documentOf(Object value) {
		return this.document.apply(this.type.cast(value));
	}

}

package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * Reads model, usage, output and finish reason out of what a traced call returned. Beans
 * of this type are asked before the built-in readers, in their order; the first one that
 * returns a response is taken.
 * <p>
 * Readers run on the thread on which the call ends. They must be thread-safe and quick,
 * and must not consume the response. An exception is logged once and treated as "not
 * read".
 *
 * @param <T> type of the results that are read
 * @since 0.1.0
 */
@PublicApi
public interface ResponseReader<T> {

	/**
	 * Type of the results that this reader understands; subtypes are included.
	 * @return the type
	 */
	Class<T> responseType();

	/**
	 * Reads one result.
	 * @param response the result
	 * @return what it says, or {@code null} if it is not a model's response
	 */
	@Nullable LlmResponse read(T response);

	/**
	 * Reads the elements of a stream of results, in the order of their arrival.
	 * @param chunks the elements, at least one
	 * @return what they say together, or {@code null} if they are not a model's response;
	 * by default what the last one says
	 */
	default @Nullable LlmResponse readAll(List<T> chunks) {
		return read(chunks.get(chunks.size() - 1));
	}

	/**
	 * Whether an element of a stream bears content: text, thoughts or the call of a tool.
	 * The first one that does is the first token. Elements that say only who speaks or
	 * that a message begins do not.
	 * @param chunk the element
	 * @return whether it does; by default every element
	 */
	default boolean bearsContent(T chunk) {
		return true;
	}

}

package dev.gai.braintrust.openai;

import java.util.List;

import dev.gai.braintrust.request.RequestType;
import dev.gai.braintrust.response.ResponseReader;

/**
 * What is known of the types of {@code openai-java}. Loading this class needs
 * {@code openai-java-core} on the class path.
 *
 * @since 0.1.0
 */
public final class OpenAiTypes {

	private OpenAiTypes() {
	}

	/**
	 * The types that stand for requests. Immutable and thread-safe.
	 * @return the types
	 */
	public static List<RequestType<?>> requests() {
		return OpenAiRequestTypes.all();
	}

	/**
	 * The readers of what it returns. Immutable and thread-safe.
	 * @return the readers
	 */
	public static List<ResponseReader<?>> responses() {
		return OpenAiResponseReaders.all();
	}

}

package dev.gai.braintrust.langchain4j;

import java.util.List;

import dev.gai.braintrust.request.RequestType;
import dev.gai.braintrust.response.ResponseReader;

/**
 * What is known of the types of LangChain4j. Loading this class needs {@code langchain4j}
 * on the class path.
 *
 * @since 0.1.0
 */
public final class LangChain4jTypes {

	private LangChain4jTypes() {
	}

	/**
	 * The types that stand for requests. Immutable and thread-safe.
	 * @return the types
	 */
	public static List<RequestType<?>> requests() {
		return LangChain4jRequestTypes.all();
	}

	/**
	 * The readers of what it returns. Immutable and thread-safe.
	 * @return the readers
	 */
	public static List<ResponseReader<?>> responses() {
		return LangChain4jResponseReaders.all();
	}

}

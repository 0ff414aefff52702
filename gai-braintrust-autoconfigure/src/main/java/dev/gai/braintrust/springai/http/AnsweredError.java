package dev.gai.braintrust.springai.http;

import java.util.List;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.ending.ErrorJson;
import dev.gai.braintrust.response.usage.JsonText;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an answer with a successful status whether it is an error. Spring AI takes
 * it for an answer without words, or fails at what it lacks.
 */
final class AnsweredError {

	/** Ends one of the words that each error has, and is escaped within an answer. */
	private static final String WORD = "error\"";

	/** What is longer has an answer. */
	private static final int MAX_LENGTH = 512 * 1024;

	private AnsweredError() {
	}

	/**
	 * Reads the error of a whole answer or of an event. Few are parsed.
	 * @param json what was answered
	 * @return the error, {@code null} if it is none
	 */
	static @Nullable AnsweredErrorException of(String json) {
		return (json.length() <= MAX_LENGTH && json.contains(WORD)) ? in(json) : null;
	}

	private static @Nullable AnsweredErrorException in(String json) {
		List<Object> documents = JsonText.documents(json);
		return documents.isEmpty() ? null : ErrorJson.in(JsonValue.all(documents));
	}

}

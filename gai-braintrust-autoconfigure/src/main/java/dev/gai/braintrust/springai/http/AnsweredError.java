package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.util.List;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.response.ending.ErrorJson;
import dev.gai.braintrust.response.usage.JsonText;
import dev.gai.braintrust.response.usage.JsonValue;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an answer with a successful status whether it is an error. Spring AI takes
 * it for an answer without words, or fails at what it lacks.
 */
final class AnsweredError {

	/** Ends one of the words that each error has, and is escaped within an answer. */
	private static final String WORD = "error\"";

	private static final ByteString MARK = ByteString.encodeUtf8(WORD);

	/** What is longer has an answer. */
	private static final int MAX_LENGTH = 512 * 1024;

	private AnsweredError() {
	}

	/**
	 * Reads the error of a whole answer. Few are looked at more than once.
	 * @param body the answer
	 * @return the error, {@code null} if it is none
	 */
	static @Nullable AnsweredErrorException of(Buffer body) throws IOException {
		return (body.size() <= MAX_LENGTH && body.indexOf(MARK) >= 0) ? in(body.snapshot().utf8()) : null;
	}

	/**
	 * Reads the error of an event.
	 * @param data JSON
	 * @return the error, {@code null} if it is none
	 */
	static @Nullable AnsweredErrorException ofEvent(String data) {
		return (data.length() <= MAX_LENGTH && data.contains(WORD)) ? in(data) : null;
	}

	private static @Nullable AnsweredErrorException in(String json) {
		List<Object> documents = JsonText.documents(json);
		return documents.isEmpty() ? null : ErrorJson.in(JsonValue.all(documents));
	}

}

package dev.gai.braintrust.response.ending;

import java.util.List;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Errors of providers in answers that are text: JSON, or lines of server-sent events.
 *
 * @since 0.1.0
 */
@Internal
public final class ErrorText {

	/** A longer text is an answer. */
	private static final int MAX_LENGTH = 16_384;

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private ErrorText() {
	}

	/**
	 * The error that a text is.
	 * @param text the text
	 * @return the error, {@code null} if it is anything else
	 */
	public static @Nullable AnsweredErrorException in(CharSequence text) {
		int start = start(text);
		if (start < 0 || text.length() > MAX_LENGTH) {
			return null;
		}
		String json = text.subSequence(start, text.length()).toString().strip();
		if (!json.endsWith("}") || !json.contains("\"error\"")) {
			return null;
		}
		try {
			return ErrorJson.in(List.of(JsonValue.of(mapper.readTree(json))));
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Where JSON begins that is all there is, or the data of an event.
	 */
	private static int start(CharSequence text) {
		int position = skipSpace(text, 0);
		if (startsWith(text, position, "event:")) {
			while (position < text.length() && text.charAt(position) != '\n') {
				position++;
			}
			position = skipSpace(text, position);
		}
		if (startsWith(text, position, "data:")) {
			position = skipSpace(text, position + "data:".length());
		}
		return (position < text.length() && text.charAt(position) == '{') ? position : -1;
	}

	private static int skipSpace(CharSequence text, int from) {
		int position = from;
		while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
			position++;
		}
		return position;
	}

	private static boolean startsWith(CharSequence text, int position, String start) {
		return text.length() - position >= start.length()
				&& start.contentEquals(text.subSequence(position, position + start.length()));
	}

}

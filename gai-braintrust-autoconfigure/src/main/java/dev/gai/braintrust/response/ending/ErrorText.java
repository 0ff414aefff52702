package dev.gai.braintrust.response.ending;

import java.util.List;

import dev.gai.braintrust.error.AnsweredErrorException;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.response.usage.JsonText;
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

	/** One of these stands in each error. */
	private static final List<String> TELLING = List.of("\"error", "\"__type\"", "\"detail\"", "\"statusCode\"",
			"\"status_code\"", "\"StatusCode\"", "\"blockReason\"", "\"base_resp\"", "Exception\"", "\"param\"",
			"\"insufficient_system_resource\"", "\"network_error\"", "\"abort\"", "\"timeout\"", "\"TIMEOUT\"",
			"\"ERROR\"", "\"incomplete\"", "\"cancelled\"", "\"expired\"", "\"request_id\"");

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private ErrorText() {
	}

	/**
	 * Whether a text may be an error, so that it is worth parsing.
	 * @param text the text
	 * @return whether it is JSON, or events, and says one of the words that errors have
	 */
	public static boolean isLikely(CharSequence text) {
		if (text.length() > MAX_LENGTH || !JsonText.isLikely(text)) {
			return false;
		}
		String json = text.toString();
		return TELLING.stream().anyMatch(json::contains) || PlatformErrors.areLikelyIn(json);
	}

	/**
	 * The error that a text is, which may be one event whose data has several lines.
	 * @param text a text that is likely to be an error
	 * @return the error, {@code null} if it is anything else
	 */
	public static @Nullable AnsweredErrorException in(CharSequence text) {
		int start = start(text);
		if (start < 0) {
			return null;
		}
		try {
			return ErrorJson
				.in(List.of(JsonValue.of(mapper.readTree(text.subSequence(start, text.length()).toString().strip()))));
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

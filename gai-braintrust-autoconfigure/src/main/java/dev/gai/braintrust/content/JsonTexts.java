package dev.gai.braintrust.content;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts texts that are JSON, as most answers of tools are, so that they stay JSON. Each is
 * looked at once, however often it is cut. Used by one thread.
 */
final class JsonTexts {

	/** The text of a longer one loses its end. */
	private static final int LONGEST = 16 * 1024 * 1024;

	private final Map<String, Optional<JsonTextCut>> known = new IdentityHashMap<>();

	/**
	 * Cuts a text.
	 * @param text the text
	 * @param max how many characters are kept
	 * @return JSON, {@code null} if the text is none, or there is too little room
	 */
	@Nullable String cut(String text, int max) {
		JsonTextCut cut = this.known.computeIfAbsent(text, JsonTexts::of).orElse(null);
		return (cut != null) ? cut.cut(max) : null;
	}

	private static Optional<JsonTextCut> of(String text) {
		int start = start(text);
		int end = end(text);
		boolean likely = end - start > 1 && text.length() <= LONGEST
				&& isPair(text.charAt(start), text.charAt(end - 1));
		return (likely && isJson(text)) ? Optional.of(new JsonTextCut(text, start, end)) : Optional.empty();
	}

	private static boolean isPair(char first, char last) {
		return (first == '{' && last == '}') || (first == '[' && last == ']');
	}

	private static int start(String text) {
		int start = 0;
		while (start < text.length() && text.charAt(start) <= ' ') {
			start++;
		}
		return start;
	}

	private static int end(String text) {
		int end = text.length();
		while (end > 0 && text.charAt(end - 1) <= ' ') {
			end--;
		}
		return end;
	}

	/** Lines of JSON, of which each is a document, are none together. */
	private static boolean isJson(String text) {
		try (JsonParser parser = JsonMapper.shared().createParser(text)) {
			parser.nextToken();
			parser.skipChildren();
			return parser.nextToken() == null;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}

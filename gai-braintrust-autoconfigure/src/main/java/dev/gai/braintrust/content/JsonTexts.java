package dev.gai.braintrust.content;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts texts that are JSON, as most answers of tools are, or lines of JSON, so that they
 * stay that. Each is looked at once, however often it is cut. Used by one thread.
 */
final class JsonTexts {

	/** The text of a longer one loses its end. */
	private static final int LONGEST = 16 * 1024 * 1024;

	/** Of more, the first stay, as of any text. */
	private static final int MOST_LINES = 100_000;

	private final Map<String, Optional<IntFunction<@Nullable String>>> known = new IdentityHashMap<>();

	/**
	 * Cuts a text.
	 * @param text the text
	 * @param max how many characters are kept
	 * @return JSON, or lines of JSON, {@code null} if the text is neither, or there is
	 * too little room
	 */
	@Nullable String cut(String text, int max) {
		IntFunction<@Nullable String> cut = this.known.computeIfAbsent(text, JsonTexts::of).orElse(null);
		return (cut != null) ? cut.apply(max) : null;
	}

	private static Optional<IntFunction<@Nullable String>> of(String text) {
		int start = start(text, 0, text.length());
		int end = end(text, start, text.length());
		if (text.length() > LONGEST || !isPair(text, start, end)) {
			return Optional.empty();
		}
		if (isJson(text)) {
			return Optional.of(new JsonTextCut(text, start, end)::cut);
		}
		List<JsonLinesCut.Line> lines = lines(text);
		return (lines.size() > 1) ? Optional.of(new JsonLinesCut(text, lines)::cut) : Optional.empty();
	}

	/**
	 * The lines of a text.
	 * @return none if one of them is no JSON
	 */
	private static List<JsonLinesCut.Line> lines(String text) {
		List<JsonLinesCut.Line> lines = new ArrayList<>();
		int from = 0;
		while (from < text.length()) {
			int next = text.indexOf('\n', from);
			int lineEnd = (next < 0) ? text.length() : next;
			int start = start(text, from, lineEnd);
			int end = end(text, start, lineEnd);
			from = lineEnd + 1;
			if (start == end) {
				continue;
			}
			if (lines.size() == MOST_LINES || !isPair(text, start, end) || !isJson(text.substring(start, end))) {
				return List.of();
			}
			lines.add(new JsonLinesCut.Line(start, end));
		}
		return lines;
	}

	private static boolean isPair(String text, int start, int end) {
		if (end - start < 2) {
			return false;
		}
		char first = text.charAt(start);
		char last = text.charAt(end - 1);
		return (first == '{' && last == '}') || (first == '[' && last == ']');
	}

	private static int start(String text, int from, int to) {
		int start = from;
		while (start < to && text.charAt(start) <= ' ') {
			start++;
		}
		return start;
	}

	private static int end(String text, int from, int to) {
		int end = to;
		while (end > from && text.charAt(end - 1) <= ' ') {
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

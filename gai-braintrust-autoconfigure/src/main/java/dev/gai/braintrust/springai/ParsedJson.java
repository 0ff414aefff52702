package dev.gai.braintrust.springai;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Text that may be JSON.
 */
final class ParsedJson {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private ParsedJson() {
	}

	/**
	 * Parses an object or a list; any other text stays what it is.
	 * @param text the text
	 * @return maps, lists and values, or the text
	 */
	static @Nullable Object parse(@Nullable String text) {
		String start = (text != null) ? text.stripLeading() : "";
		if (!start.startsWith("{") && !start.startsWith("[") && !start.startsWith("\"")) {
			return text;
		}
		try {
			return mapper.readValue(start, Object.class);
		}
		catch (JacksonException ex) {
			return text;
		}
	}

}

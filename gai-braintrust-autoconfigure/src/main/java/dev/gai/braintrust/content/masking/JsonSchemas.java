package dev.gai.braintrust.content.masking;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.content.masking.text.Characters;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a tool's parameter looks like from what it is: a parameter called
 * {@code password} is described, not given away.
 *
 * @since 0.1.0
 */
public final class JsonSchemas {

	private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "object", "array",
			"null");

	private static final List<String> KEYWORDS = List.of("type", "$ref", "description", "anyof", "oneof", "allof",
			"enum", "format", "title");

	private JsonSchemas() {
	}

	/**
	 * Whether a value describes values.
	 * @param value any part of a tree
	 * @return whether it is a schema for JSON
	 */
	public static boolean isSchema(@Nullable Object value) {
		if (!(value instanceof Map<?, ?> map)) {
			return false;
		}
		Object type = map.get("type");
		return (type instanceof String name && TYPES.contains(name)) || type instanceof List<?>
				|| map.get("$ref") instanceof String || map.get("anyOf") instanceof List<?>;
	}

	/**
	 * Whether a schema begins at a bracket.
	 */
	static boolean isSchemaAt(CharSequence text, int open) {
		int i = Characters.skipSpaces(text, open + 1);
		i += Characters.countBackslashes(text, i);
		if (Characters.at(text, open) != '{' || Characters.at(text, i) != '"') {
			return false;
		}
		for (String keyword : KEYWORDS) {
			int end = i + 1 + keyword.length();
			if (Characters.startsWith(text, i + 1, keyword) && "\"\\".indexOf(Characters.at(text, end)) >= 0) {
				return true;
			}
		}
		return false;
	}

}

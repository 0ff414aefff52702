package dev.gai.braintrust.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads plain trees. What is absent, or of another kind than asked for, is {@code null}
 * or empty.
 */
final class Plain {

	private Plain() {
	}

	static Map<?, ?> map(@Nullable Object tree) {
		return (tree instanceof Map<?, ?> map) ? map : Map.of();
	}

	static List<?> list(@Nullable Object tree) {
		return (tree instanceof List<?> list) ? list : List.of();
	}

	static @Nullable String text(@Nullable Object tree) {
		return (tree instanceof String text) ? text : null;
	}

	/**
	 * The first of some values that is there.
	 * @param map the values
	 * @param names their names
	 * @return the value, {@code null} if none is there
	 */
	static @Nullable Object first(Map<?, ?> map, String... names) {
		for (String name : names) {
			Object value = map.get(name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	/**
	 * A tree as JSON text; text stays as it is.
	 * @param tree the tree
	 * @return the text
	 */
	static String json(@Nullable Object tree) {
		if (tree instanceof String text) {
			return text;
		}
		try {
			return (tree != null) ? JsonMapper.shared().writeValueAsString(tree) : "";
		}
		catch (JacksonException ex) {
			return "";
		}
	}

	static Map<String, Object> object(Object... namesAndValues) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			object.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return object;
	}

}

package dev.gai.braintrust.content;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Keeps both values when two keys become the same text.
 */
final class UniqueKeys {

	private UniqueKeys() {
	}

	static void put(Map<String, @Nullable Object> map, String key, @Nullable Object value) {
		String unique = key;
		// Counting from the size finds a free key at once, however many are alike.
		for (int n = map.size() + 1; map.containsKey(unique); n++) {
			unique = key + " (" + n + ")";
		}
		map.put(unique, value);
	}

}

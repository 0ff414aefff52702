package dev.gai.braintrust.content.snapshot;

import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps both values when two keys become the same text.
 *
 * @since 0.1.0
 */
@Internal
public final class UniqueKeys {

	private UniqueKeys() {
	}

	/**
	 * Puts a value under its key, or under one like it that is free.
	 * @param map the map
	 * @param key the key
	 * @param value the value
	 */
	public static void put(Map<String, @Nullable Object> map, String key, @Nullable Object value) {
		String unique = key;
		// Counting from the size finds a free key at once, however many are alike.
		for (int n = map.size() + 1; map.containsKey(unique); n++) {
			unique = key + " (" + n + ")";
		}
		map.put(unique, value);
	}

}

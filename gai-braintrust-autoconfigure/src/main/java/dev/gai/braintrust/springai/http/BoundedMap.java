package dev.gai.braintrust.springai.http;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A map that forgets the oldest entries. Thread-safe.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
final class BoundedMap<K, V> {

	private final Map<K, V> entries;

	BoundedMap(int maxEntries) {
		this.entries = new LinkedHashMap<>() {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
				return size() > maxEntries;
			}

		};
	}

	synchronized void put(K key, V value) {
		this.entries.put(key, value);
	}

	synchronized @Nullable V remove(K key) {
		return this.entries.remove(key);
	}

	synchronized int size() {
		return this.entries.size();
	}

}

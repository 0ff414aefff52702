package dev.gai.braintrust.guard;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A map that forgets the oldest entries. Thread-safe.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 * @since 0.1.0
 */
public final class BoundedMap<K, V> {

	private final Map<K, V> entries;

	/**
	 * Creates an empty map.
	 * @param maxEntries how many entries it remembers
	 */
	public BoundedMap(int maxEntries) {
		this.entries = new LinkedHashMap<>() {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
				return size() > maxEntries;
			}

		};
	}

	/**
	 * Adds an entry, in place of the oldest one where there is no room.
	 * @param key the key
	 * @param value its value
	 */
	public synchronized void put(K key, V value) {
		this.entries.put(key, value);
	}

	/**
	 * Looks an entry up.
	 * @param key the key
	 * @return its value, {@code null} if there is none
	 */
	public synchronized @Nullable V get(K key) {
		return this.entries.get(key);
	}

	/**
	 * Takes an entry out.
	 * @param key the key
	 * @return its value, {@code null} if there is none
	 */
	public synchronized @Nullable V remove(K key) {
		return this.entries.remove(key);
	}

	/**
	 * {@return the number of entries}
	 */
	public synchronized int size() {
		return this.entries.size();
	}

}

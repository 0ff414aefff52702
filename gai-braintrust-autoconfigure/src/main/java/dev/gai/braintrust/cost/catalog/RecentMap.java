package dev.gai.braintrust.cost.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Remembers what was found for the keys that are asked for, of which a flood may come
 * from outside. Two generations take turns, so that new keys push out what is not asked
 * for and leave what is. No caller waits for another. Thread-safe.
 *
 * @param <K> type of the keys
 * @param <V> type of what is remembered
 */
final class RecentMap<K, V> {

	private final int half;

	private final AtomicReference<Generations<K, V>> generations = new AtomicReference<>(
			new Generations<>(new ConcurrentHashMap<>(), new AtomicInteger(), Map.of()));

	/**
	 * Creates an empty map.
	 * @param max how many keys it remembers at most
	 */
	RecentMap(int max) {
		this.half = Math.max(1, max / 2);
	}

	/**
	 * The value of a key.
	 * @param key the key
	 * @param search finds the value where it is not remembered; may be asked more than
	 * once for the same key
	 * @return the value
	 */
	V get(K key, Function<K, V> search) {
		Generations<K, V> current = this.generations.get();
		V value = current.young().get(key);
		if (value == null) {
			value = current.old().get(key);
			if (value == null) {
				value = search.apply(key);
			}
			remember(key, value);
		}
		return value;
	}

	/**
	 * Number of entries; one that has just become young again counts twice.
	 * @return the number
	 */
	int size() {
		Generations<K, V> current = this.generations.get();
		return current.young().size() + current.old().size();
	}

	private void remember(K key, V value) {
		while (true) {
			Generations<K, V> current = this.generations.get();
			if (current.puts().incrementAndGet() <= this.half) {
				current.young().put(key, value);
				return;
			}
			this.generations.compareAndSet(current,
					new Generations<>(new ConcurrentHashMap<>(), new AtomicInteger(), current.young()));
		}
	}

	private record Generations<K, V>(Map<K, V> young, AtomicInteger puts, Map<K, V> old) {

	}

}

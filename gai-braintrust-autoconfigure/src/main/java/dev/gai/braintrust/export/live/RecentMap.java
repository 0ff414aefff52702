package dev.gai.braintrust.export.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the entries that came last, in two halves. When the younger one is full, the
 * older one is forgotten as a whole, but for what is still in use: to look an old entry
 * up, only to remove it, would cost as much as everything else that is done with it,
 * since no cache of the processor holds it any more. Thread-safe; nobody waits.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
final class RecentMap<K, V> {

	private final int maxEntries;

	private final Predicate<V> inUse;

	private final Consumer<V> forgotten;

	private final AtomicBoolean forgetting = new AtomicBoolean();

	private volatile Halves<K, V> halves = new Halves<>(new Half<>(16), new Half<>(16));

	/**
	 * Creates an empty map.
	 * @param maxEntries how many entries it remembers at most, and half as many at least
	 * @param inUse whether a value is kept though it is old
	 * @param forgotten told of each value that is not
	 */
	RecentMap(int maxEntries, Predicate<V> inUse, Consumer<V> forgotten) {
		this.maxEntries = maxEntries;
		this.inUse = inUse;
		this.forgotten = forgotten;
	}

	@Nullable V get(K key) {
		Halves<K, V> current = this.halves;
		V value = current.young.entries.get(key);
		return (value != null) ? value : current.old.entries.get(key);
	}

	void put(K key, V value) {
		Half<K, V> young = this.halves.young;
		if (young.entries.put(key, value) == null) {
			young.size.incrementAndGet();
			forgetOldest();
		}
	}

	/**
	 * Adds an entry, unless there is one that is preferred. Of two threads that add the
	 * same key at the moment at which old entries are forgotten, each may have its own.
	 * @param key the key
	 * @param value the value
	 * @param preferred chooses between what is there and the value, and may be asked
	 * twice
	 * @return what is there now
	 */
	V merge(K key, V value, BinaryOperator<V> preferred) {
		Halves<K, V> current = this.halves;
		V before = current.old.entries.get(key);
		if (before != null && preferred.apply(before, value) == before) {
			return before;
		}
		V now = current.young.entries.merge(key, value, preferred);
		if (now == value) {
			current.young.size.incrementAndGet();
			forgetOldest();
		}
		return now;
	}

	/**
	 * Everything that is remembered.
	 * @return the values, in no order
	 */
	Stream<V> values() {
		Halves<K, V> current = this.halves;
		return Stream.of(current.young, current.old).flatMap((half) -> half.entries.values().stream());
	}

	int size() {
		return (int) values().count();
	}

	private void forgetOldest() {
		if (!isFull() || !this.forgetting.compareAndSet(false, true)) {
			return;
		}
		try {
			if (isFull()) {
				Halves<K, V> current = this.halves;
				Half<K, V> young = current.young;
				// What is in use is in both for a moment, so that it can always be found.
				current.old.entries.forEach((key, value) -> carryOver(key, value, young));
				this.halves = new Halves<>(new Half<>(this.maxEntries / 2), young);
			}
		}
		finally {
			this.forgetting.set(false);
		}
	}

	private boolean isFull() {
		Halves<K, V> current = this.halves;
		int young = current.young.size.get();
		return young >= this.maxEntries / 2 || young + current.old.size.get() >= this.maxEntries;
	}

	private void carryOver(K key, V value, Half<K, V> young) {
		if (!this.inUse.test(value)) {
			this.forgotten.accept(value);
		}
		else if (young.entries.putIfAbsent(key, value) == null) {
			young.size.incrementAndGet();
		}
	}

	private record Halves<K, V>(Half<K, V> young, Half<K, V> old) {
	}

	/** Entries and their number, which the map itself would have to add up. */
	private record Half<K, V>(Map<K, V> entries, AtomicInteger size) {

		Half(int expected) {
			this(new ConcurrentHashMap<>(expected), new AtomicInteger());
		}

	}

}

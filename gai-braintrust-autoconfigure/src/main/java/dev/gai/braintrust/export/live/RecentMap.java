package dev.gai.braintrust.export.live;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the values that came last, in two halves. When the younger one is full, the
 * older one is forgotten as a whole, but for what is still in use: to look an old value
 * up, only to remove it, would cost as much as everything else that is done with it,
 * since no cache of the processor holds it any more. Thread-safe; nobody waits.
 *
 * @param <K> type of the keys
 * @param <V> type of the values, which know their keys
 */
final class RecentMap<K, V> {

	private final int maxValues;

	private final Function<V, K> keys;

	private final Predicate<V> inUse;

	private final Consumer<V> forgotten;

	private final @Nullable BiConsumer<V, AtomicInteger> counting;

	private final AtomicBoolean forgetting = new AtomicBoolean();

	private volatile Halves<K, V> halves;

	/**
	 * Creates an empty map.
	 * @param maxValues how many values it remembers at most, and half as many at least
	 * @param keys tells the key of a value
	 * @param inUse whether a value is kept though it is old
	 * @param forgotten told of each value that is not
	 */
	RecentMap(int maxValues, Function<V, K> keys, Predicate<V> inUse, Consumer<V> forgotten) {
		this(maxValues, keys, inUse, forgotten, null);
	}

	/**
	 * Creates an empty map of values that know when they are no longer in use. The older
	 * half is forgotten without a look at it if none of it is: that would be a look at
	 * ten thousand objects which no cache holds, on a thread of the application.
	 * @param maxValues how many values it remembers at most, and half as many at least
	 * @param keys tells the key of a value
	 * @param inUse whether a value is kept though it is old
	 * @param forgotten told of each value in use that is not
	 * @param counting has a value count itself, for as long as it is in use, there and no
	 * longer where it did before; {@code null} if values cannot
	 */
	RecentMap(int maxValues, Function<V, K> keys, Predicate<V> inUse, Consumer<V> forgotten,
			@Nullable BiConsumer<V, AtomicInteger> counting) {
		this.counting = counting;
		this.maxValues = maxValues;
		this.keys = keys;
		this.inUse = inUse;
		this.forgotten = forgotten;
		this.halves = new Halves<>(new GrowingTable<>(maxValues / 2, keys), new GrowingTable<>(0, keys));
	}

	@Nullable V get(K key) {
		Halves<K, V> current = this.halves;
		V value = current.young.get(key);
		return (value != null) ? value : current.old.get(key);
	}

	void put(V value) {
		GrowingTable<K, V> young = this.halves.young;
		if (this.counting != null) {
			this.counting.accept(value, young.users());
		}
		young.merge(value, (present, given) -> given);
		forgetOldest();
	}

	/**
	 * Adds a value, unless there is one of the same key that is preferred. Of two threads
	 * that add the same key at the moment at which old values are forgotten, each may
	 * have its own.
	 * @param value the value
	 * @param preferred chooses between what is there and the value, and may be asked
	 * again about something else that is there
	 * @return what is there now
	 */
	V merge(V value, BinaryOperator<V> preferred) {
		Halves<K, V> current = this.halves;
		V before = current.old.get(this.keys.apply(value));
		if (before != null && preferred.apply(before, value) == before) {
			return before;
		}
		V now = current.young.merge(value, preferred);
		forgetOldest();
		return now;
	}

	/**
	 * Everything that is remembered.
	 * @return the values, in no order
	 */
	Stream<V> values() {
		Halves<K, V> current = this.halves;
		return Stream.concat(current.young.values(), current.old.values());
	}

	/**
	 * How many values are in use, where they count themselves.
	 * @return the number
	 */
	int users() {
		Halves<K, V> current = this.halves;
		return current.young.users().get() + current.old.users().get();
	}

	private void forgetOldest() {
		if (!isFull() || !this.forgetting.compareAndSet(false, true)) {
			return;
		}
		try {
			if (isFull()) {
				Halves<K, V> current = this.halves;
				if (this.counting == null || current.old.users().get() > 0) {
					// What is in use is in both for a moment, so that it is always found.
					current.old.forEach((value) -> carryOver(value, current.young));
				}
				this.halves = new Halves<>(new GrowingTable<>(this.maxValues / 2, this.keys), current.young);
			}
		}
		finally {
			this.forgetting.set(false);
		}
	}

	private boolean isFull() {
		Halves<K, V> current = this.halves;
		int young = current.young.size();
		return young >= this.maxValues / 2 || young + current.old.size() >= this.maxValues;
	}

	private void carryOver(V value, GrowingTable<K, V> young) {
		if (this.inUse.test(value)) {
			if (this.counting != null) {
				this.counting.accept(value, young.users());
			}
			young.merge(value, (present, given) -> present);
		}
		else {
			this.forgotten.accept(value);
		}
	}

	private record Halves<K, V>(GrowingTable<K, V> young, GrowingTable<K, V> old) {
	}

}

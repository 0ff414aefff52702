package dev.gai.braintrust.export.live;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds values by their keys, of which none is ever taken out, so that a place is all
 * that each of them needs: an object less than in a {@code ConcurrentHashMap}, and one
 * look at memory less. Thread-safe, without locks.
 *
 * @param <K> type of the keys
 * @param <V> type of the values, which know their keys
 */
final class GrowingTable<K, V> {

	/** The golden ratio: spreads what differs in a few bits only. */
	private static final int SPREAD = 0x9E3779B9;

	private final AtomicReferenceArray<@Nullable V> places;

	private final int shift;

	private final Function<V, K> keys;

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicInteger users = new AtomicInteger();

	/**
	 * Creates an empty table.
	 * @param maxValues how many values it is made for; there are at least twice as many
	 * places
	 * @param keys tells the key of a value
	 */
	GrowingTable(int maxValues, Function<V, K> keys) {
		this.shift = Integer.numberOfLeadingZeros(Math.max(1, maxValues - 1)) - 1;
		this.places = new AtomicReferenceArray<>(1 << (Integer.SIZE - this.shift));
		this.keys = keys;
	}

	@Nullable V get(K key) {
		int place = firstPlace(key);
		for (int i = 0; i < this.places.length(); i++) {
			V found = this.places.get(place);
			if (found == null || this.keys.apply(found).equals(key)) {
				return found;
			}
			place = next(place);
		}
		return null;
	}

	/**
	 * Adds a value, unless there is one of the same key that is preferred. Where no place
	 * is left, none is added.
	 * @param value the value
	 * @param preferred chooses between what is there and the value
	 * @return what is there now
	 */
	V merge(V value, BinaryOperator<V> preferred) {
		K key = this.keys.apply(value);
		int place = firstPlace(key);
		for (int i = 0; i < this.places.length(); i++) {
			V present = this.places.get(place);
			if (present == null && this.places.compareAndSet(place, null, value)) {
				this.size.incrementAndGet();
				return value;
			}
			present = Objects.requireNonNull(this.places.get(place));
			if (this.keys.apply(present).equals(key)) {
				return prefer(place, present, value, preferred);
			}
			place = next(place);
		}
		return value;
	}

	private V prefer(int place, V first, V value, BinaryOperator<V> preferred) {
		V present = first;
		V chosen = preferred.apply(present, value);
		while (chosen != present && !this.places.compareAndSet(place, present, chosen)) {
			present = Objects.requireNonNull(this.places.get(place));
			chosen = preferred.apply(present, value);
		}
		return chosen;
	}

	/**
	 * Tells of everything that is in the table.
	 * @param visitor told of each value
	 */
	void forEach(Consumer<V> visitor) {
		for (int i = 0; i < this.places.length(); i++) {
			V value = this.places.get(i);
			if (value != null) {
				visitor.accept(value);
			}
		}
	}

	/**
	 * Everything that is in the table.
	 * @return the values, in no order
	 */
	Stream<V> values() {
		return IntStream.range(0, this.places.length()).mapToObj(this.places::get).filter(Objects::nonNull);
	}

	int size() {
		return this.size.get();
	}

	/**
	 * Where values count themselves that know for how long they are in use.
	 * @return how many there are
	 */
	AtomicInteger users() {
		return this.users;
	}

	private int firstPlace(K key) {
		return key.hashCode() * SPREAD >>> this.shift;
	}

	private int next(int place) {
		return (place + 1) & (this.places.length() - 1);
	}

}

package dev.gai.braintrust.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Something for each of the first keys that come, and one thing for all further ones:
 * names of models and users come from outside, and memory must not grow with them. A key
 * that is known is found without a lock. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> what there is for a key
 * @since 0.1.0
 */
public final class BoundedKeys<K, V> {

	private final int max;

	private final K overflow;

	private final Function<K, V> fresh;

	private final AtomicInteger size = new AtomicInteger();

	private final Map<K, V> values = new ConcurrentHashMap<>();

	/**
	 * Creates an empty collection.
	 * @param max how many keys are told apart
	 * @param overflow the key of all further ones
	 * @param fresh makes what there is for a new key
	 */
	public BoundedKeys(int max, K overflow, Function<K, V> fresh) {
		this.max = max;
		this.overflow = overflow;
		this.fresh = fresh;
	}

	/**
	 * What there is for a key, or for the overflow.
	 * @param key the key
	 * @return its value
	 */
	public V get(K key) {
		V present = this.values.get(key);
		if (present != null) {
			return present;
		}
		if (key.equals(this.overflow) || this.size.get() >= this.max) {
			return overflow();
		}
		if (this.size.incrementAndGet() > this.max) {
			this.size.decrementAndGet();
			return overflow();
		}
		V created = this.fresh.apply(key);
		V raced = this.values.putIfAbsent(key, created);
		if (raced != null) {
			this.size.decrementAndGet();
			return raced;
		}
		return created;
	}

	/**
	 * What there is for a key, which is not remembered for that.
	 * @param key the key
	 * @return its value, {@code null} if it is not told apart
	 */
	public @Nullable V find(K key) {
		return this.values.get(key);
	}

	/**
	 * Whether further keys share the overflow.
	 * @return whether there is no room
	 */
	public boolean isFull() {
		return this.size.get() >= this.max;
	}

	private V overflow() {
		return this.values.computeIfAbsent(this.overflow, this.fresh);
	}

	/**
	 * Forgets what is no longer needed, so that there is room for other keys. The
	 * overflow stays.
	 * @param unneeded whether a value can be forgotten
	 */
	public void forget(Predicate<V> unneeded) {
		this.values.forEach((key, value) -> {
			if (!key.equals(this.overflow) && unneeded.test(value) && this.values.remove(key, value)) {
				this.size.decrementAndGet();
			}
		});
	}

	/**
	 * How many keys are told apart now.
	 * @return the number
	 */
	public int size() {
		return this.size.get();
	}

	/**
	 * Visits what there is.
	 * @param visitor is given each value
	 */
	public void each(Consumer<V> visitor) {
		this.values.values().forEach(visitor);
	}

	/**
	 * Copies what there is.
	 * @param shape makes something to show of each value
	 * @param <S> what is shown
	 * @return by key, in no order
	 */
	public <S> Map<K, S> view(Function<V, S> shape) {
		Map<K, S> view = new LinkedHashMap<>();
		this.values.forEach((key, value) -> view.put(key, shape.apply(value)));
		return view;
	}

}

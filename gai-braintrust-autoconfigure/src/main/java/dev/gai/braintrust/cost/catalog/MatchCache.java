package dev.gai.braintrust.cost.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Remembers which price belongs to a provider and a model, bounded: model names come from
 * outside. Two generations take turns, so a flood of new names pushes out what is not
 * asked for and keeps what is. No caller waits for another.
 *
 * @param <V> what is remembered
 */
final class MatchCache<V> {

	private final int half;

	private final AtomicReference<Generations<V>> generations = new AtomicReference<>(
			new Generations<>(new ConcurrentHashMap<>(), new AtomicInteger(), Map.of()));

	MatchCache(int bound) {
		this.half = Math.max(1, bound / 2);
	}

	V get(@Nullable String provider, String model, Supplier<V> search) {
		Key key = new Key(provider, model);
		Generations<V> current = this.generations.get();
		V value = current.young().get(key);
		if (value == null) {
			value = current.old().get(key);
			if (value == null) {
				value = search.get();
			}
			remember(key, value);
		}
		return value;
	}

	int size() {
		Generations<V> current = this.generations.get();
		return current.young().size() + current.old().size();
	}

	private void remember(Key key, V value) {
		while (true) {
			Generations<V> current = this.generations.get();
			if (current.puts().incrementAndGet() <= this.half) {
				current.young().put(key, value);
				return;
			}
			this.generations.compareAndSet(current,
					new Generations<>(new ConcurrentHashMap<>(), new AtomicInteger(), current.young()));
		}
	}

	private record Key(@Nullable String provider, String model) {

	}

	private record Generations<V>(Map<Key, V> young, AtomicInteger puts, Map<Key, V> old) {

	}

}

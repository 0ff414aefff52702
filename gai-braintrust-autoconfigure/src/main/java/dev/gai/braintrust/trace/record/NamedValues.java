package dev.gai.braintrust.trace.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Values by name, which are written a few times and then read by everybody who sums up or
 * shows a call. A reader gets the values themselves; only who writes after that makes a
 * copy. Thread-safe.
 *
 * @param <V> type of the values
 */
final class NamedValues<V> {

	/** Most have not more. */
	private static final int FEW = 4;

	private @Nullable Map<String, V> values;

	/** What readers have, and what must not be changed any more. */
	private @Nullable Map<String, V> read;

	/**
	 * The values in the order in which their names were first set.
	 * @return the values as they are now, which nobody can change
	 */
	synchronized Map<String, V> read() {
		Map<String, V> current = this.values;
		if (current == null || current.isEmpty()) {
			return Collections.emptyMap();
		}
		if (this.read == null) {
			this.read = Collections.unmodifiableMap(current);
		}
		return this.read;
	}

	synchronized int size() {
		return (this.values != null) ? this.values.size() : 0;
	}

	synchronized @Nullable V get(String name) {
		return (this.values != null) ? this.values.get(name) : null;
	}

	synchronized void put(String name, V value) {
		writable().put(name, value);
	}

	synchronized void remove(String name) {
		if (this.values != null) {
			writable().remove(name);
		}
	}

	private Map<String, V> writable() {
		Map<String, V> current = this.values;
		if (current == null || this.read != null) {
			current = (current != null) ? new LinkedHashMap<>(current) : new LinkedHashMap<>(FEW);
			this.values = current;
			this.read = null;
		}
		return current;
	}

}

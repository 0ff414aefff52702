package dev.gai.braintrust.guard;

import org.jspecify.annotations.Nullable;

/**
 * What each thread knows while it does some work. A thread that knows nothing holds
 * nothing, so that threads which live long keep no application in memory. Thread-safe.
 *
 * @param <V> type of the value
 * @since 0.1.0
 */
public final class ThreadValue<V> {

	private final ThreadLocal<@Nullable V> values = new ThreadLocal<>();

	/**
	 * {@return what this thread knows, {@code null} if nothing}
	 */
	public @Nullable V get() {
		return this.values.get();
	}

	/**
	 * Has this thread know something.
	 * @param value what it knows, {@code null} for nothing
	 */
	public void set(@Nullable V value) {
		if (value != null) {
			this.values.set(value);
		}
		else {
			this.values.remove();
		}
	}

	/**
	 * Has this thread know nothing any more.
	 * @return what it knew, {@code null} if nothing
	 */
	public @Nullable V take() {
		V value = this.values.get();
		this.values.remove();
		return value;
	}

	/**
	 * Does work during which this thread knows something else.
	 * @param value what it knows, {@code null} for nothing
	 * @param work the work
	 * @param <T> type of the result
	 * @param <X> type of checked exceptions
	 * @return the result of the work
	 * @throws X what the work throws, unchanged
	 */
	public <T extends @Nullable Object, X extends Throwable> T during(@Nullable V value, Work<T, X> work) throws X {
		V before = this.values.get();
		set(value);
		try {
			return work.run();
		}
		finally {
			set(before);
		}
	}

}

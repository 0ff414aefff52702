package dev.gai.braintrust.completion;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A call whose end is looked for. Told once how the result ended; later calls are
 * ignored.
 *
 * @since 0.1.0
 */
public interface TrackedCall {

	/**
	 * What is current while the result is produced.
	 * @return the observation of the call
	 */
	Observation observation();

	/**
	 * An element of a stream arrived.
	 * @param element the element
	 */
	void element(Object element);

	/**
	 * A stream had its last element.
	 */
	void completed();

	/**
	 * A value arrived.
	 * @param value the value
	 */
	void completed(@Nullable Object value);

	/**
	 * The result is an error.
	 * @param error the error
	 */
	void failed(Throwable error);

	/**
	 * Nobody waits for the result any more.
	 */
	void cancelled();

	/**
	 * The result does nothing by itself: whether a call is made is up to whoever may ask
	 * for it.
	 */
	default void postponed() {
	}

	/**
	 * A result that does nothing by itself is asked for, for the first time: only now the
	 * call is made.
	 */
	default void askedFor() {
	}

	/**
	 * The result was never asked for, so that no call was made.
	 */
	default void unused() {
		cancelled();
	}

	/**
	 * The call is made again.
	 * @param failure why it failed before
	 */
	default void repeated(Throwable failure) {
	}

}

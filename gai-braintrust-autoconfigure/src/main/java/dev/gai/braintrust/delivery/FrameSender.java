package dev.gai.braintrust.delivery;

import java.time.Duration;

/**
 * Takes frames from the log to where they go.
 *
 * @since 0.1.0
 */
public interface FrameSender {

	/**
	 * Starts sending.
	 */
	void start();

	/**
	 * Tells that frames have been appended.
	 */
	void appended();

	/**
	 * Sends what is in the log now, as far as it gets within a time.
	 * @param timeout how long to wait
	 * @return whether the log is empty
	 */
	boolean flush(Duration timeout);

	/**
	 * Sends what is in the log as far as it gets within a time, and ends.
	 * @param timeout how long to go on
	 */
	void stop(Duration timeout);

	/**
	 * Whether anything is sent anywhere.
	 * @return {@code false} if frames are made for nobody but who listens here
	 */
	default boolean isSending() {
		return true;
	}

}

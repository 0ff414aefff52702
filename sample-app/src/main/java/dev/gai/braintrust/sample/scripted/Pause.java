package dev.gai.braintrust.sample.scripted;

import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * The time that a model would have needed.
 */
final class Pause {

	private Pause() {
	}

	static void of(Duration duration) throws InterruptedIOException {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

}

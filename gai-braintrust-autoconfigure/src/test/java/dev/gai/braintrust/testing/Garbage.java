package dev.gai.braintrust.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What happens when nobody holds something any longer.
 */
public final class Garbage {

	private Garbage() {
	}

	/**
	 * Collects garbage until something has happened. What a collection sets going is
	 * waited for before there is another, which takes seconds where much is in memory.
	 * @param happened whether it has
	 */
	public static void collectUntil(Callable<Boolean> happened) {
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
			System.gc();
			return happensSoon(happened);
		});
	}

	private static boolean happensSoon(Callable<Boolean> happened) {
		try {
			Awaitility.await()
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(10))
				.atMost(Duration.ofSeconds(1))
				.until(happened);
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

}

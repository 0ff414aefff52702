package dev.gai.braintrust.api;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * Asks again what Braintrust could not answer just now: rate limits, failures of the
 * service and broken connections. It waits on the calling thread, between two attempts as
 * long as the service asks for. No attempt begins after the deadline. Thread-safe.
 *
 * @since 0.1.0
 */
public final class PatientReads {

	private static final int MAX_ATTEMPTS = 4;

	private static final Duration FIRST_WAIT = Duration.ofMillis(200);

	private final Duration deadline;

	private final Duration firstWait;

	/**
	 * Creates readers that give up after a while.
	 * @param deadline the longest time from the first attempt to the last one
	 */
	public PatientReads(Duration deadline) {
		this(deadline, FIRST_WAIT);
	}

	/**
	 * Creates readers that give up after a while.
	 * @param deadline the longest time from the first attempt to the last one
	 * @param firstWait how long they wait before the second attempt, twice as long before
	 * the next one
	 */
	public PatientReads(Duration deadline, Duration firstWait) {
		this.deadline = deadline;
		this.firstWait = firstWait;
	}

	/**
	 * Asks a question.
	 * @param question the question, which changes nothing
	 * @param <T> type of the answer
	 * @return the answer
	 * @throws BraintrustApiException if there is none, or no attempt is left
	 * @throws InterruptedException if the thread was interrupted
	 */
	public <T> T ask(Question<T> question) throws InterruptedException {
		return ask(question, true);
	}

	/**
	 * Asks for something that must not be done twice: where nobody knows whether it was
	 * done, it is not asked for again.
	 * @param question the question, which may change something
	 * @param <T> type of the answer
	 * @return the answer
	 * @throws BraintrustApiException if there is none, or no attempt is left
	 * @throws InterruptedException if the thread was interrupted
	 */
	public <T> T askOnce(Question<T> question) throws InterruptedException {
		return ask(question, false);
	}

	private <T> T ask(Question<T> question, boolean repeatable) throws InterruptedException {
		long end = System.nanoTime() + this.deadline.toNanos();
		for (int attempt = 1;; attempt++) {
			try {
				return question.ask();
			}
			catch (BraintrustApiException ex) {
				long wait = waitMillis(attempt, ex.retryAfter());
				boolean inTime = System.nanoTime() + Duration.ofMillis(wait).toNanos() < end;
				boolean again = ex.isTransient() && (repeatable || ex.category() == FailureCategory.RATE_LIMITED);
				if (!again || attempt == MAX_ATTEMPTS || !inTime) {
					throw ex;
				}
				Thread.sleep(wait);
			}
		}
	}

	private long waitMillis(int attempt, @Nullable Duration asked) {
		long own = (long) ((this.firstWait.toMillis() << (attempt - 1))
				* ThreadLocalRandom.current().nextDouble(0.8, 1.2));
		return (asked != null) ? Math.max(own, asked.toMillis()) : own;
	}

	/**
	 * A question to Braintrust.
	 *
	 * @param <T> type of the answer
	 */
	@FunctionalInterface
	public interface Question<T> {

		/**
		 * Asks once.
		 * @return the answer
		 * @throws InterruptedException if the thread was interrupted
		 */
		T ask() throws InterruptedException;

	}

}

package dev.gai.braintrust.springai.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Attempts that failed on threads that say nothing of who asked, until the request that
 * they belong to has ended. All attempts of a request have the same body; two requests
 * with the same body at the same time have one attempt of each number each. The oldest
 * are forgotten first. Thread-safe.
 */
final class UnclaimedAttempts {

	private static final int MAX_KEPT = 2000;

	private static final Duration MAX_AGE = Duration.ofMinutes(10);

	private final Deque<HttpAttempt> waiting = new ArrayDeque<>();

	synchronized void add(HttpAttempt attempt) {
		this.waiting.addLast(attempt);
		Instant tooOld = attempt.end().minus(MAX_AGE);
		while (this.waiting.size() > MAX_KEPT
				|| (!this.waiting.isEmpty() && this.waiting.getFirst().end().isBefore(tooOld))) {
			this.waiting.removeFirst();
		}
	}

	/**
	 * Takes the attempts that preceded one.
	 * @param last the attempt that ended the request
	 * @return those before, in their order
	 */
	synchronized List<HttpAttempt> takeBefore(HttpAttempt last) {
		List<HttpAttempt> before = new ArrayList<>();
		for (int number = 0; number < last.number(); number++) {
			take(last, number, before);
		}
		return before;
	}

	private void take(HttpAttempt last, int number, List<HttpAttempt> taken) {
		Iterator<HttpAttempt> candidates = this.waiting.iterator();
		while (candidates.hasNext()) {
			HttpAttempt candidate = candidates.next();
			if (candidate.number() == number && candidate.request() != null
					&& candidate.request().equals(last.request())) {
				candidates.remove();
				taken.add(candidate);
				return;
			}
		}
	}

	/**
	 * Takes an attempt itself, which ended its request.
	 * @param last the attempt
	 */
	synchronized void take(HttpAttempt last) {
		this.waiting.remove(last);
	}

}

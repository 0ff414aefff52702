package dev.gai.braintrust.springai.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The attempts that failed of a request that is made on the thread of its caller.
 * Thread-safe.
 */
final class FailedRequests {

	private static final int MAX_KEPT = 50;

	private final List<HttpAttempt> failed = new ArrayList<>();

	synchronized void add(HttpAttempt attempt) {
		if (this.failed.size() < MAX_KEPT) {
			this.failed.add(attempt);
		}
	}

	synchronized List<HttpAttempt> all() {
		return List.copyOf(this.failed);
	}

}

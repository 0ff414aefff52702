package dev.gai.braintrust.springai.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.trace.ForeignSpan;
import org.jspecify.annotations.Nullable;

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

	/**
	 * Tells a span of the attempts that failed before it ended. A single one is no retry,
	 * unless something came after it.
	 * @param failed the attempts
	 * @param error the error that the span has ended with, {@code null} if it has not
	 * @param span the span
	 */
	static void tell(List<HttpAttempt> failed, @Nullable Throwable error, ForeignSpan span) {
		if (failed.isEmpty() || (failed.size() == 1 && error != null)) {
			return;
		}
		for (int i = 0; i < failed.size(); i++) {
			HttpAttempt attempt = failed.get(i);
			Throwable cause = attempt.error();
			Duration waited = (i + 1 < failed.size()) ? Duration.between(attempt.end(), failed.get(i + 1).start())
					: null;
			span.attemptFailed(attempt.number() + 1, (cause != null) ? cause : new ProviderHttpException(0, ""),
					attempt.start(), attempt.end(), waited);
		}
	}

}

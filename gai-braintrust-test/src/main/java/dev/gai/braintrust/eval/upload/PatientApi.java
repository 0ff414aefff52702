package dev.gai.braintrust.eval.upload;

import java.time.Duration;
import java.util.Map;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks again where that may help, within a time that is over some day. Used by one
 * thread.
 */
final class PatientApi {

	private static final int MAX_ATTEMPTS = 3;

	private final BraintrustApi api;

	private final Duration firstWait;

	private final long deadline;

	PatientApi(BraintrustApi api, Duration firstWait, Duration patience) {
		this.api = api;
		this.firstWait = firstWait;
		this.deadline = System.nanoTime() + patience.toNanos();
	}

	JsonNode get(String path, Map<String, String> parameters) throws InterruptedException {
		return ask(() -> this.api.get(path, parameters), true);
	}

	/**
	 * Sends something that does no harm when it is sent twice.
	 */
	JsonNode post(String path, Object body) throws InterruptedException {
		return ask(() -> this.api.post(path, body), true);
	}

	/**
	 * Sends something that must not be done twice: where nobody knows whether it was
	 * done, it is not tried again.
	 */
	JsonNode postOnce(String path, Object body) throws InterruptedException {
		return ask(() -> this.api.post(path, body), false);
	}

	private JsonNode ask(Question question, boolean repeatable) throws InterruptedException {
		Duration wait = this.firstWait;
		for (int attempt = 1;; attempt++) {
			try {
				return question.ask();
			}
			catch (BraintrustApiException ex) {
				Duration next = (ex.retryAfter() != null) ? ex.retryAfter() : wait;
				boolean again = ex.isTransient() && (repeatable || ex.category() == FailureCategory.RATE_LIMITED);
				if (!again || attempt == MAX_ATTEMPTS || System.nanoTime() + next.toNanos() > this.deadline) {
					throw ex;
				}
				Thread.sleep(next.toMillis());
				wait = wait.multipliedBy(2);
			}
		}
	}

	/**
	 * Whether there is no time left.
	 */
	boolean isOver() {
		return System.nanoTime() > this.deadline;
	}

	static @Nullable String text(JsonNode node, String field) {
		String text = node.path(field).asString("");
		return text.isBlank() ? null : text;
	}

	private interface Question {

		JsonNode ask() throws InterruptedException;

	}

}

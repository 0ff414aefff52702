package dev.gai.braintrust.eval.upload;

import java.time.Duration;
import java.util.Map;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.api.PatientReads;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks again where that may help, within a time that is over some day. Used by one
 * thread.
 */
final class PatientApi {

	private final BraintrustApi api;

	private final Duration firstWait;

	private final long deadline;

	PatientApi(BraintrustApi api, Duration firstWait, Duration patience) {
		this.api = api;
		this.firstWait = firstWait;
		this.deadline = System.nanoTime() + patience.toNanos();
	}

	JsonNode get(String path, Map<String, String> parameters) throws InterruptedException {
		return remaining().ask(() -> this.api.get(path, parameters));
	}

	/**
	 * Sends something that does no harm when it is sent twice.
	 */
	JsonNode post(String path, Object body) throws InterruptedException {
		return remaining().ask(() -> this.api.post(path, body));
	}

	/**
	 * Sends something that must not be done twice: where nobody knows whether it was
	 * done, it is not tried again.
	 */
	JsonNode postOnce(String path, Object body) throws InterruptedException {
		return remaining().askOnce(() -> this.api.post(path, body));
	}

	private PatientReads remaining() {
		return new PatientReads(Duration.ofNanos(Math.max(0, this.deadline - System.nanoTime())), this.firstWait);
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

}

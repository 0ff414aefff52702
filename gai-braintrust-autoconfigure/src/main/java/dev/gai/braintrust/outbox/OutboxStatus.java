package dev.gai.braintrust.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the outbox at one moment. Holds no content.
 *
 * @param waiting what waits
 * @param bytes how many bytes that is
 * @param oldest how long the oldest has been waiting
 * @param delivered what Braintrust has taken
 * @param dropped what was given up, by reason
 * @param lastSuccess when Braintrust last took something
 * @param lastFailure how it last failed, {@code null} if the last request succeeded
 * @param problem what keeps the outbox from working as configured
 * @since 0.1.0
 */
public record OutboxStatus(long waiting, long bytes, Duration oldest, long delivered, Map<String, Long> dropped,
		@Nullable Instant lastSuccess, @Nullable String lastFailure, @Nullable String problem) {

	/**
	 * The status as an operator reads it.
	 * @return values by name, without those that are not known; the caller's own
	 */
	public Map<String, Object> shown() {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("waiting", this.waiting);
		shown.put("bytes", this.bytes);
		shown.put("oldestSeconds", this.oldest.toSeconds());
		shown.put("delivered", this.delivered);
		shown.put("dropped", this.dropped);
		put(shown, "lastSuccess", this.lastSuccess);
		put(shown, "lastFailure", this.lastFailure);
		put(shown, "problem", this.problem);
		return shown;
	}

	private static void put(Map<String, Object> shown, String name, @Nullable Object value) {
		if (value != null) {
			shown.put(name, value);
		}
	}

}

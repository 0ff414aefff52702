package dev.gai.braintrust.outbox;

import java.time.Duration;
import java.time.Instant;
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

}

package dev.gai.braintrust.health;

import java.time.Instant;

/**
 * Spans arrive at Braintrust again. Published once after an {@link ExportFailedEvent}, on
 * a thread of the library.
 *
 * @param endpoint where the spans go
 * @param failedAt when the failure was told
 * @param at when a request was accepted
 * @since 0.1.0
 */
public record ExportRecoveredEvent(String endpoint, Instant failedAt, Instant at) {

}

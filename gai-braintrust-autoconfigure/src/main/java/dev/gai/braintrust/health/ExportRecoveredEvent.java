package dev.gai.braintrust.health;

import java.time.Instant;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Spans reach Braintrust again. Published once after an {@link ExportFailedEvent}, on a
 * thread of the library.
 *
 * @param endpoint where the spans go
 * @param failedAt when the failure was told
 * @param at when a request was accepted
 * @since 0.1.0
 */
@PublicApi
public record ExportRecoveredEvent(String endpoint, Instant failedAt, Instant at) {

}

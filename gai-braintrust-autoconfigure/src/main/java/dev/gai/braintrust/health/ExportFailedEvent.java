package dev.gai.braintrust.health;

import java.time.Instant;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Spans no longer reach Braintrust: as many requests in a row failed as
 * {@code gai.braintrust.health.failure-threshold} allows, or the key or the address is
 * refused. They are kept and sent again. Published once, on a thread of the library; the
 * next event is an {@link ExportRecoveredEvent}.
 *
 * @param endpoint where the spans go
 * @param category why the last request failed, as health names it: {@code unauthorized}
 * for example
 * @param httpStatus the HTTP status, zero if there was no answer
 * @param message what the service said: one line of at most 200 characters, without the
 * API key
 * @param consecutiveFailures requests that failed in a row
 * @param at when the last of them failed
 * @since 0.1.0
 */
@PublicApi
public record ExportFailedEvent(String endpoint, String category, int httpStatus, String message,
		int consecutiveFailures, Instant at) {

}

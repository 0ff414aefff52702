package dev.gai.braintrust.health;

import java.time.Duration;

import dev.gai.braintrust.promise.Internal;

/**
 * When the health component shows trouble.
 *
 * @param failureThreshold failed requests in a row
 * @param maxStaleness the longest time that an encoded span may wait
 * @param dropThreshold spans that may be given up within five minutes
 * @param strict whether trouble is {@code DOWN} instead of {@code DEGRADED}
 * @since 0.1.0
 */
@Internal
public record HealthSettings(int failureThreshold, Duration maxStaleness, long dropThreshold, boolean strict) {

}

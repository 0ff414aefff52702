package dev.gai.braintrust.autoconfigure.properties;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Health component.
 *
 * @param failureThreshold Number of consecutive failed requests that count as a problem.
 * @param maxStaleness Maximum time for an encoded span to wait before that counts as a
 * problem.
 * @param dropThreshold Number of spans that may be dropped within five minutes before
 * that counts as a problem.
 * @param strict Whether to report a problem as DOWN instead of DEGRADED.
 * @since 0.1.0
 */
public record HealthProperties(@DefaultValue("3") int failureThreshold, @DefaultValue("60s") Duration maxStaleness,
		@DefaultValue("0") long dropThreshold, @DefaultValue("false") boolean strict) {

}

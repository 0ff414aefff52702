package dev.gai.braintrust.health;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows whether spans arrive at Braintrust. Telemetry that fails must not take an
 * application out of its load balancer, so trouble is {@code DEGRADED}: a status that
 * Boot's order does not know, which leaves the overall status and its HTTP code alone. It
 * never waits, see {@link ExportHealth}.
 *
 * @since 0.1.0
 */
@PublicApi
public final class BraintrustHealthIndicator implements HealthIndicator {

	/**
	 * Spans are at risk or lost; the application itself is healthy.
	 */
	public static final Status DEGRADED = new Status("DEGRADED");

	private final ExportHealth health;

	/**
	 * Creates an indicator.
	 * @param health how the export is doing
	 */
	@Internal
	public BraintrustHealthIndicator(ExportHealth health) {
		this.health = health;
	}

	@Override
	public Health health() {
		ExportHealth.Condition condition = this.health.condition();
		Health.Builder health = Health.status(condition.status());
		if (condition.reason() != null) {
			health.withDetail("reason", condition.reason());
		}
		return health.withDetails(condition.details()).build();
	}

}

package dev.gai.braintrust.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Shows whether spans arrive at Braintrust. Telemetry that fails must not take an
 * application out of its load balancer, so trouble is {@code DEGRADED}: a status that
 * Boot's order does not know, which leaves the overall status and its HTTP code alone.
 * <p>
 * It never waits: everything it shows is a volatile field or a sum of counters in memory,
 * which the threads of the export write. It takes no lock, and touches neither disk nor
 * network, so it answers at once also while a request to Braintrust hangs.
 *
 * @since 0.1.0
 */
public final class BraintrustHealthIndicator implements HealthIndicator {

	/**
	 * Spans are in danger or lost, the application is well.
	 */
	public static final Status DEGRADED = new Status("DEGRADED");

	private final ExportSituation situation;

	private final HealthSettings settings;

	private final Supplier<@Nullable String> otherTrouble;

	/**
	 * Creates an indicator.
	 * @param situation what is exported, or why nothing is
	 * @param settings when it shows trouble
	 */
	public BraintrustHealthIndicator(ExportSituation situation, HealthSettings settings) {
		this(situation, settings, () -> null);
	}

	/**
	 * Creates an indicator.
	 * @param situation what is exported, or why nothing is
	 * @param settings when it shows trouble
	 * @param otherTrouble supplies what is wrong besides the export, a budget that is
	 * spent for example, {@code null} if nothing is; must not wait
	 */
	public BraintrustHealthIndicator(ExportSituation situation, HealthSettings settings,
			Supplier<@Nullable String> otherTrouble) {
		this.situation = situation;
		this.settings = settings;
		this.otherTrouble = otherTrouble;
	}

	@Override
	public Health health() {
		Supplier<ExportStatus> source = this.situation.status();
		if (source == null) {
			String other = this.otherTrouble.get();
			return (other != null) ? troubled(other).build() : unknown(this.situation.reason()).build();
		}
		ExportStatus status = source.get();
		String trouble = trouble(status);
		if (trouble != null) {
			return troubled(trouble).withDetails(details(status)).build();
		}
		if (status.lastSuccess() == null) {
			return unknown(this.situation.reason()).withDetails(details(status)).build();
		}
		return Health.up().withDetails(details(status)).build();
	}

	private Health.Builder troubled(String reason) {
		return Health.status(this.settings.strict() ? Status.DOWN : DEGRADED).withDetail("reason", reason);
	}

	private static Health.Builder unknown(@Nullable String reason) {
		return Health.unknown().withDetail("reason", (reason != null) ? reason : "Nothing has been sent yet");
	}

	private @Nullable String trouble(ExportStatus status) {
		ExportOutcomes.Failure failure = status.lastFailure();
		String failing = (failure != null && status.consecutiveFailures() > 0) ? failing(status, failure) : null;
		String trouble = (failing != null) ? failing : inDanger(status);
		return (trouble != null) ? trouble : this.otherTrouble.get();
	}

	private @Nullable String failing(ExportStatus status, ExportOutcomes.Failure failure) {
		if (failure.category() == FailureCategory.UNAUTHORIZED) {
			return "Braintrust rejects the API key (HTTP " + failure.status() + ")";
		}
		if (failure.category() == FailureCategory.WRONG_ENDPOINT) {
			return "The address is not that of a traces endpoint (HTTP " + failure.status() + ")";
		}
		return (status.consecutiveFailures() >= this.settings.failureThreshold())
				? status.consecutiveFailures() + " requests failed in a row (" + failure.category().key() + ")" : null;
	}

	private @Nullable String inDanger(ExportStatus status) {
		if (status.oldestUnsent().compareTo(this.settings.maxStaleness()) > 0) {
			return "The oldest span has been waiting for " + status.oldestUnsent().toSeconds() + " s";
		}
		if (status.logBytes() > status.maxLogBytes() * 0.8) {
			return "The span log is over 80 % full";
		}
		if (status.counts().recentlyLost() > this.settings.dropThreshold()) {
			return status.counts().recentlyLost() + " spans were lost in the last 5 minutes";
		}
		return status.logProblem();
	}

	private static Map<String, Object> details(ExportStatus status) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("endpoint", status.endpoint());
		details.put("parent", status.parent());
		details.put("exported", status.counts().delivered());
		Map<String, Long> dropped = new LinkedHashMap<>();
		status.counts().dropped().forEach((reason, count) -> dropped.put(reason.key(), count));
		details.put("failed", status.failedRequests());
		details.put("dropped", dropped);
		details.put("queued", status.counts().queued() + status.counts().logged());
		details.put("spooledBytes", status.logBytes());
		details.put("oldestUnsentSeconds", status.oldestUnsent().toSeconds());
		details.put("consecutiveFailures", status.consecutiveFailures());
		if (status.lastSuccess() != null) {
			details.put("lastSuccess", status.lastSuccess());
		}
		ExportOutcomes.Failure failure = status.lastFailure();
		if (failure != null) {
			Map<String, Object> last = new LinkedHashMap<>();
			last.put("category", failure.category().key());
			last.put("status", failure.status());
			last.put("message", failure.message());
			last.put("at", failure.at());
			details.put("lastFailure", last);
		}
		return details;
	}

}

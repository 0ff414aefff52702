package dev.gai.braintrust.health;

import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.delivery.FailureCategory;
import org.jspecify.annotations.Nullable;

/**
 * Judges the figures of the export: what of them is trouble.
 *
 * @param settings from when on
 */
record ExportTrouble(HealthSettings settings) {

	/**
	 * What is wrong.
	 * @param status the figures
	 * @return the reason, {@code null} if nothing is
	 */
	@Nullable String reason(ExportStatus status) {
		String failing = failing(status);
		return (failing != null) ? failing : inDanger(status);
	}

	/**
	 * Why requests fail.
	 * @param status the figures
	 * @return the reason, {@code null} if they do not, or not often enough to matter
	 */
	@Nullable String failing(ExportStatus status) {
		ExportOutcomes.Failure failure = status.lastFailure();
		if (failure == null || status.consecutiveFailures() == 0) {
			return null;
		}
		// No number of attempts changes these.
		if (failure.category() == FailureCategory.UNAUTHORIZED) {
			return "Braintrust rejects the API key (HTTP " + failure.status() + ")";
		}
		if (failure.category() == FailureCategory.WRONG_ENDPOINT) {
			return ((failure.status() / 100 == 2) ? "Something other than an OTLP endpoint answers (HTTP "
					: "The address is not that of a traces endpoint (HTTP ") + failure.status() + ")";
		}
		if (failure.category() == FailureCategory.PROXY_AUTHENTICATION) {
			return "A proxy wants a user name and a password (HTTP " + failure.status() + ")";
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

}

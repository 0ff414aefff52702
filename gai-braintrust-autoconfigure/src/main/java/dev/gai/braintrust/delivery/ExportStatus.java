package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the export at one moment. Holds no secret.
 *
 * @param endpoint where spans go
 * @param parent the Braintrust object they belong to
 * @param counts what became of each span
 * @param lastSuccess when a request was last accepted
 * @param lastFailure how the last failed request failed
 * @param failedRequests requests that failed so far
 * @param consecutiveFailures requests that failed since one was accepted
 * @param logBytes bytes that wait to be acknowledged
 * @param maxLogBytes bytes that can wait
 * @param oldestUnsent how long the oldest encoded span has been waiting
 * @param logProblem what keeps the log from working as configured
 * @since 0.1.0
 */
public record ExportStatus(String endpoint, String parent, ExportCounters.Counts counts, @Nullable Instant lastSuccess,
		ExportOutcomes.@Nullable Failure lastFailure, long failedRequests, int consecutiveFailures, long logBytes,
		long maxLogBytes, Duration oldestUnsent, @Nullable String logProblem) {

}

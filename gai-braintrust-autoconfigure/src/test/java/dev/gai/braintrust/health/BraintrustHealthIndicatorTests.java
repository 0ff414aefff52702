package dev.gai.braintrust.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.delivery.FailureCategory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class BraintrustHealthIndicatorTests {

	private static final Instant SENT = Instant.parse("2026-11-22T10:00:00Z");

	private static final Instant FAILED = Instant.parse("2026-11-22T10:01:00Z");

	private final Figures figures = new Figures();

	private HealthSettings settings = new HealthSettings(3, Duration.ofSeconds(60), 0, false);

	@Test
	void isUnknownWhereNothingIsExported() {
		Health health = new BraintrustHealthIndicator(
				new ExportHealth(new ExportSituation(null, () -> "No API key is set"), this.settings))
			.health();

		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsExactly(Map.entry("reason", "No API key is set"));
	}

	@Test
	void isUnknownBeforeAnythingIsSent() {
		this.figures.lastSuccess = null;

		assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health().getDetails()).containsEntry("reason", "Nothing has been sent yet")
			.doesNotContainKeys("lastSuccess", "lastFailure")
			.containsEntry("endpoint", "https://api.example.com/otel/v1/traces");
	}

	@Test
	void isUnknownWithTheReasonWhereNoSpanCanCome() {
		this.figures.lastSuccess = null;

		Health health = health("The tracer in use is foreign");

		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("reason", "The tracer in use is foreign");
	}

	@Test
	void isUnknownWhereNoSpanCanComeAlthoughThoseOfAnEarlierProcessWereSent() {
		Health health = healthIn(new ExportSituation(this.figures::status, () -> null, () -> "Brave is in use"));

		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("reason", "Brave is in use").containsEntry("lastSuccess", SENT);
	}

	@Test
	void isUpWhenTheLastRequestWasAccepted() {
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).doesNotContainKey("reason").containsEntry("lastSuccess", SENT);
	}

	@Test
	void hasTheDetailsOfTheContract() {
		this.figures.counts = counts(7, 2, 11, Map.of(DropReason.QUEUE_FULL, 4L, DropReason.TOO_LARGE, 1L), 5);
		this.figures.fails(FailureCategory.RATE_LIMITED, 429, 2);
		this.figures.failedRequests = 9;
		this.figures.logBytes = 1234;
		this.figures.oldestUnsent = Duration.ofSeconds(13);

		Map<String, Object> details = health().getDetails();

		assertThat(details).containsOnlyKeys("reason", "endpoint", "parent", "exported", "failed", "dropped", "queued",
				"spooledBytes", "oldestUnsentSeconds", "consecutiveFailures", "lastSuccess", "lastFailure");
		assertThat(details).containsEntry("parent", "project_name:demo")
			.containsEntry("exported", 11L)
			.containsEntry("failed", 9L)
			.containsEntry("dropped", Map.of("queue_full", 4L, "too_large", 1L))
			.containsEntry("queued", 9L)
			.containsEntry("spooledBytes", 1234L)
			.containsEntry("oldestUnsentSeconds", 13L)
			.containsEntry("consecutiveFailures", 2);
		assertThat(details.get("lastFailure")).asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
			.containsExactly(Map.entry("category", "rate_limited"), Map.entry("status", 429),
					Map.entry("message", "slow down"), Map.entry("at", FAILED));
	}

	@ParameterizedTest
	@CsvSource({ "1, UP", "2, UP", "3, DEGRADED", "4, DEGRADED" })
	void isDegradedFromSoManyFailuresInARow(int failures, String status) {
		this.figures.fails(FailureCategory.SERVER_ERROR, 503, failures);

		assertThat(health().getStatus().getCode()).isEqualTo(status);
		if (status.equals("DEGRADED")) {
			assertThat(health().getDetails()).containsEntry("reason",
					failures + " requests failed in a row (server_error)");
		}
	}

	@ParameterizedTest
	@CsvSource({ "UNAUTHORIZED, 401, Braintrust rejects the API key (HTTP 401)",
			"UNAUTHORIZED, 403, Braintrust rejects the API key (HTTP 403)",
			"WRONG_ENDPOINT, 404, The address is not that of a traces endpoint (HTTP 404)" })
	void isDegradedAtOnceWhereRetryingCannotHelp(FailureCategory category, int httpStatus, String reason) {
		this.figures.fails(category, httpStatus, 1);

		assertThat(health().getStatus()).isEqualTo(BraintrustHealthIndicator.DEGRADED);
		assertThat(health().getDetails()).containsEntry("reason", reason);
	}

	@Test
	void forgetsFailuresAfterASuccess() {
		this.figures.fails(FailureCategory.UNAUTHORIZED, 401, 0);

		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsKey("lastFailure");
	}

	@ParameterizedTest
	@CsvSource({ "60, UP", "61, DEGRADED" })
	void isDegradedWhereASpanWaitsTooLong(int seconds, String status) {
		this.figures.oldestUnsent = Duration.ofSeconds(seconds);

		assertThat(health().getStatus().getCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "800, UP", "801, DEGRADED" })
	void isDegradedWhereTheLogIsAlmostFull(int bytes, String status) {
		this.figures.logBytes = bytes;

		assertThat(health().getStatus().getCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, UP", "1, 0, DEGRADED", "5, 5, UP", "6, 5, DEGRADED" })
	void isDegradedWhereSpansWereLost(int lost, int threshold, String status) {
		this.settings = new HealthSettings(3, Duration.ofSeconds(60), threshold, false);
		this.figures.counts = counts(0, 0, 1, Map.of(), lost);

		assertThat(health().getStatus().getCode()).isEqualTo(status);
	}

	@Test
	void isDegradedWhereTheLogDoesNotWork() {
		this.figures.logProblem = "The folder of the log cannot be written";

		assertThat(health().getStatus()).isEqualTo(BraintrustHealthIndicator.DEGRADED);
		assertThat(health().getDetails()).containsEntry("reason", "The folder of the log cannot be written");
	}

	@Test
	void showsTroubleEvenWhereNothingWasEverSent() {
		this.figures.lastSuccess = null;
		this.figures.fails(FailureCategory.NETWORK, 0, 3);

		assertThat(health("No span has been started yet").getStatus()).isEqualTo(BraintrustHealthIndicator.DEGRADED);
	}

	@ParameterizedTest
	@CsvSource({ "false, DEGRADED", "true, DOWN" })
	void showsTroubleBesidesTheExportAlsoWhereNothingIsSent(boolean strict, String status) {
		HealthSettings some = new HealthSettings(3, Duration.ofSeconds(60), 0, strict);
		for (ExportSituation situation : List.of(new ExportSituation(null, () -> "No API key is set"),
				new ExportSituation(this.figures::status, () -> null))) {
			Health health = new BraintrustHealthIndicator(new ExportHealth(situation, some, () -> "A budget is spent"))
				.health();

			assertThat(health.getStatus().getCode()).isEqualTo(status);
			assertThat(health.getDetails()).containsEntry("reason", "A budget is spent");
		}
	}

	@Test
	void isDownWhereTroubleIsTakenStrictly() {
		this.settings = new HealthSettings(3, Duration.ofSeconds(60), 0, true);
		this.figures.fails(FailureCategory.NETWORK, 0, 3);

		assertThat(health().getStatus()).isEqualTo(Status.DOWN);
		assertThat(health().getDetails()).containsEntry("reason", "3 requests failed in a row (network)");
	}

	@Test
	void isUnknownAndNotDownWhereNothingIsSentEvenStrictly() {
		this.settings = new HealthSettings(3, Duration.ofSeconds(60), 0, true);
		this.figures.lastSuccess = null;

		assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
	}

	private Health health() {
		return health(null);
	}

	private Health health(String reasonForNoSpans) {
		return healthIn(new ExportSituation(this.figures::status, () -> reasonForNoSpans));
	}

	private Health healthIn(ExportSituation situation) {
		return new BraintrustHealthIndicator(new ExportHealth(situation, this.settings)).health();
	}

	private static ExportCounters.Counts counts(long queued, long logged, long delivered, Map<DropReason, Long> dropped,
			long recentlyLost) {
		return new ExportCounters.Counts(100, 0, 0, 0, queued, logged, delivered, dropped, recentlyLost);
	}

	private static final class Figures {

		private ExportCounters.Counts counts = counts(0, 0, 1, Map.of(), 0);

		private Instant lastSuccess = SENT;

		private ExportOutcomes.Failure lastFailure;

		private long failedRequests;

		private int failuresInARow;

		private long logBytes;

		private Duration oldestUnsent = Duration.ZERO;

		private String logProblem;

		void fails(FailureCategory category, int status, int failuresInARow) {
			this.lastFailure = new ExportOutcomes.Failure(category, status, "slow down", FAILED);
			this.failuresInARow = failuresInARow;
		}

		ExportStatus status() {
			return new ExportStatus("https://api.example.com/otel/v1/traces", "project_name:demo", this.counts,
					this.lastSuccess, this.lastFailure, this.failedRequests, this.failuresInARow, this.logBytes, 1000,
					this.oldestUnsent, this.logProblem);
		}

	}

}

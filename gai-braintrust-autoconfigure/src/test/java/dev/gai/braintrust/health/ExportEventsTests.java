package dev.gai.braintrust.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.delivery.Answer;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.ExportOutcomes;
import dev.gai.braintrust.delivery.ExportStatus;
import dev.gai.braintrust.delivery.FailureCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExportEventsTests {

	private static final Instant FAILED = Instant.parse("2026-11-22T10:00:00Z");

	private final List<Object> published = new ArrayList<>();

	private final ExportEvents events = new ExportEvents(this::status,
			new HealthSettings(3, Duration.ofSeconds(60), 0, false), this.published::add);

	private int failures;

	private ExportOutcomes.Failure last;

	@Test
	void tellsOnceThatRequestsFailAndOnceThatTheyDoNot() {
		fail(FailureCategory.SERVER_ERROR, 503);
		fail(FailureCategory.SERVER_ERROR, 503);
		assertThat(this.published).isEmpty();

		fail(FailureCategory.SERVER_ERROR, 503);
		fail(FailureCategory.NETWORK, 0);
		assertThat(this.published).containsExactly(
				new ExportFailedEvent("https://api.example.com/otel", "server_error", 503, "busy", 3, FAILED));

		succeed();
		succeed();
		assertThat(this.published).hasSize(2);
		assertThat(this.published.get(1)).isInstanceOfSatisfying(ExportRecoveredEvent.class, (event) -> {
			assertThat(event.endpoint()).isEqualTo("https://api.example.com/otel");
			assertThat(event.failedAt()).isEqualTo(FAILED);
			assertThat(event.at()).isAfter(FAILED);
		});
	}

	@Test
	void tellsOfEveryOutage() {
		for (int outage = 0; outage < 2; outage++) {
			fail(FailureCategory.TIMEOUT, 0);
			fail(FailureCategory.TIMEOUT, 0);
			fail(FailureCategory.TIMEOUT, 0);
			succeed();
		}

		assertThat(this.published).hasExactlyElementsOfTypes(ExportFailedEvent.class, ExportRecoveredEvent.class,
				ExportFailedEvent.class, ExportRecoveredEvent.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "UNAUTHORIZED", "WRONG_ENDPOINT" })
	void tellsAtOnceWhereRetryingCannotHelp(FailureCategory category) {
		fail(category, 401);

		assertThat(this.published).hasExactlyElementsOfTypes(ExportFailedEvent.class);
	}

	@Test
	void tellsNothingOfAFewFailures() {
		fail(FailureCategory.SERVER_ERROR, 503);
		succeed();
		fail(FailureCategory.SERVER_ERROR, 503);
		succeed();

		assertThat(this.published).isEmpty();
	}

	private void fail(FailureCategory category, int status) {
		this.failures++;
		this.last = new ExportOutcomes.Failure(category, status, "busy", FAILED);
		this.events.requestEnded(new Answer(status, category, "busy", null, 0, Duration.ZERO));
	}

	private void succeed() {
		this.failures = 0;
		this.events.requestEnded(new Answer(200, null, "", null, 0, Duration.ZERO));
	}

	private ExportStatus status() {
		return new ExportStatus("https://api.example.com/otel", "project_name:demo",
				new ExportCounters.Counts(0, 0, 0, 0, 0, 0, 0, Map.of(), 0), null, this.last, 0, this.failures, 0, 1,
				Duration.ZERO, null);
	}

}

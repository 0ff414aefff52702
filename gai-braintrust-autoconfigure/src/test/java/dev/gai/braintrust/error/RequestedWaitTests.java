package dev.gai.braintrust.error;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestedWaitTests {

	private final RequestedWait wait = new RequestedWait(
			Clock.fixed(Instant.parse("2026-11-27T10:00:00Z"), ZoneOffset.UTC));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0                               | PT0S
			7                               | PT7S
			1.5                             | PT1.5S
			7.66s                           | PT7.66S
			2m59.56s                        | PT2M59.56S
			1h2m3s                          | PT1H2M3S
			1d                              | PT24H
			120ms                           | PT0.12S
			6m0s                            | PT6M
			Fri, 27 Nov 2026 10:00:30 GMT   | PT30S
			2026-11-27T10:01:00Z            | PT1M
			Fri, 27 Nov 2026 09:00:00 GMT   | PT0S
			999999999999                    | PT8784H
			99999999999999999999999999999   | PT8784H
			""")
	void readsSecondsDatesAndDurations(String value, Duration expected) {
		assertThat(this.wait.parse(value)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "soon", "-1", "1e9", "Fri, 27 Foo 2026 10:00:30 GMT", "12x" })
	void doesNotGuess(String value) {
		assertThat(this.wait.parse(value)).isNull();
	}

	@Test
	void asksTheMostPreciseHeaderFirst() {
		assertThat(read(Map.of("retry-after-ms", "1200", "x-ms-retry-after-ms", "1300", "retry-after", "2")))
			.isEqualTo(Duration.ofMillis(1200));
		assertThat(read(Map.of("x-ms-retry-after-ms", "1300", "retry-after", "2"))).isEqualTo(Duration.ofMillis(1300));
		assertThat(read(Map.of("retry-after-ms", "soon", "retry-after", "2"))).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void readsTheResetOfTheLimitThatIsUsedUp() {
		assertThat(read(Map.of("x-ratelimit-remaining-requests", "12", "x-ratelimit-reset-requests", "9s",
				"x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "7.66s")))
			.isEqualTo(Duration.ofMillis(7660));
		assertThat(read(Map.of("x-ratelimit-reset-requests", "9s"))).isNull();
	}

	private Duration read(Map<String, String> headers) {
		return this.wait.of(new HttpFailure(429, (name) -> HttpHeaders.first(headers, name), null), ErrorBody.NONE);
	}

}

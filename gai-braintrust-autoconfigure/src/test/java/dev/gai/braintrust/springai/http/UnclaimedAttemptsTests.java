package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import dev.gai.braintrust.guard.BoundedMap;
import dev.gai.braintrust.request.server.ServerAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which attempt belongs to which request, and what is forgotten.
 */
class UnclaimedAttemptsTests {

	private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	private final UnclaimedAttempts attempts = new UnclaimedAttempts();

	@Test
	void givesARequestItsOwnAttemptsInTheirOrder() {
		this.attempts.add(attempt("a", 1));
		this.attempts.add(attempt("b", 0));
		this.attempts.add(attempt("a", 0));

		assertThat(this.attempts.takeBefore(attempt("a", 2))).containsExactly(attempt("a", 0), attempt("a", 1));
		assertThat(this.attempts.takeBefore(attempt("a", 2))).isEmpty();
		assertThat(this.attempts.takeBefore(attempt("b", 1))).containsExactly(attempt("b", 0));
	}

	@Test
	void givesTwoRequestsWithTheSameBodyOneAttemptOfEachNumber() {
		this.attempts.add(attempt("a", 0));
		this.attempts.add(attempt("a", 0));

		assertThat(this.attempts.takeBefore(attempt("a", 1))).hasSize(1);
		assertThat(this.attempts.takeBefore(attempt("a", 1))).hasSize(1);
	}

	@Test
	void knowsNothingOfARequestWithoutAFingerprint() {
		this.attempts.add(attempt(null, 0));

		assertThat(this.attempts.takeBefore(attempt(null, 1))).isEmpty();
	}

	@Test
	void forgetsTheOldestAndTheOld() {
		for (int i = 0; i < 2001; i++) {
			this.attempts.add(attempt("r" + i, 0));
		}
		assertThat(this.attempts.takeBefore(attempt("r0", 1))).isEmpty();
		assertThat(this.attempts.takeBefore(attempt("r1", 1))).hasSize(1);

		Instant later = NOW.plus(Duration.ofMinutes(11));
		this.attempts.add(new HttpAttempt(new ServerAddress("h", 443), "new", 0, later, later, new IOException()));
		assertThat(this.attempts.takeBefore(attempt("r2", 1))).isEmpty();
	}

	@Test
	void mapForgetsTheOldestEntries() {
		BoundedMap<String, String> map = new BoundedMap<>(2);
		map.put("a", "1");
		map.put("b", "2");
		map.put("c", "3");

		assertThat(map.size()).isEqualTo(2);
		assertThat(map.remove("a")).isNull();
		assertThat(map.remove("c")).isEqualTo("3");
	}

	private static HttpAttempt attempt(String request, int number) {
		return new HttpAttempt(new ServerAddress("host", 443), request, number, NOW, NOW, null);
	}

}

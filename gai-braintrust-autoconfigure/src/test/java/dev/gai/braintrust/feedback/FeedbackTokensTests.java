package dev.gai.braintrust.feedback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FeedbackTokens}.
 */
class FeedbackTokensTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN = "b7ad6b7169203331";

	private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

	private final FeedbackTokens tokens = tokens("secret", "project_name:shop", NOW);

	@Test
	void standsForItsSpanOnEveryInstance() {
		String token = this.tokens.issue(TRACE, SPAN);

		assertThat(token).hasSize(72).matches("[A-Za-z0-9_-]+").doesNotContain(SPAN);
		assertThat(tokens("secret", "project_name:shop", NOW).read(token)).isEqualTo(new FeedbackTarget(TRACE, SPAN));
	}

	@Test
	void expires() {
		String token = this.tokens.issue(TRACE, SPAN);

		assertThat(tokens("secret", "project_name:shop", NOW.plus(Duration.ofDays(30)).minusSeconds(1)).read(token))
			.isNotNull();
		assertThatExceptionOfType(InvalidFeedbackTokenException.class)
			.isThrownBy(() -> tokens("secret", "project_name:shop", NOW.plus(Duration.ofDays(30))).read(token))
			.withMessageContaining("expired");
	}

	/** Clocks of instances differ: a token is good until the end that it names itself. */
	@Test
	void holdsWhereClocksDiffer() {
		for (Duration skew : List.of(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofHours(26))) {
			String fromTheFuture = tokens("secret", "project_name:shop", NOW.plus(skew)).issue(TRACE, SPAN);
			String fromThePast = tokens("secret", "project_name:shop", NOW.minus(skew)).issue(TRACE, SPAN);

			assertThat(this.tokens.read(fromTheFuture)).isEqualTo(new FeedbackTarget(TRACE, SPAN));
			assertThat(this.tokens.read(fromThePast)).isEqualTo(new FeedbackTarget(TRACE, SPAN));
			Instant end = NOW.minus(skew).plus(Duration.ofDays(30));
			assertThat(tokens("secret", "project_name:shop", end.minusNanos(1)).read(fromThePast)).isNotNull();
			assertThatExceptionOfType(InvalidFeedbackTokenException.class)
				.isThrownBy(() -> tokens("secret", "project_name:shop", end).read(fromThePast));
		}
	}

	/** An expiry has 32 bits: it neither overflows nor comes early. */
	@Test
	void holdsForLongerThanAnybodyAsks() {
		for (int days : List.of(1, 3_650, 36_500)) {
			FeedbackTokens patient = new FeedbackTokens("secret", "d", Duration.ofDays(days), InstantSource.fixed(NOW));

			assertThat(new FeedbackTokens("secret", "d", Duration.ofDays(1),
					InstantSource.fixed(NOW.plus(Duration.ofHours(23))))
				.read(patient.issue(TRACE, SPAN))).isEqualTo(new FeedbackTarget(TRACE, SPAN));
		}
	}

	@Test
	void isRefusedByOthers() {
		String token = this.tokens.issue(TRACE, SPAN);

		assertThatExceptionOfType(InvalidFeedbackTokenException.class)
			.isThrownBy(() -> tokens("other", "project_name:shop", NOW).read(token));
		assertThatExceptionOfType(InvalidFeedbackTokenException.class)
			.isThrownBy(() -> tokens("secret", "project_name:other", NOW).read(token));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "a", "....", "b7ad6b7169203331" })
	void refusesWhatIsNoToken(String token) {
		assertThatExceptionOfType(InvalidFeedbackTokenException.class).isThrownBy(() -> this.tokens.read(token))
			.withMessage("This is no feedback token");
	}

	@Test
	void acceptsNoneOfTenThousandForgeries() {
		Random random = new Random(42);
		byte[] genuine = Base64.getUrlDecoder().decode(this.tokens.issue(TRACE, SPAN));
		for (int i = 0; i < 10_000; i++) {
			byte[] forged = genuine.clone();
			if (i % 2 == 0) {
				forged[random.nextInt(forged.length)] ^= (byte) (1 << random.nextInt(8));
			}
			else {
				random.nextBytes(forged);
				forged[0] = 1;
			}
			String token = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
			assertThatExceptionOfType(InvalidFeedbackTokenException.class).isThrownBy(() -> this.tokens.read(token));
		}
	}

	private static FeedbackTokens tokens(String secret, String destination, Instant now) {
		return new FeedbackTokens(secret, destination, Duration.ofDays(30), InstantSource.fixed(now));
	}

}

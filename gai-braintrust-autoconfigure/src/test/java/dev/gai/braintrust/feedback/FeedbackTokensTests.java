package dev.gai.braintrust.feedback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
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

package dev.gai.braintrust.delivery;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogSafeTextTests {

	@Test
	void keepsPlainText() {
		assertThat(LogSafeText.of(" Zu viele Anfragen \u2013 sp\u00e4ter ", "sk"))
			.isEqualTo("Zu viele Anfragen \u2013 sp\u00e4ter");
	}

	@Test
	void replacesWhatForgesLinesOrColours() {
		assertThat(LogSafeText.of("a\r\nb\u001b[0m\u2028c\u202ed\u0000e\u0085f\u2029g", ""))
			.isEqualTo("a  b [0m c d e f g");
	}

	@Test
	void cutsLongText() {
		assertThat(LogSafeText.of("x".repeat(1_000_000), "")).hasSize(200);
		assertThat(LogSafeText.of("x".repeat(199) + "\ud83d\ude00", "")).isEqualTo("x".repeat(199));
	}

	@Test
	void hidesTheSecretWhereverItIs() {
		assertThat(LogSafeText.of("key sk-1 sk-1", "sk-1")).isEqualTo("key *** ***");
		assertThat(LogSafeText.of("x".repeat(190) + "sk-" + "1".repeat(40), "sk-" + "1".repeat(40)))
			.isEqualTo("x".repeat(190) + "***");
		assertThat(LogSafeText.of("key sk-1.", "sk-1 \n")).isEqualTo("key ***.");
	}

	@Test
	void showsNoHalfOfASecretWhereTheTextIsCut() {
		for (int length : new int[] { 30, 51, 230, 999, 20_000 }) {
			String secret = "S" + IntStream.range(0, length - 1)
				.mapToObj((i) -> String.valueOf((char) ('a' + i % 26)))
				.reduce("", String::concat);
			assertThat(LogSafeText.of(secret.repeat(1_000), secret)).doesNotContain("S").doesNotContain("a");
		}
	}

}

package dev.gai.braintrust.content.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TextBytes}.
 */
class TextBytesTests {

	private final TextBytes bytes = new TextBytes();

	@Test
	void hasAByteForEachCharacterOfAnyText() {
		Random random = new Random(7);
		for (int round = 0; round < 20_000; round++) {
			String text = text(random);
			this.bytes.of(text);
			assertThat(this.bytes.isNarrow()).isEqualTo(text.chars().allMatch((character) -> character < 0x100));
			for (int i = 0; i < text.length(); i++) {
				char character = text.charAt(i);
				byte found = this.bytes.bytes()[i];
				if (character < 0x100) {
					assertThat(found).isEqualTo((byte) character);
				}
				else {
					assertThat(found).isIn((byte) '?', (byte) 0x80);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "\u00e9", "\u00ff", "\u0100", "\u2026", "\u3042", "\uD83D\uDE00" })
	void takesALongTextWhateverItEndsWith(String last) {
		String text = "na\u00efve \u00a0".repeat(1000) + last;

		byte[] bytes = this.bytes.of(text).bytes();

		assertThat(new String(bytes, 0, 7000, StandardCharsets.ISO_8859_1)).isEqualTo(text.substring(0, 7000));
		assertThat(this.bytes.isNarrow()).isEqualTo(last.charAt(0) < 0x100);
		assertThat(this.bytes.hasEasternLetters()).isEqualTo(last.equals("\u0100"));
		assertThat(this.bytes.hasOtherScripts()).isEqualTo(last.equals("\u3042"));
	}

	@Test
	void aNarrowTextIsOnlyThatBehindAWideOne() {
		this.bytes.of("\u3042".repeat(1000));

		assertThat(this.bytes.of("a".repeat(1000)).isNarrow()).isTrue();
		assertThat(this.bytes.hasOtherScripts()).isFalse();
	}

	@Test
	void countsTheBytesOfUtf8() {
		for (String text : new String[] { "", "a", "für immer", "日本語 text", "\uD83D\uDE00", "é".repeat(5000),
				"a".repeat(300_000), "x".repeat(4095) + "\uD83D\uDE00" + "é" }) {
			assertThat(this.bytes.of(text).utf8Length()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
		}
	}

	@Test
	void aWordGoesOnBehindACharacterThatIsAnException() {
		String text = "Basic dXNlcjpwYXNz\u0134 and so on, in plain words";
		assertThat(this.bytes.of(text).bytes()[18]).isEqualTo((byte) '?');
		String other = "日本語のテキスト\u0134 and";
		assertThat(this.bytes.of(other).bytes()[8]).isEqualTo((byte) 0x80);
		String withPair = "Basic dXNlcjpwYXNz\uD83D\uDE00 and so on, in plain words";
		assertThat(this.bytes.of(withPair).bytes()[18]).isEqualTo((byte) 0x80);
	}

	@Test
	void aLongTextDoesNotKeepItsMemory() {
		this.bytes.of("a".repeat(1_000_000));
		assertThat(this.bytes.bytes()).hasSizeGreaterThanOrEqualTo(1_000_000);
		this.bytes.of("b");
		assertThat(this.bytes.bytes()).hasSizeLessThanOrEqualTo(262_144);
	}

	private static String text(Random random) {
		int length = (random.nextInt(100) == 0) ? 2040 + random.nextInt(20) : random.nextInt(60);
		int range = new int[] { 0x80, 0x100, 0x180, 0x10000 }[random.nextInt(4)];
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append((char) random.nextInt((random.nextInt(8) == 0) ? range : 0x80));
		}
		return text.toString();
	}

}

package dev.gai.braintrust.content.bytes;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where JSON text has to be looked at, eight characters at a time.
 */
class JsonEscapesTests {

	@Test
	void findsEveryCharacterAtEveryPlace() {
		for (int length = 1; length <= 20; length++) {
			for (int place = 0; place < length; place++) {
				for (int character = 0; character < 0x100; character++) {
					byte[] text = new byte[length];
					Arrays.fill(text, (byte) 'a');
					text[place] = (byte) character;

					assertThat(JsonEscapes.next(text, 0, length)).isEqualTo(isPlain((byte) character) ? length : place);
				}
			}
		}
	}

	@Test
	void findsWhatLookingAtOneAfterTheOtherFinds() {
		Random random = new Random(21);
		for (int round = 0; round < 20_000; round++) {
			byte[] text = new byte[random.nextInt(60)];
			for (int i = 0; i < text.length; i++) {
				text[i] = (byte) ((random.nextInt(8) == 0) ? random.nextInt(0x100) : ' ' + random.nextInt(0x60));
			}
			int from = random.nextInt(text.length + 1);
			int expected = from;
			while (expected < text.length && isPlain(text[expected])) {
				expected++;
			}

			assertThat(JsonEscapes.next(text, from, text.length)).isEqualTo(expected);
		}
	}

	private static boolean isPlain(byte character) {
		return character >= ' ' && character != '"' && character != '\\';
	}

}

package dev.gai.braintrust.content.media;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a word is found where {@code String} finds it.
 */
class WordSearchTests {

	@Test
	void findsWhatAStringFinds() {
		Random random = new Random(1);
		for (int i = 0; i < 5_000; i++) {
			String word = text(random, "ab:", 1 + random.nextInt(3));
			// Some texts have the character more often than it is looked at.
			String text = text(random, random.nextBoolean() ? "ab:" : "aaaaaaaab:\u2013", random.nextInt(400));
			int from = random.nextInt(420);
			WordSearch search = new WordSearch(word, random.nextInt(word.length()));

			assertThat(search.in(text, from)).as("%s in %s", search, text).isEqualTo(text.indexOf(word, from));
		}
	}

	private static String text(Random random, String of, int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.append(of.charAt(random.nextInt(of.length())));
		}
		return text.toString();
	}

}

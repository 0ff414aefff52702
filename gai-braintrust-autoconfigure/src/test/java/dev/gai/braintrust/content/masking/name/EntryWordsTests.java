package dev.gai.braintrust.content.masking.name;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EntryWords}.
 */
class EntryWordsTests {

	@ParameterizedTest
	@ValueSource(strings = { "\"name\":\"DB_PASSWORD\"", "KEY = x", "\\\"header\\\" : 1", "fileName='a'" })
	void findsWhatNamesAnEntry(String text) {
		assertThat(words(text)).isEqualTo(EntryWords.NAME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"label\":\"PIN\"", "path: a", "FIELD=b" })
	void findsWhatLabelsIt(String text) {
		assertThat(words(text)).isEqualTo(EntryWords.LABEL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"is_secret\":true", "sensitive = true", "Masked:true", "secured: true",
			"\"type\": \"SecureString\"", "type=password" })
	void findsWhatMaySayThatItsValueIsASecret(String text) {
		assertThat(words(text)).isEqualTo(EntryWords.MARK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "name", "\"type\":\"string\"", "\"title\":\"name\"", "names: 1", "a:b=c" })
	void findsNothingElse(String text) {
		assertThat(words(text)).isZero();
	}

	@Test
	void findsSeveral() {
		assertThat(words("\"path\":1,\"secret\":true,\"key\":2"))
			.isEqualTo(EntryWords.LABEL | EntryWords.MARK | EntryWords.NAME);
	}

	@Test
	void looksOnlyAtAPart() {
		String text = "name:1, path:2, secret:3";

		assertThat(EntryWords.in(text, 6, 15)).isEqualTo(EntryWords.LABEL);
		assertThat(EntryWords.in(text, 6, 10)).isZero();
	}

	private static int words(String text) {
		return EntryWords.in(text, 0, text.length());
	}

}

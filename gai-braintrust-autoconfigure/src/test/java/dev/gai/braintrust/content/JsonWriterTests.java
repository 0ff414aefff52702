package dev.gai.braintrust.content;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JsonWriter}.
 */
@Tag("thorough")
class JsonWriterTests {

	private final JsonMapper mapper = new JsonMapper();

	@Test
	void whatItWritesIsReadAgainWhateverTheCharacters() {
		JsonWriter writer = new JsonWriter();
		Random random = new Random(5);
		for (int round = 0; round < 20_000; round++) {
			String text = text(random);
			assertThat(writer.clear().write(List.of(text, Map.of(text, 1)), 1_000_000)).isTrue();
			String json = writer.json().toString();
			String readable = WellFormed.text(text);
			assertThat(this.mapper.readTree(json).get(0).asString()).isEqualTo(readable);
			assertThat(this.mapper.readTree(json).get(1).propertyNames()).containsExactly(readable);
			assertThat(writer.json().length()).isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
		}
	}

	@Test
	void aQuestionMarkIsNoHalfOfAPair() {
		JsonWriter writer = new JsonWriter();
		assertThat(writer.write("why? \uD83D? \uD83D\uDE00 é?", 1000)).isTrue();
		assertThat(writer.json()).hasToString("\"why? \uFFFD? \uD83D\uDE00 é?\"");
	}

	@Test
	void givesUpWhatDoesNotFit() {
		for (String text : List.of("abcdefgh", "äöüäöü", "日本語日本語", "\"\"\"\"\"")) {
			int bytes = new JsonMapper().writeValueAsString(text).getBytes(StandardCharsets.UTF_8).length;
			assertThat(new JsonWriter().write(text, bytes)).as(text).isTrue();
			assertThat(new JsonWriter().write(text, bytes - 1)).as(text).isFalse();
		}
	}

	private static String text(Random random) {
		int range = new int[] { 0x80, 0x100, 0x800, 0x10000 }[random.nextInt(4)];
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(40); i > 0; i--) {
			switch (random.nextInt(4)) {
				case 0 -> text.append((char) random.nextInt(range));
				case 1 -> text.append("\"\\?\n\u0001é€\uD83D\uDE00".charAt(random.nextInt(9)));
				case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x1000));
				default -> text.append("plain words ");
			}
		}
		return text.toString();
	}

}

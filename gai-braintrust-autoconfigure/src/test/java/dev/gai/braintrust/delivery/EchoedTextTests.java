package dev.gai.braintrust.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A prompt is found in an answer however a service quotes it, and what says what is wrong
 * stays.
 */
@Tag("thorough")
class EchoedTextTests {

	private static final JsonMapper json = new JsonMapper();

	private static final JsonMapper ascii = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	@ParameterizedTest
	@ValueSource(strings = { "My patient is called Anna", "Meine \u00c4rztin hei\u00dft J\u00f6rg M\u00fcller",
			"\u79c1\u306e\u60a3\u8005\u306f\u30a2\u30f3\u30ca\u3067\u3059",
			"she said \"it hurts\" here\nand C:\\new\\files there",
			"\ud83d\ude00 don't <tell> anybody & nobody \ud83d\ude00" })
	void findsAPromptHoweverItIsQuoted(String prompt) {
		String row = json.writeValueAsString(Map.of("input", prompt));
		byte[] frame = ("....braintrust.input_json" + row + "....").getBytes(StandardCharsets.UTF_8);
		for (String quoted : List.of(prompt, row, json.writeValueAsString(row),
				json.writeValueAsString(json.writeValueAsString(row)), ascii.writeValueAsString(prompt),
				ascii.writeValueAsString(ascii.writeValueAsString(prompt)), "{'input': '" + prompt + "'}",
				prompt.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;").replace("'", "&#39;"),
				URLEncoder.encode(prompt, StandardCharsets.UTF_8), prompt.replace(" ", "\n   "))) {
			String shown = without("The value " + quoted + " is not allowed", frame);
			assertThat(shown).startsWith("The value ").endsWith(" is not allowed").contains("***");
			assertThat(without(shown, frame)).isEqualTo(shown);
			assertThat(shown).doesNotContainPattern("Anna|rztin|M.?ller|hurts|files|tell|anybody|\u60a3|60a3|\ud83d");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "My PIN is 4711", "Anna Smith", "4711-0815", "j@x.io", "Anna" })
	void findsShortTextsBetweenQuotes(String text) {
		byte[] frame = json.writeValueAsBytes(List.of(Map.of("role", "user", "content", text)));

		assertThat(without("Field \"content\": value \"" + text + "\" is bad", frame))
			.isEqualTo("Field \"content\": value \"***\" is bad");
		assertThat(without("Field 'content': value '" + text + "' is bad", frame))
			.isEqualTo("Field 'content': value '***' is bad");
	}

	@Test
	void leavesWhatSaysWhatIsWrong() {
		byte[] frame = json.writeValueAsBytes(
				Map.of("role", "user", "metadata", Map.of("user_id", "u"), "content", "a request to an organization"));

		for (String said : List.of("\"metadata\" is no object: 'user_id' is missing", "Unknown organization",
				"braintrust.span_attributes: expected an object", "Internal Server Error", "", "\"\"\"\"", "%", "&",
				"\\", "\\u12", "&#;", "%4")) {
			assertThat(without(said, frame)).isEqualTo(said);
		}
	}

	@Test
	void takesItsTimeWhateverIsRepeated() {
		byte[] frame = new byte[4_000_000];
		Arrays.fill(frame, (byte) 'A');

		assertThat(without("A".repeat(2_000), frame)).isEqualTo("***");
		assertThat(without("A b ".repeat(500), frame)).startsWith("A b ");
	}

	@Test
	void survivesAnyBytes() {
		Random random = new Random(7);
		for (int i = 0; i < 500; i++) {
			byte[] bytes = new byte[random.nextInt(300)];
			random.nextBytes(bytes);
			String text = new String(bytes, StandardCharsets.UTF_8) + "\\u\\x\\"
					+ new String(bytes, StandardCharsets.UTF_16);
			assertThat(without(text, bytes).length()).isLessThanOrEqualTo(text.length() + 3 * text.length());
		}
	}

	private static String without(String answer, byte[] frame) {
		return EchoedText.without(answer, List.of(new byte[3], frame), "project_name:demo");
	}

}

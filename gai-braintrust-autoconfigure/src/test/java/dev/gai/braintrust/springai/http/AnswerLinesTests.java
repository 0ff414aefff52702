package dev.gai.braintrust.springai.http;

import dev.gai.braintrust.response.LlmResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is kept of the events of a streamed answer.
 */
class AnswerLinesTests {

	private final AnswerLines lines = new AnswerLines();

	@Test
	void areNotAskedWhereSpringAiSaysAsMuch() {
		add("Sun", "ny.");

		assertThat(this.lines.read()).isNull();
		assertThat(content(this.lines.readPart())).isEqualTo("Sunny.");
	}

	@Test
	void areAskedForThoughts() {
		this.lines.add("data: " + chunk("\"reasoning_content\":\"I look.\""));
		add("Sunny.");

		assertThat(this.lines.read().choices().get(0).message().fields()).containsEntry("reasoning", "I look.");
		assertThat(content(this.lines.readPart())).isEqualTo("Sunny.");
	}

	@Test
	void bringNothingWhereThereAreNone() {
		assertThat(this.lines.read()).isNull();
		assertThat(this.lines.readPart()).isNull();
	}

	@Test
	void keepTheTextOfALongAnswer() {
		String word = "word ".repeat(20);
		for (int i = 0; i < 1000; i++) {
			add(word);
		}

		assertThat(content(this.lines.readPart())).isEqualTo(word.repeat(1000));
	}

	@Test
	void areGivenUpWhereTheyAreTooLong() {
		String word = "w".repeat(100_000);
		for (int i = 0; i < 6; i++) {
			add(word);
		}
		add("end");

		assertThat(this.lines.readPart()).isNull();
	}

	@Test
	void areGivenUpWhereThoughtsAreTooLong() {
		for (int i = 0; i < 6; i++) {
			this.lines.add("data: " + chunk("\"reasoning_content\":\"" + "w".repeat(100_000) + "\""));
		}

		assertThat(this.lines.read()).isNull();
		assertThat(this.lines.readPart()).isNull();
	}

	@Test
	void doNotGrowInACopy() {
		add("Sun");
		AnswerLines copy = this.lines.copy();
		add("ny.");

		assertThat(content(copy.readPart())).isEqualTo("Sun");
	}

	private void add(String... texts) {
		for (String text : texts) {
			this.lines.add("data: " + chunk("\"content\":\"" + text + "\""));
		}
	}

	private static String chunk(String delta) {
		return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
				+ "\"choices\":[{\"index\":0,\"delta\":{" + delta + "}}]}";
	}

	private static Object content(LlmResponse response) {
		return response.choices().get(0).message().content();
	}

}

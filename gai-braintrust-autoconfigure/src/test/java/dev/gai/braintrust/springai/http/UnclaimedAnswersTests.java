package dev.gai.braintrust.springai.http;

import java.time.Instant;

import dev.gai.braintrust.request.server.ServerAddress;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose a streamed answer is at servers that give all answers the same id.
 */
class UnclaimedAnswersTests {

	private final UnclaimedAnswers answers = new UnclaimedAnswers();

	@Test
	void isOfWhoKnowsItsId() {
		AnswerEvents one = answer("1", "Why?");
		AnswerEvents two = answer("2", "Why?");

		assertThat(this.answers.take("2", true, () -> null)).isSameAs(two);
		assertThat(this.answers.take("2", true, () -> null)).isNull();
		assertThat(this.answers.take("1", true, () -> null)).isSameAs(one);
	}

	@Test
	void isOfWhoAskedItWhereTheIdIsThatOfAll() {
		AnswerEvents why = answer("0", "Why?");
		AnswerEvents how = answer("0", "How?");

		assertThat(this.answers.take("0", true, () -> "\"How?\"")).isSameAs(how);
		assertThat(this.answers.take("0", true, () -> "\"How?\"")).isSameAs(why);
		assertThat(this.answers.take("0", true, () -> "\"How?\"")).isNull();
	}

	@Test
	void isTheWholeOneOfWhoGotAllOfIt() {
		AnswerEvents part = answer("0", "Why?");
		AnswerEvents whole = answer("0", "Why?");
		whole.line("data: [DONE]");

		assertThat(this.answers.take("0", true, () -> "\"Why?\"")).isSameAs(whole);
		assertThat(this.answers.take("0", false, () -> "\"Why?\"")).isSameAs(part);
	}

	@Test
	void isForgottenWhereThereAreVeryMany() {
		answer("first", "Why?");
		for (int i = 0; i < 2000; i++) {
			answer("0", "Why?");
		}

		assertThat(this.answers.take("first", true, () -> null)).isNull();
		assertThat(this.answers.take("0", true, () -> null)).isNotNull();
	}

	private AnswerEvents answer(String id, String question) {
		HttpAttempt attempt = new HttpAttempt(new ServerAddress("models.example", 443), null, 0, Instant.EPOCH,
				Instant.EPOCH, null);
		AnswerEvents events = new AnswerEvents(attempt, new HttpExchanges(),
				RequestBody.create("{\"content\":\"" + question + "\"}", MediaType.get("application/json")));
		this.answers.add(id, events);
		return events;
	}

}

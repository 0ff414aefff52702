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

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final UnclaimedAnswers answers = new UnclaimedAnswers();

	@Test
	void isOfWhoKnowsItsId() {
		AnswerEvents one = answer("1", "Why?");
		AnswerEvents two = answer("2", "Why?");

		assertThat(this.answers.take("2", true, null, () -> null)).isSameAs(two);
		assertThat(this.answers.take("2", true, null, () -> null)).isNull();
		assertThat(this.answers.take("1", true, null, () -> null)).isSameAs(one);
	}

	@Test
	void isOfWhoAskedItWhereTheIdIsThatOfAll() {
		AnswerEvents why = answer("0", "Why?");
		AnswerEvents how = answer("0", "How?");

		assertThat(this.answers.take("0", true, null, () -> "\"How?\"")).isSameAs(how);
		assertThat(this.answers.take("0", true, null, () -> "\"How?\"")).isSameAs(why);
		assertThat(this.answers.take("0", true, null, () -> "\"How?\"")).isNull();
	}

	@Test
	void isTheWholeOneOfWhoGotAllOfIt() {
		AnswerEvents part = answer("0", "Why?");
		AnswerEvents whole = answer("0", "Why?");
		whole.line("data: [DONE]");

		assertThat(this.answers.take("0", true, null, () -> "\"Why?\"")).isSameAs(whole);
		assertThat(this.answers.take("0", false, null, () -> "\"Why?\"")).isSameAs(part);
	}

	@Test
	void isNotOneThatWasOverBeforeTheRequest() {
		AnswerEvents before = answer("0", "Why?");
		before.left();
		Instant since = Instant.now().plusMillis(1);
		AnswerEvents own = answer("0", "Why?", since);

		assertThat(this.answers.take("0", true, since, () -> "\"Why?\"")).isSameAs(own);
		assertThat(this.answers.take("0", true, since, () -> "\"Why?\"")).isNull();
		assertThat(this.answers.take("0", true, START, () -> "\"Why?\"")).isSameAs(before);
	}

	@Test
	void isRatherOneThatBeganLater() {
		AnswerEvents before = answer("0", "Why?", START);
		AnswerEvents own = answer("0", "Why?", START.plusMillis(2));

		assertThat(this.answers.take("0", false, START.plusMillis(1), () -> "\"Why?\"")).isSameAs(own);
		assertThat(this.answers.take("0", false, START.plusMillis(1), () -> "\"Why?\"")).isSameAs(before);
	}

	@Test
	void isRatherAWholeOneThatBeganBeforeOfWhoGotAllOfIt() {
		AnswerEvents whole = answer("0", "Why?", START);
		whole.line("data: [DONE]");
		AnswerEvents part = answer("0", "Why?", START.plusMillis(2));

		assertThat(this.answers.take("0", true, START.plusMillis(1), () -> "\"Why?\"")).isSameAs(whole);
		assertThat(this.answers.take("0", false, START.plusMillis(1), () -> "\"Why?\"")).isSameAs(part);
	}

	@Test
	void isTheFirstOneThatBeganSoThatTheOthersFindOne() {
		AnswerEvents second = answer("0", "Why?", START.plusMillis(3));
		AnswerEvents first = answer("0", "Why?", START.plusMillis(1));

		assertThat(this.answers.take("0", false, START, () -> "\"Why?\"")).isSameAs(first);
		assertThat(this.answers.take("0", false, START.plusMillis(2), () -> "\"Why?\"")).isSameAs(second);
	}

	@Test
	void isForgottenWhereItWasFoundByWhatWasAsked() {
		AnswerEvents answer = answer("0", "Why?");
		answer.line("data: {\"id\":\"0\"}");

		this.answers.forget(answer);

		assertThat(this.answers.take("0", true, null, () -> null)).isNull();
	}

	@Test
	void isForgottenWhereThereAreVeryMany() {
		answer("first", "Why?");
		for (int i = 0; i < 2000; i++) {
			answer("0", "Why?");
		}

		assertThat(this.answers.take("first", true, null, () -> null)).isNull();
		assertThat(this.answers.take("0", true, null, () -> null)).isNotNull();
	}

	private AnswerEvents answer(String id, String question) {
		return answer(id, question, START);
	}

	private AnswerEvents answer(String id, String question, Instant start) {
		HttpAttempt attempt = new HttpAttempt(new ServerAddress("models.example", 443), null, 0, start, start, null);
		AnswerEvents events = new AnswerEvents(attempt, new HttpExchanges(),
				RequestBody.create("{\"content\":\"" + question + "\"}", MediaType.get("application/json")));
		this.answers.add(id, events);
		return events;
	}

}

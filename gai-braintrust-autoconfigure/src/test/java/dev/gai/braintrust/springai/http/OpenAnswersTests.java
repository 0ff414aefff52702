package dev.gai.braintrust.springai.http;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import dev.gai.braintrust.request.server.ServerAddress;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose a streamed answer is of which nothing is known but what was asked.
 */
class OpenAnswersTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final OpenAnswers answers = new OpenAnswers();

	@Test
	void isOfWhoAskedIt() {
		AnswerEvents oslo = begin(START, body("{\"q\":\"Weather in Oslo?\"}"));
		begin(START, body("{\"q\":\"Weather in Rome?\"}"));

		AnswerEvents found = this.answers.take(START, "\"Weather in Oslo?\"");

		assertThat(found).isNotNull();
		assertThat(found).isSameAs(oslo);
		assertThat(this.answers.take(START, "\"Weather in Oslo?\"")).isNull();
	}

	@Test
	void isNobodysWhereTwoHaveAskedTheSame() {
		begin(START, body("\"Why?\""));
		begin(START, body("\"Why?\""));

		assertThat(this.answers.take(START, "\"Why?\"")).isNull();
	}

	@Test
	void isTheOneThatWasLeftWhereTwoHaveAskedTheSame() {
		AnswerEvents left = begin(START, body("\"Why?\""));
		begin(START, body("\"Why?\""));
		left.left();

		assertThat(this.answers.take(START, "\"Why?\"")).isSameAs(left);
	}

	@Test
	void isTheFirstOneThatBeganSoThatTheOthersFindOne() {
		AnswerEvents second = begin(START.plusMillis(3), body("\"Why?\""));
		AnswerEvents first = begin(START.plusMillis(1), body("\"Why?\""));
		AnswerEvents third = begin(START.plusMillis(5), body("\"Why?\""));
		for (AnswerEvents failed : List.of(first, second, third)) {
			failed.left();
		}

		assertThat(this.answers.failed(START, "\"Why?\"")).isSameAs(first);
		assertThat(this.answers.takeFailed(START, "\"Why?\"")).isSameAs(first);
		assertThat(this.answers.take(START.plusMillis(2), "\"Why?\"")).isSameAs(second);
		assertThat(this.answers.takeFailed(START.plusMillis(4), "\"Why?\"")).isSameAs(third);
	}

	@Test
	void isNobodysWhereItIsOlderOrHasEndedOrCannotBeRead() {
		begin(START.minusSeconds(1), body("\"Why?\""));
		this.answers.end(begin(START, body("\"Why?\"")));
		begin(START, null);
		begin(START, new Body("\"Why?\"", true, false));
		begin(START, new Body("\"Why?\"", false, true));

		assertThat(this.answers.take(START, "\"Why?\"")).isNull();
	}

	@Test
	void isForgottenWhereThereAreVeryMany() {
		begin(START, body("\"Why?\""));
		for (int i = 0; i < 1000; i++) {
			begin(START, null);
		}

		assertThat(this.answers.take(START, "\"Why?\"")).isNull();
	}

	private AnswerEvents begin(Instant start, RequestBody body) {
		HttpAttempt attempt = new HttpAttempt(new ServerAddress("models.example", 443), null, 0, start, start, null);
		AnswerEvents events = new AnswerEvents(attempt, new HttpExchanges(), body);
		this.answers.begin(events);
		return events;
	}

	private static RequestBody body(String text) {
		return new Body(text, false, false);
	}

	/** What was asked. */
	private static final class Body extends RequestBody {

		private final String text;

		private final boolean once;

		private final boolean broken;

		Body(String text, boolean once, boolean broken) {
			this.text = text;
			this.once = once;
			this.broken = broken;
		}

		@Override
		public MediaType contentType() {
			return null;
		}

		@Override
		public boolean isOneShot() {
			return this.once;
		}

		@Override
		public void writeTo(BufferedSink sink) throws IOException {
			if (this.broken) {
				throw new IOException("gone");
			}
			sink.writeUtf8(this.text);
		}

	}

}

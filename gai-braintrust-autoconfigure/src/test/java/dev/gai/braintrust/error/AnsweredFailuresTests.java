package dev.gai.braintrust.error;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exceptions that stand for errors of providers.
 */
class AnsweredFailuresTests {

	@Test
	void areKnownOfAllCallsThatFailAtATime() {
		List<Throwable> thrown = new ArrayList<>();
		List<Throwable> answered = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			AnsweredErrorException answer = new AnsweredErrorException("429", "Slow down " + i, null);
			Throwable exception = new IllegalStateException("No choices");
			assertThat(AnsweredFailures.of(answer, exception)).isSameAs(answer);
			answered.add(answer);
			thrown.add(exception);
		}

		assertThat(thrown).extracting(AnsweredFailures::behind).isEqualTo(answered);
	}

	@Test
	void areForgottenInTheEnd() {
		Throwable first = new IllegalStateException("No choices");
		AnsweredFailures.of(new AnsweredErrorException("429", "Slow down", null), first);
		for (int i = 0; i < 1000; i++) {
			AnsweredFailures.of(new AnsweredErrorException("429", "Slow down", null), new IllegalStateException());
		}

		assertThat(AnsweredFailures.behind(first)).isSameAs(first);
	}

	@Test
	void areNoneWhereNothingWasAnswered() {
		Throwable thrown = new IllegalStateException("No choices");

		assertThat(AnsweredFailures.of(null, thrown)).isSameAs(thrown);
		assertThat(AnsweredFailures.behind(thrown)).isSameAs(thrown);
		assertThat(AnsweredFailures.of(null, null)).isNull();
	}

}

package dev.gai.braintrust.sample.demo;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExpectationTests {

	private static final Traces NOTHING = new Traces(List.of());

	@Test
	void passesWhenItIsMet() {
		Outcome outcome = new Expectation("there is nothing", (traces) -> Unmet.unless(traces.rows().isEmpty(), ""))
			.in(NOTHING);
		assertThat(outcome.passed()).isTrue();
		assertThat(outcome.line()).isEqualTo("PASS  there is nothing");
	}

	@Test
	void saysWhatIsWrong() {
		Outcome outcome = new Expectation("there is a row", (traces) -> traces.one("chat m")).in(NOTHING);
		assertThat(outcome.passed()).isFalse();
		assertThat(outcome.line()).isEqualTo("FAIL  there is a row\n      there are 0 rows 'chat m', not 1");
	}

	@Test
	void failsWhenItCannotBeChecked() {
		Outcome outcome = new Expectation("first", (traces) -> traces.rows().get(0)).in(NOTHING);
		assertThat(outcome.line()).startsWith("FAIL  first\n      cannot be checked: java.lang.");
	}

	@Test
	void comparesTypesToo() {
		Outcome outcome = new Expectation("a number", (traces) -> Unmet.unlessEqual("7", 7L, "it")).in(NOTHING);
		assertThat(outcome.failure()).isEqualTo("it is 7, not 7");
	}

}

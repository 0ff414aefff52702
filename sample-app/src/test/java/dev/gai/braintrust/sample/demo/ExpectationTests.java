package dev.gai.braintrust.sample.demo;

import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.sample.llm.LlmSettings;
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
	void noneIsMetWhenNothingArrives() {
		LlmSettings llm = new LlmSettings("p", "u", "k", "m");
		List<PartResult> parts = List.of(new PartResult(Demo.CHAT, "", "t", null, null));
		assertThat(Stream.of(new TreeExpectations(parts, "m").all(), new CallExpectations(llm, "").all(),
				new LabelExpectations().all(), new SafetyExpectations("").all()))
			.flatMap((expectations) -> expectations)
			.hasSizeGreaterThan(20)
			.allSatisfy(
					(expectation) -> assertThat(expectation.in(NOTHING).passed()).as(expectation.title()).isFalse());
	}

	@Test
	void comparesTypesToo() {
		Outcome outcome = new Expectation("a number", (traces) -> Unmet.unlessEqual("7", 7L, "it")).in(NOTHING);
		assertThat(outcome.failure()).isEqualTo("it is 7, not 7");
	}

}

package dev.gai.braintrust.eval;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Cases from files.
 */
class EvalDataTests {

	@Test
	void jsonLinesAreCases() {
		List<EvalCase> cases = new JsonLinesCases("a.jsonl").read("""
				{"id": 7, "input": {"q": "a"}, "expected": ["b"], "metadata": {"k": 1}, "tags": ["t"]}

				{"input": "only"}
				""");

		assertThat(cases).hasSize(2);
		EvalCase first = cases.get(0);
		assertThat(first.id()).isEqualTo("7");
		assertThat(first.input().path("q").asString()).isEqualTo("a");
		assertThat(first.metadata()).containsEntry("k", 1);
		assertThat(first.tags()).containsExactly("t");
		assertThat(cases.get(1).name()).isEqualTo("only");
		assertThat(cases.get(1).expected(String.class)).isNull();
	}

	@Test
	void aMalformedLineIsNamed() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new JsonLinesCases("a.jsonl").read("{\"input\": 1}\n{\"input\": \n"))
			.withMessageStartingWith("a.jsonl, line 2 is not JSON");
		assertThatIllegalArgumentException().isThrownBy(() -> new JsonLinesCases("a.jsonl").read("\n{\"expected\": 1}"))
			.withMessageStartingWith("a.jsonl, line 2 has no input");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new JsonLinesCases("a.jsonl").read("{\"input\": 1, \"expect\": 1}"))
			.withMessageStartingWith("a.jsonl, line 1 has the unknown field 'expect'");
	}

	@Test
	void csvHasANamedColumnForEachField() {
		List<EvalCase> cases = new CsvCases("a.csv").read("""
				id,input,expected,tags,metadata.tier
				one,"Is it, ""so""?",yes,a;b,gold
				two,plain,,,
				""");

		assertThat(cases).hasSize(2);
		EvalCase first = cases.get(0);
		assertThat(first.input(String.class)).isEqualTo("Is it, \"so\"?");
		assertThat(first.expected(String.class)).isEqualTo("yes");
		assertThat(first.tags()).containsExactly("a", "b");
		assertThat(first.metadata()).containsEntry("tier", "gold");
		assertThat(cases.get(1).expected(String.class)).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> new CsvCases("a.csv").read("id,input,note\n1,a,b\n"))
			.withMessageContaining("line 2 has the unknown column 'note'");
	}

}

package dev.gai.braintrust.sample.demo;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TraceTreeTests {

	@Test
	void drawsChildrenInTheOrderOfTheirStart() {
		List<String> lines = TraceTree.of(List.of(
				SomeRow.of("3", "2", "chat m", 2, "llm", "{\"prompt_tokens\":12,\"completion_tokens\":345}"),
				SomeRow.failed("4", "1", "execute_tool chart", 9, "java.lang.IllegalStateException: no\nchart"),
				SomeRow.of("2", "1", "step plan", 1, "task", "{}"), SomeRow.of("1", "", "research", 0, "task", "{}")));
		assertThat(lines).containsExactly("research                                        task               5 ms  ok",
				"├─ step plan                                    task               5 ms  ok",
				"│  └─ chat m                                    llm     12→345     5 ms  ok",
				"└─ execute_tool chart                           tool               5 ms  ERROR no chart");
	}

	@Test
	void showsTheTimeToFirstToken() {
		assertThat(TraceTree.of(List.of(SomeRow.of("1", "", "chat m", 0, "llm", "{\"time_to_first_token\":0.0841}"))))
			.singleElement()
			.asString()
			.endsWith("ok, first token 84 ms");
	}

	@Test
	void showsARowWhoseParentIsMissing() {
		assertThat(TraceTree.of(List.of(SomeRow.of("2", "1", "step plan", 0, "task", "{}")))).singleElement()
			.asString()
			.startsWith("(parent missing) step plan");
	}

	@Test
	void staysWithinAHundredColumns() {
		String name = "x".repeat(200);
		assertThat(TraceTree.of(List.of(SomeRow.failed("1", "", name, 0, name))))
			.allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(100).contains("x… tool").endsWith("x…"));
	}

}

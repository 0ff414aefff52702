package dev.gai.braintrust.console;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunningSpansTests {

	private final RunningSpans running = new RunningSpans((name) -> name.replace("secret", "***"));

	@Test
	void showsWhatHasStartedUntilItEnds() {
		this.running.started("t", "a", null, "agent secret", "task", 1_500_000);
		this.running.started("t", "b", "a", "chat m", "llm", 2_500_000);

		assertThat(this.running.rows()).containsExactly(
				Map.of("trace", "t", "id", "a", "name", "agent ***", "type", "task", "start", 1.5, "open", true),
				Map.of("trace", "t", "id", "b", "parent", "a", "name", "chat m", "type", "llm", "start", 2.5, "open",
						true));
		long before = this.running.version();

		this.running.ended("t", "b");
		this.running.ended("t", "never-started");

		assertThat(this.running.rows()).extracting((row) -> row.get("id")).isEqualTo(List.of("a"));
		assertThat(this.running.version()).isEqualTo(before + 1);
	}

	@Test
	void isBounded() {
		for (int i = 0; i < RunningSpans.MAX_SPANS + 100; i++) {
			this.running.started("t", "span-" + i, null, "x".repeat(10_000), "task", i);
		}
		assertThat(this.running.rows()).hasSize(500)
			.allSatisfy((row) -> assertThat((String) row.get("name")).hasSize(512));
		for (int i = 0; i < RunningSpans.MAX_SPANS + 100; i++) {
			this.running.ended("t", "span-" + i);
		}
		this.running.started("t", "again", null, "again", "task", 1);

		assertThat(this.running.rows()).hasSize(1);
	}

}

package dev.gai.braintrust.test;

import java.time.Duration;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.test.sample.Assistant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test of Spring without anything of Boot.
 */
@SpringJUnitConfig
@Import({ Assistant.class, Assistant.Tools.class })
@AutoConfigureTraces
@Tag("application")
class PlainSpringTests {

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private Assistant assistant;

	@Test
	void assertsOnATrace() {
		this.assistant.research("media");

		assertThat(this.traces.single()).hasTree("""
				invoke_agent researcher
				  step plan
				    chat *
				  step gather
				    ...
				    execute_tool chart !
				    chat gpt-4o-mini
				""")
			.calledTool("search", (arguments) -> arguments.path("query").asString().contains("media"))
			.calledTools("search", "chart")
			.calledNoTool("delete_order")
			.hasModelCalls(2)
			.hasAtMostModelCalls(2)
			.hasAtMostSteps(2)
			.usedAtMostTokens(240)
			.costsAtMost("0.004")
			.tookAtMost(Duration.ofMinutes(1))
			.hasError(ErrorCategory.TOOL_FAILED);
		assertThat(this.traces.single()).span("chat gpt-*")
			.hasModel("gpt-4o-mini")
			.hasProvider("openai")
			.hasUsage(100, 20)
			.hasInputContaining("media")
			.hasOutputContaining("grows")
			.hasMetadata("user_id", "u-42")
			.hasScore("relevance", 0.88)
			.hasTag("beta")
			.hasAttempts(1)
			.isNotCancelled();
	}

	@Test
	void givesEachTestItsOwnTraces() {
		assertThat(this.traces.all()).isEmpty();
		assertThat(this.traces).isEmpty();

		this.assistant.ask("One?");
		this.assistant.ask("Two?");

		assertThat(this.traces).hasSize(2);
		assertThat(this.traces.named("chat *").usage().input()).isEqualTo(100);
		this.traces.clear();
		assertThat(this.traces).isEmpty();
	}

	@Test
	void isATreeThatCanBeApproved() {
		this.assistant.research("media");

		String tree = this.traces.single().tree();

		assertThat(tree).isEqualTo("""
				invoke_agent researcher
				  step plan
				    chat gpt-4o-mini
				  step gather
				    execute_tool search
				    execute_tool search
				    execute_tool chart !
				    chat gpt-4o-mini
				""");
		assertThat(this.traces.single()).hasTree(tree);
	}

}

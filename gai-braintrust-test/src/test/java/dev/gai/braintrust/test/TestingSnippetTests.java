package dev.gai.braintrust.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.gai.braintrust.test.sample.Assistant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of {@code docs/testing.md}, line by line.
 */
@SpringJUnitConfig
@Import({ Assistant.class, Assistant.Tools.class })
@AutoConfigureTraces
@Tag("application")
class TestingSnippetTests {

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private Assistant assistant;

	@Test
	void researches() {
		this.assistant.research("media");

		assertThat(this.traces.single()).hasTree("""
				invoke_agent researcher
				  step plan
				    chat *
				  step gather
				    ...
				    execute_tool chart !
				    chat *
				""")
			.calledTool("search", (arguments) -> arguments.path("query").asString().contains("media"))
			.calledTools("search", "chart")
			.calledNoTool("delete_order")
			.hasModelCalls(2)
			.hasAtMostSteps(5)
			.usedAtMostTokens(2_000)
			.costsAtMost("0.01")
			.tookAtMost(Duration.ofSeconds(30));
	}

	@Test
	void asksTheSmallModel() {
		this.assistant.ask("Does it grow?");

		assertThat(this.traces.single()).hasNoErrors()
			.span("chat gpt-*")
			.hasModel("gpt-4o-mini")
			.hasProvider("openai")
			.hasUsage(100, 20)
			.hasInputContaining("grow")
			.hasOutputContaining("it grows")
			.hasMetadata("user_id", "u-42")
			.hasScore("relevance", 0.88)
			.hasTag("beta")
			.hasAttempts(1)
			.isNotCancelled();
	}

	@Test
	void looksAsApproved() throws IOException {
		this.assistant.research("media");

		assertThat(this.traces.single()).hasTree(Files.readString(Path.of("src/test/resources/approved/research.txt")));
	}

	@Test
	void isCheap() {
		this.assistant.ask("Does it grow?");

		TraceSoftAssertions softly = new TraceSoftAssertions();
		softly.assertThat(this.traces.single()).as("the answer").hasModelCalls(1).costsAtMost("0.01");
		softly.assertThat(this.traces.single()).span("chat *").hasModel("gpt-4o-mini");
		softly.assertAll();
	}

}

package dev.gai.braintrust.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.test.sample.Assistant;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * What a failure says.
 */
@SpringJUnitConfig
@TestPropertySource(properties = "gai.braintrust.trace.request-root=false")
@Import({ Assistant.class, Assistant.Tools.class })
@AutoConfigureTraces
@Tag("thorough")
class FailureMessageTests {

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private Assistant assistant;

	@Autowired
	private GenAiTracer tracer;

	private final CompletableFuture<String> end = new CompletableFuture<>();

	@AfterEach
	void endWhatRuns() {
		this.end.complete("");
	}

	@Test
	void namesTheToolThatWasProbablyMeant() {
		this.assistant.research("media");

		assertThatThrownBy(() -> assertThat(this.traces.single()).as("research").calledTool("serch"))
			.isInstanceOf(AssertionError.class)
			.hasMessageStartingWith("[research] no tool `serch`; tools called: `search` ×2, `chart`")
			.hasMessageContaining("> marks the place")
			.hasMessageContaining(
					"\n>     execute_tool search\n>     execute_tool search\n      execute_tool chart !\n");
	}

	@Test
	void showsArgumentsThatWereNotExpected() {
		this.assistant.research("media");

		assertThatThrownBy(() -> assertThat(this.traces.single()).calledTool("search", (arguments) -> false))
			.hasMessageStartingWith("tool `search` was called with other arguments: {\"query\":\"media revenue\"}, "
					+ "{\"query\":\"media growth\"}");
		assertThatThrownBy(() -> assertThat(this.traces.single()).calledTools("chart", "search"))
			.hasMessageStartingWith("no call of tool `search` after `chart`; tools called in this order: `search`, "
					+ "`search`, `chart`");
		assertThatThrownBy(() -> assertThat(this.traces.single()).calledNoTool("search"))
			.hasMessageStartingWith("tool `search` was called 2 times, with {\"query\":\"media revenue\"}");
	}

	@Test
	void saysWhatItWasInstead() {
		this.assistant.research("media");
		TraceAssert trace = assertThat(this.traces.single());

		assertThatThrownBy(() -> trace.hasModelCalls(3)).hasMessageStartingWith("3 model calls expected, 2 made");
		assertThatThrownBy(() -> trace.hasAtMostModelCalls(1)).hasMessageContaining("at most 1 model calls expected");
		assertThatThrownBy(() -> trace.hasAtMostSteps(1)).hasMessageContaining("at most 1 steps expected, 2 made");
		assertThatThrownBy(() -> trace.usedAtMostTokens(100))
			.hasMessageContaining("at most 100 tokens expected, 240 used: `chat gpt-4o-mini` 120");
		assertThatThrownBy(() -> trace.costsAtMost("0.001"))
			.hasMessageContaining("at most 0.001 USD expected, it cost 0.004 USD");
		assertThatThrownBy(() -> trace.tookAtMost(Duration.ofNanos(1))).hasMessageContaining("at most 0 ms expected");
		assertThatThrownBy(trace::hasNoErrors)
			.hasMessageContaining("no errors expected, there is one: `execute_tool chart` tool_failed");
		assertThatThrownBy(() -> trace.hasError(ErrorCategory.RATE_LIMITED))
			.hasMessageContaining("no error of the category rate_limited; errors: `execute_tool chart`");
		assertThatThrownBy(() -> trace.span("chat gemini"))
			.hasMessageContaining("no span `chat gemini`; nearest: `chat");
	}

	@Test
	void saysWhatASpanHasInstead() {
		this.assistant.ask("Does it grow?");
		SpanAssert span = assertThat(this.traces.single()).span("chat *");

		assertThatThrownBy(() -> span.hasModel("gpt-4"))
			.hasMessageStartingWith("span `chat gpt-4o-mini`: the model is not `gpt-4`: `gpt-4o-mini`\n\nTrace ")
			.hasMessageContaining("\n> chat gpt-4o-mini");
		assertThatThrownBy(() -> span.hasProvider("groq")).hasMessageContaining("is not `groq`: `openai`");
		assertThatThrownBy(() -> span.hasUsage(1, 2)).hasMessageContaining("not 1 in, 2 out: 100 in, 20 out");
		assertThatThrownBy(() -> span.hasInputContaining("x-ray")).hasMessageContaining("Does it grow?");
		assertThatThrownBy(() -> span.hasMetadata("userid", "u-42"))
			.hasMessageContaining("no metadata `userid`; nearest: `user_id`");
		assertThatThrownBy(() -> span.hasMetadata("user_id", "u-1")).hasMessageContaining("is not \"u-1\": \"u-42\"");
		assertThatThrownBy(() -> span.hasScore("relevance", 0.5)).hasMessageContaining("scores: {\"relevance\":0.88}");
		assertThatThrownBy(() -> span.hasTag("alpha")).hasMessageContaining("no tag `alpha`; tags: `beta`");
		assertThatThrownBy(() -> span.hasAttempts(3)).hasMessageContaining("3 attempts expected, 1 made");
		assertThatThrownBy(span::isCancelled).hasMessageContaining("it was not cancelled");
	}

	@Test
	void collectsFailuresAlsoOfSpans() {
		this.assistant.research("media");
		TraceSoftAssertions softly = new TraceSoftAssertions();

		softly.assertThat(this.traces.single()).calledTool("serch").hasModelCalls(9).span("chat *").hasTag("alpha");
		softly.assertThat(this.traces.single()).span("chat gemini").hasTag("alpha");

		assertThat(softly.errorsCollected()).hasSize(4);
	}

	@Test
	void explainsAnEmptyRecording() {
		Throwable failure = catchThrowable(() -> this.traces.named("chat *"));

		assertThat(failure)
			.hasMessageStartingWith("no trace was recorded in FailureMessageTests.explainsAnEmptyRecording")
			.hasMessageContaining("is not refused before it starts");
	}

	@Test
	void showsAllTracesWhereOneWasExpected() {
		this.assistant.ask("One?");
		this.assistant.research("media");

		assertThatThrownBy(this.traces::single).hasMessageStartingWith("one trace expected, 2 were recorded")
			.hasMessageContaining("  chat gpt-4o-mini\n\nTrace ")
			.hasMessageContaining("  invoke_agent researcher\n    step plan\n");
		assertThatThrownBy(() -> this.traces.named("invoke_agent reseacher"))
			.hasMessageContaining("nearest: `invoke_agent researcher`");
	}

	@Test
	void namesASpanThatDoesNotEnd() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		Thread endless = new Thread(() -> this.tracer.tool("endless").call((span) -> {
			started.countDown();
			return this.end.join();
		}), "worker-7");
		endless.start();
		started.await();

		assertThatThrownBy(() -> this.traces.await(Duration.ofMillis(50))).hasMessageStartingWith(
				"a span has not ended within 50 ms: `execute_tool endless`, started by thread worker-7");
		this.end.complete("");
		assertThat(this.traces.single()).calledTool("endless");
		endless.join();
	}

	@Test
	void saysThatATraceHasTwoRoots(@Autowired ObservationRegistry registry) {
		Observation.createNotStarted("request", registry).observe(() -> {
			this.assistant.ask("One?");
			this.assistant.ask("Two?");
		});

		RecordedTrace trace = this.traces.single();

		assertThat(trace.roots()).hasSize(2);
		assertThatThrownBy(trace::root).hasMessageStartingWith("The trace has 2 roots, `chat gpt-4o-mini` ×2")
			.hasMessageContaining("roots()");
	}

	@Test
	void saysWhereAPatternIsWrong() {
		this.assistant.ask("One?");

		assertThatIllegalArgumentException()
			.isThrownBy(() -> assertThat(this.traces.single()).hasTree("invoke_agent a\n   step b"))
			.withMessage("Line 2 of the tree pattern, `step b`, is indented by 3 spaces. "
					+ "Indent with two spaces for each level");
	}

	@Test
	void keepsTheLatestSpansOfVeryMany() {
		this.tracer.agent("busy").call((agent) -> {
			for (int number = 0; number < 10_100; number++) {
				this.tracer.tool("count").input(number).call((span) -> "");
			}
			return "";
		});

		RecordedTrace trace = this.traces.await(Duration.ofSeconds(30)).single();

		assertThat(trace.spans()).hasSize(10_000);
		assertThatThrownBy(() -> assertThat(trace).calledTool("missing"))
			.hasMessageContaining("(the oldest 101 spans of the test were given up: there is room for 10000)")
			.hasMessageContaining(" more)");
	}

	@Test
	void writesThePageOfATestThatFails(@TempDir Path folder) throws IOException {
		EngineTestKit.engine("junit-jupiter").selectors(selectClass(Failing.class)).execute();

		Path page = Path.of("target", "gai-traces", "FailureMessageTests.Failing.fails.html");
		assertThat(page).content()
			.contains("no tool `delete &lt;all&gt;`", "execute_tool chart", "default-src 'none'")
			.doesNotContain("<script", "http:", "https:", "sk-proj-");
		this.assistant.ask("One?");
		Path json = folder.resolve("traces/one.json");
		this.traces.single().writeTo(json);
		assertThat(Files.readString(json)).startsWith("{\"rows\":[{").contains("braintrust.input_json");
	}

	@Test
	void writesAPageForEachInvocationOfATest() {
		EngineTestKit.engine("junit-jupiter").selectors(selectClass(FailingTwice.class)).execute();

		assertThat(Path.of("target", "gai-traces", "FailureMessageTests.FailingTwice.fails.html")).content()
			.contains("no tool `one`");
		assertThat(Path.of("target", "gai-traces", "FailureMessageTests.FailingTwice.fails-2.html")).content()
			.contains("no tool `two`");
	}

	@SpringJUnitConfig
	@Import({ Assistant.class, Assistant.Tools.class })
	@AutoConfigureTraces
	static class FailingTwice {

		@ParameterizedTest
		@ValueSource(strings = { "one", "two" })
		void fails(String tool, @Autowired RecordedTraces traces, @Autowired Assistant assistant) {
			assistant.ask("Hello?");
			assertThat(traces.single()).calledTool(tool);
		}

	}

	@SpringJUnitConfig
	@Import({ Assistant.class, Assistant.Tools.class })
	@AutoConfigureTraces
	static class Failing {

		@Test
		void fails(@Autowired RecordedTraces traces, @Autowired Assistant assistant) {
			assistant.research("sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9fG1hJ3");
			assertThat(traces.single()).calledTool("delete <all>");
		}

	}

}

package dev.gai.braintrust.replay;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.RecordedTraces;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatOptions;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * Traces of libraries whose answers are replayed, on many kinds of threads.
 */
@Tag("application")
class ReplayedTracesTests {

	@RegisterExtension
	static final ReplayRuns runs = new ReplayRuns("target/replay-tests/traces");

	@Test
	void areAsTheyWereWithTheProvider() {
		runs.records(Traced.class);

		runs.replays(Traced.class);
		assertThat(ReplayRuns.failures(runs.run("replay",
				EngineTestKit.engine("junit-jupiter")
					.selectors(selectClass(Traced.class))
					.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
					.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
					.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4"))))
			.isEmpty();
	}

	@SpringBootTest(webEnvironment = WebEnvironment.NONE)
	@AutoConfigureTraces
	@ReplayModels(cassettes = "target/replay-tests/traces", target = "${stand-in.url}/v1", property = "model.url")
	@ReplayModels(cassettes = "target/replay-tests/traces", target = "${stand-in.url}", property = "claude.url")
	@Execution(ExecutionMode.CONCURRENT)
	static class Traced {

		@Autowired
		private RecordedTraces traces;

		@Autowired
		private ChatModel langChain4j;

		@Autowired
		private org.springframework.ai.openai.OpenAiChatModel springAi;

		@Autowired
		private AnthropicChatModel claude;

		@Test
		void ofLangChain4j() {
			assertThat(this.langChain4j.chat("How are lamps?")).isEqualTo("Answer 1");

			assertThat(this.traces.single()).hasModelCalls(1)
				.hasNoErrors()
				.span("chat gpt-4o-mini")
				.hasProvider("openai")
				.hasModel("gpt-4o-mini")
				.hasUsage(10, 2)
				.hasInputContaining("How are lamps?")
				.hasOutputContaining("Answer 1");
		}

		@Test
		void ofSpringAi() {
			assertThat(this.springAi.call("How are chairs?")).isEqualTo("Answer 1");

			assertThat(this.traces.single()).hasModelCalls(1)
				.span("chat gpt-4o-mini")
				.hasUsage(10, 2)
				.hasInputContaining("How are chairs?")
				.hasOutputContaining("Answer 1");
		}

		@Test
		void ofSpringAisAnthropic() {
			assertThat(this.claude.call("How are lamps, Claude?")).isEqualTo("Claude says 1");

			assertThat(this.traces.single()).hasModelCalls(1)
				.span("chat claude-sonnet-4-5")
				.hasProvider("anthropic")
				.hasUsage(9, 3)
				.hasInputContaining("How are lamps, Claude?")
				.hasOutputContaining("Claude says 1");
		}

		@Test
		void ofStreamsOfSpringAisAnthropic() {
			assertThat(this.claude.stream(new Prompt("Stream, Claude?"))
				.mapNotNull((response) -> (response.getResult() != null) ? response.getResult().getOutput().getText()
						: null)
				.filter((text) -> !text.isEmpty())
				.collectList()
				.block()).containsExactly("Claude ", "streams");

			assertThat(this.traces.single()).hasModelCalls(1)
				.span("chat claude-sonnet-4-5")
				.hasUsage(9, 3)
				.hasOutputContaining("Claude streams");
		}

		@Test
		void ofParallelStreamsThatAreHandedTheContext() {
			Function<Integer, String> ask = Context.current()
				.wrapFunction((number) -> this.langChain4j.chat("How is table " + number + "?"));

			assertThat(IntStream.range(0, 8).boxed().toList().parallelStream().map(ask).toList()).hasSize(8)
				.containsOnly("Answer 1");

			assertThat(this.traces.all()).hasSize(8).allSatisfy((trace) -> assertThat(trace).hasModelCalls(1));
		}

		@Test
		void ofAnExecutorThatHandsOnTheContextToParallelStreams() throws Exception {
			ExecutorService threads = Executors.newWorkStealingPool(4);
			ExecutorService executor = ContextExecutorService.wrap(threads, ContextSnapshotFactory.builder().build());
			try {
				List<String> answers = executor
					.submit(() -> IntStream.range(0, 4)
						.boxed()
						.toList()
						.parallelStream()
						.map(Context.current()
							.wrapFunction((Integer number) -> this.langChain4j.chat("How is shelf " + number + "?")))
						.toList())
					.get();
				assertThat(answers).containsOnly("Answer 1");
			}
			finally {
				threads.shutdown();
			}

			assertThat(this.traces.all()).hasSize(4);
		}

		@Test
		void ofVirtualThreads() throws Exception {
			ExecutorService threads = virtualThreads();
			ExecutorService executor = ContextExecutorService.wrap(threads, ContextSnapshotFactory.builder().build());
			try {
				executor.submit(() -> this.langChain4j.chat("How is the rug?")).get();
			}
			finally {
				threads.shutdown();
			}

			assertThat(this.traces.single()).hasModelCalls(1).span("chat *").hasInputContaining("How is the rug?");
		}

		private static ExecutorService virtualThreads() {
			try {
				return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
			}
			catch (ReflectiveOperationException ex) {
				Assumptions.abort("There are virtual threads from Java 21 on");
				throw new IllegalStateException(ex);
			}
		}

		@Configuration(proxyBeanMethods = false)
		@EnableAutoConfiguration
		static class Models {

			@Bean
			ChatModel langChain4jModel(@Value("${model.url}") String url) {
				return OpenAiChatModel.builder().baseUrl(url).apiKey("none").modelName("gpt-4o-mini").build();
			}

			@Bean
			org.springframework.ai.openai.OpenAiChatModel springAiModel(@Value("${model.url}") String url,
					ObservationRegistry observations) {
				return org.springframework.ai.openai.OpenAiChatModel.builder()
					.options(OpenAiChatOptions.builder().baseUrl(url).apiKey("none").model("gpt-4o-mini").build())
					.observationRegistry(observations)
					.build();
			}

			@Bean
			AnthropicChatModel claude(@Value("${claude.url}") String url, ObservationRegistry observations) {
				return AnthropicChatModel.builder()
					.options(AnthropicChatOptions.builder()
						.baseUrl(url)
						.apiKey("none")
						.model("claude-sonnet-4-5")
						.maxTokens(100)
						.build())
					.observationRegistry(observations)
					.build();
			}

		}

	}

}

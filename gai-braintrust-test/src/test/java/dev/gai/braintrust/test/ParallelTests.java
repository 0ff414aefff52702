package dev.gai.braintrust.test;

import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.gai.braintrust.test.sample.Assistant;
import dev.gai.braintrust.test.sample.WebApplication;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * Methods of one application that run at the same time see their own traces only.
 */
@Tag("application")
class ParallelTests {

	@Test
	void eachMethodSeesItsOwnTraces() {
		Events tests = EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(Case.class))
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "6")
			.execute()
			.testEvents();

		assertThat(tests.failed()
			.stream()
			.map((event) -> event.getTestDescriptor().getUniqueId() + ": "
					+ event.getRequiredPayload(TestExecutionResult.class).getThrowable()))
			.isEmpty();
		tests.assertStatistics((statistics) -> statistics.started(9 * 4).succeeded(9 * 4));
	}

	@SpringBootTest(classes = WebApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { "gai.braintrust.api-key=sk-not-used", "gai.braintrust.sampling.ratio=0" })
	@AutoConfigureTraces
	@AutoConfigureTestRestTemplate
	@AutoConfigureRestTestClient
	@AutoConfigureWebTestClient
	@AutoConfigureMockMvc
	@Execution(ExecutionMode.CONCURRENT)
	static class Case {

		private static final int TIMES = 4;

		private final String question = "Is it " + UUID.randomUUID() + "?";

		@Autowired
		private RecordedTraces traces;

		@Autowired
		private Assistant assistant;

		@RepeatedTest(TIMES)
		void onTheThreadOfTheTest() {
			this.assistant.ask(this.question);
			seesItsOwnOnly();
		}

		@RepeatedTest(TIMES)
		void asynchronously(@Autowired WebApplication.Later later) {
			later.ask(this.question);
			seesItsOwnOnly();
		}

		@RepeatedTest(TIMES)
		void onAnExecutorThatHandsOnTheContext() throws Exception {
			ExecutorService threads = Executors.newFixedThreadPool(2);
			ExecutorService executor = ContextExecutorService.wrap(threads, ContextSnapshotFactory.builder().build());
			try {
				executor.submit(() -> IntStream.range(0, 1).forEach((index) -> this.assistant.ask(this.question)));
				seesItsOwnOnly();
			}
			finally {
				threads.shutdown();
			}
		}

		@RepeatedTest(TIMES)
		void onAnExecutorOfOpenTelemetry() {
			ExecutorService threads = Executors.newFixedThreadPool(2);
			try {
				Context.taskWrapping(threads).submit(() -> this.assistant.ask(this.question));
				seesItsOwnOnly();
			}
			finally {
				threads.shutdown();
			}
		}

		@RepeatedTest(TIMES)
		void inAPipelineOfReactor() {
			Mono.fromCallable(() -> this.assistant.ask(this.question)).subscribeOn(Schedulers.boundedElastic()).block();
			seesItsOwnOnly();
		}

		@RepeatedTest(TIMES)
		void withTestRestTemplate(@Autowired TestRestTemplate client) {
			assertThat(client.getForObject("/ask?question={question}", String.class, this.question))
				.contains(this.question);
			seesItsOwnOnly();
		}

		@RepeatedTest(TIMES)
		void withRestTestClient(@Autowired RestTestClient client) {
			client.get().uri("/ask?question={question}", this.question).exchange().expectStatus().isOk();
			seesItsOwnOnly();
		}

		@RepeatedTest(TIMES)
		void withWebTestClient(@Autowired WebTestClient client) {
			client.get().uri("/ask?question={question}", this.question).exchange().expectStatus().isOk();
			seesItsOwnOnly();
		}

		@RepeatedTest(TIMES)
		void withMockMvc(@Autowired MockMvcTester client) {
			assertThat(client.get().uri("/ask?question={question}", this.question)).hasStatusOk();
			seesItsOwnOnly();
		}

		private void seesItsOwnOnly() {
			assertThat(this.traces.single()).hasModelCalls(1).span("chat *").hasInputContaining(this.question);
		}

	}

}

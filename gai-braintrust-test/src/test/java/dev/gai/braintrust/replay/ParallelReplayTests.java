package dev.gai.braintrust.replay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gai.braintrust.eval.EvalCase;
import dev.gai.braintrust.eval.EvalTest;
import dev.gai.braintrust.eval.engine.EvalTestEngine;
import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.sample.WebApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineTestKit;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.MediaType;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/**
 * Tests, and threads of a test, that ask at the same time.
 */
@Tag("application")
class ParallelReplayTests {

	private static final String FOLDER = "target/replay-tests/parallel";

	@RegisterExtension
	static final ReplayRuns runs = new ReplayRuns(FOLDER);

	@BeforeEach
	void forget() {
		Traced.answers.clear();
		Traced.other = false;
	}

	private static EngineTestKit.Builder parallel(Class<?> type) {
		return EngineTestKit.engine("junit-jupiter")
			.selectors(selectClass(type))
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "6");
	}

	@Test
	void eachTestIsAnsweredWhatWasRecordedForIt() {
		runs.records(Traced.class);
		assertThat(Traced.answers).hasSize(6).containsValue("Answer 6");
		int before = runs.provider().requests().size();

		assertThat(ReplayRuns.failures(runs.run("replay", parallel(Traced.class)))).isEmpty();

		assertThat(runs.provider().requests()).hasSize(before);
	}

	@Test
	void aMissFailsTheTestWhoseTraceAskedAndNoOther() {
		runs.records(Traced.class);
		Traced.other = true;

		assertThat(ReplayRuns.failures(runs.run("replay", parallel(Traced.class)))).singleElement()
			.asString()
			.startsWith("repetition 3 of 6: java.lang.AssertionError: Nobody recorded this request");
	}

	@Test
	void withoutTracesEachIsAnsweredAsWell() {
		assertThat(ReplayRuns.failures(runs.run("record", parallel(Plain.class)))).isEmpty();

		assertThat(ReplayRuns.failures(runs.run("replay", parallel(Plain.class)))).isEmpty();
		runs.replays(Plain.class);
	}

	@Test
	void threadsThatAskTheSameGetTheRecordingsInOrder() {
		runs.records(Threads.class);
		assertThat(runs.cassettes()).hasSize(8);

		runs.replays(Threads.class);
	}

	@Test
	void nestedClassesHaveTheProviderOfTheClassAroundThem() {
		runs.records(Outer.class);
		assertThat(runs.cassettes().keySet()).singleElement()
			.asString()
			.startsWith("ParallelReplayTests.Outer.Inner.asks-chat-completions-");

		runs.replays(Outer.class);
	}

	@Test
	void casesOfAnEvalAreAnsweredAsWell() {
		EngineTestKit.Builder eval = EngineTestKit.engine(EvalTestEngine.ID).selectors(selectClass(Eval.class));
		assertThat(ReplayRuns.failures(runs.run("record", eval))).isEmpty();
		assertThat(runs.cassettes()).hasSize(4);
		int before = runs.provider().requests().size();
		Eval.answers.clear();

		assertThat(ReplayRuns
			.failures(runs.run("replay", EngineTestKit.engine(EvalTestEngine.ID).selectors(selectClass(Eval.class)))))
			.isEmpty();

		assertThat(runs.provider().requests()).hasSize(before);
		assertThat(Eval.answers).containsOnly(Map.entry("a", "Answer 2"), Map.entry("b", "Answer 2"));
	}

	private static String ask(RestClient client, String question) {
		String answer = client.post()
			.uri("/chat/completions")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("messages", List.of(Map.of("role", "user", "content", question))))
			.retrieve()
			.body(String.class);
		return answer.substring(answer.indexOf("Answer"), answer.indexOf('"', answer.indexOf("Answer")));
	}

	@SpringBootTest(classes = WebApplication.class, webEnvironment = WebEnvironment.NONE)
	@AutoConfigureTraces
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	@Execution(ExecutionMode.CONCURRENT)
	static class Traced {

		static final Map<Integer, String> answers = new ConcurrentHashMap<>();

		static volatile boolean other;

		private static final CyclicBarrier two = new CyclicBarrier(2);

		@RepeatedTest(6)
		void asks(RepetitionInfo repetition, @Autowired RestClient.Builder observed, @Value("${model.url}") String url)
				throws Exception {
			boolean replayed = System.getProperty(ReplayMode.PROPERTY).equals("replay");
			if (replayed) {
				two.await(30, TimeUnit.SECONDS);
			}
			int number = repetition.getCurrentRepetition();
			try {
				String answer = ask(observed.baseUrl(url).build(), (other && number == 3) ? "Else?" : "The same?");
				if (replayed) {
					assertThat(answer).isEqualTo(answers.get(number));
				}
				answers.put(number, answer);
			}
			catch (RestClientException ex) {
				assertThat(number).isEqualTo(3);
			}
		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	@Execution(ExecutionMode.CONCURRENT)
	static class Plain {

		@RepeatedTest(6)
		void asks(@Value("${model.url}") String url) {
			assertThat(ask(RestClient.create(url), "The same?")).startsWith("Answer");
		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	static class Threads {

		@Test
		void asks(@Value("${model.url}") String url) throws Exception {
			CountDownLatch ready = new CountDownLatch(8);
			ExecutorService threads = Executors.newFixedThreadPool(8);
			try {
				List<Future<String>> answers = Stream.generate(() -> threads.submit(() -> {
					ready.countDown();
					assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
					return ask(RestClient.create(url), "Both?");
				})).limit(8).toList();
				List<String> given = new java.util.ArrayList<>();
				for (Future<String> answer : answers) {
					given.add(answer.get(30, TimeUnit.SECONDS));
				}
				assertThat(given).doesNotHaveDuplicates();
			}
			finally {
				threads.shutdown();
			}
		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	static class Outer {

		@Value("${model.url}")
		private String url;

		@Nested
		class Inner {

			@Test
			void asks() {
				assertThat(ask(RestClient.create(Outer.this.url), "Nested?")).startsWith("Answer");
			}

		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	static class Eval {

		static final Map<String, String> answers = new ConcurrentHashMap<>();

		@Value("${model.url}")
		private String url;

		static Stream<EvalCase> cases() {
			return Stream.of(EvalCase.of("a"), EvalCase.of("b"));
		}

		@EvalTest(data = "#cases", trials = 2)
		String answers(EvalCase example) {
			String answer = ask(RestClient.create(this.url), example.input(String.class));
			answers.put(example.input(String.class), answer);
			return answer;
		}

		@AfterEach
		void after() {
			assertThat(answers).isNotEmpty();
		}

	}

}

package dev.gai.braintrust.replay;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that nobody recorded.
 */
@Tag("application")
class MissTests {

	private static final String FOLDER = "target/replay-tests/misses";

	@RegisterExtension
	static final ReplayRuns runs = new ReplayRuns(FOLDER);

	@BeforeEach
	void ask() {
		Asking.asks = (test) -> test.ask("How do I reset my password?");
	}

	@Test
	void failsWithTheNearestRecordingAndTheDifference() {
		Asking.asks = (test) -> {
			test.ask("When are you open?");
			test.ask("How do I reset my password?");
		};
		runs.records(Asking.class);
		Asking.asks = (test) -> test.ask("How do I reset my pass phrase?");

		assertThat(runs.failuresOfReplay(Asking.class)).singleElement()
			.asString()
			.contains("Nobody recorded this request: POST /v1/chat/completions",
					"The nearest of 2 recordings, target/replay-tests/misses/MissTests.Asking.test-chat-completions-",
					"""
							, differs in
							  $.messages[0].content
							    recorded: "How do I reset my password?"
							    asked:    "How do I reset my pass phrase?"
							Record anew with -Dgai.braintrust.replay.mode=record, or, if it differs from run to run, do not compare it: ignore = "$.messages[0].content"
							"""
						.strip());
	}

	@Test
	void failsAlsoWhereTheApplicationKeepsTheExceptionToItself() {
		runs.records(Asking.class);
		Asking.asks = (test) -> {
			try {
				test.ask("Else?");
			}
			catch (RestClientException ex) {
				assertThat(ex).hasMessageContaining("400").hasMessageContaining("Nobody recorded this request");
			}
		};

		assertThat(runs.failuresOfReplay(Asking.class)).singleElement()
			.asString()
			.startsWith("test(): java.lang.AssertionError: Nobody recorded this request");
	}

	@Test
	void failsWhenAllRecordingsAreUsedUp() {
		runs.records(Asking.class);
		Asking.asks = (test) -> {
			test.ask("How do I reset my password?");
			test.ask("How do I reset my password?");
		};

		assertThat(runs.failuresOfReplay(Asking.class)).singleElement()
			.asString()
			.contains("All recordings of this request are used up: POST /v1/chat/completions",
					"MissTests.Asking.test asked the same more often than it was recorded (1 time):",
					"target/replay-tests/misses/MissTests.Asking.test-chat-completions-");
	}

	@Test
	void saysHowToBeginWhereThereIsNoCassette() {
		assertThat(runs.failuresOfReplay(Asking.class)).singleElement()
			.asString()
			.contains("There is no cassette in target/replay-tests/misses. Record with "
					+ "-Dgai.braintrust.replay.mode=record; only then does a request leave this machine.");
	}

	@Test
	void saysWhatWasRecordedWhereThePathIsAnother() {
		runs.records(Asking.class);
		Asking.asks = (test) -> RestClient.create(test.url + "/models?limit=3").get().retrieve().toBodilessEntity();

		assertThat(runs.failuresOfReplay(Asking.class)).singleElement()
			.asString()
			.contains("Nobody recorded this request: GET /v1/models", "  method\n", "  path\n",
					"Recorded were POST /v1/chat/completions (1)");
	}

	@Test
	void isNoneWhereOtherTestsWereAnsweredTheSame() {
		runs.records(Asking.class);

		runs.replays(Borrowing.class);
	}

	@Test
	void liveAsksTheProviderAndStoresNothing() {
		int before = runs.provider().requests().size();

		assertThat(ReplayRuns.failures(runs.run("live", Asking.class))).isEmpty();

		assertThat(runs.provider().requests()).hasSize(before + 1);
		assertThat(runs.cassettes()).isEmpty();
	}

	@Test
	void aModeThatIsNoneSaysWhatToWrite() {
		assertThat(ReplayRuns.failures(runs.run("rewind", Asking.class))).singleElement()
			.asString()
			.contains("gai.braintrust.replay.mode is 'rewind': write replay, record or live");
	}

	@Test
	void settingsThatAreNoneSayWhatToWrite() {
		assertThat(runs.failuresOfReplay(Ignoring.class)).singleElement()
			.asString()
			.contains("ignore = \"user\" is no JSONPath: write \"$.user\"");
		assertThat(runs.failuresOfReplay(Targeting.class)).singleElement()
			.asString()
			.contains("target = \"api.openai.com\"): write an absolute address");
	}

	@Test
	void theTargetMayBeKnownLate() {
		assertThat(ReplayRuns.failures(runs.run("record", Late.class))).isEmpty();
		assertThat(runs.cassettes()).hasSize(1);

		runs.replays(Late.class);
	}

	@Test
	void aProviderThatCannotBeReachedFailsTheRecording() throws IOException {
		StandInProvider gone = new StandInProvider();
		gone.close();

		assertThat(ReplayRuns.failures(runs.with(gone).run("record", Asking.class))).singleElement()
			.asString()
			.contains("POST /v1/chat/completions could not be answered: java.net.ConnectException");
	}

	interface Work {

		void with(Asking test);

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${stand-in.url}/v1", property = "model.url")
	static class Asking {

		static Work asks;

		@Value("${model.url}")
		private String url;

		@Test
		void test() {
			asks.with(this);
		}

		String ask(String question) {
			return RestClient.create(this.url)
				.post()
				.uri("/chat/completions")
				.contentType(MediaType.APPLICATION_JSON)
				.body(Map.of("model", "gpt-4o-mini", "messages", List.of(Map.of("role", "user", "content", question))))
				.retrieve()
				.body(String.class);
		}

	}

	/** As with a container that starts with the test. */
	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "${model.url}/v1", property = "model.url")
	static class Late {

		@DynamicPropertySource
		static void model(DynamicPropertyRegistry registry) {
			registry.add("model.url", () -> System.getProperty(ReplayRuns.TARGET));
		}

		@Test
		void asks(@Autowired Environment environment) {
			assertThat(RestClient.create(environment.getRequiredProperty("model.url"))
				.post()
				.uri("/chat/completions")
				.body("{}")
				.retrieve()
				.body(String.class)).contains("Answer");
		}

	}

	static class Borrowing extends Asking {

		@Test
		void another() {
			assertThat(ask("How do I reset my password?")).contains("Answer");
		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "https://api.openai.com", property = "model.url", ignore = "user")
	static class Ignoring {

		@Test
		void test() {
		}

	}

	@SpringJUnitConfig
	@ReplayModels(cassettes = FOLDER, target = "api.openai.com", property = "model.url")
	static class Targeting {

		@Test
		void test() {
		}

	}

}

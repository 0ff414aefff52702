package dev.gai.braintrust.dataset;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.testing.RestFault;
import dev.gai.braintrust.testing.RestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What goes wrong when a dataset is read.
 */
@Tag("thorough")
class DatasetFaultTests {

	private static final AtomicInteger tests = new AtomicInteger();

	@RegisterExtension
	static final RestServer server = new RestServer();

	/** A request that an earlier test gave up may still arrive: each test has its own. */
	private final String id = "d-" + tests.incrementAndGet();

	private final String fetch = "/v1/dataset/" + this.id + "/fetch";

	private BraintrustApi api = server.api(Duration.ofSeconds(5));

	@BeforeEach
	void knowTheDataset() {
		server.get("/v1/dataset", RestServer.json("{\"objects\":[{\"id\":\"" + this.id + "\"}]}"));
		server.post("/btql", RestServer.json("{\"data\":[{\"version\":\"7\"}]}"));
		this.api = server.api(Duration.ofSeconds(5));
	}

	@AfterEach
	void close() {
		this.api.close();
	}

	@ParameterizedTest
	@EnumSource(value = RestFault.class, names = { "RATE_LIMITED", "SERVER_ERROR", "BROKEN" })
	void readsAgainWhatCouldNotBeAnsweredJustNow(RestFault fault) {
		server.when(WireMock.post(WireMock.urlPathEqualTo(this.fetch))
			.inScenario("fault")
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("over"), fault.answer());
		server.when(WireMock.post(WireMock.urlPathEqualTo(this.fetch)).inScenario("fault").whenScenarioStateIs("over"),
				RestServer.json("{\"events\":[{\"id\":\"a\",\"input\":\"q\"}]}"));

		assertThat(read()).extracting(DatasetRow::id).containsExactly("a");
		assertThat(server.requests(this.fetch)).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(value = RestFault.class, names = { "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "MALFORMED" })
	void failsAtOnceWhereAskingAgainDoesNotHelp(RestFault fault) {
		server.post(this.fetch, fault.answer());

		assertThatExceptionOfType(DatasetException.class).isThrownBy(this::read)
			.withMessageStartingWith("A dataset cannot be read: POST " + this.fetch)
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain(RestServer.KEY));
		assertThat(server.requests(this.fetch)).hasSize(1);
	}

	@Test
	void givesUpAtItsDeadline() {
		this.api = server.api(Duration.ofMillis(300));
		server.post(this.fetch, RestFault.HANG.answer());

		assertThatExceptionOfType(DatasetException.class).isThrownBy(this::read).withMessageContaining("no complete");
		assertThat(server.requests(this.fetch)).hasSizeLessThanOrEqualTo(1);
	}

	@Test
	void readsNoAnswerThatIsTooLarge() {
		server.post(this.fetch, RestFault.HUGE.answer());

		assertThatExceptionOfType(DatasetException.class).isThrownBy(this::read);
	}

	@Test
	void doesNotWaitLongerThanItsDeadlineThoughAskedTo() {
		server.post(this.fetch, WireMock.aResponse().withStatus(429).withHeader("Retry-After", "60"));

		assertThatExceptionOfType(DatasetException.class).isThrownBy(this::read).withMessageContaining("HTTP 429");
		assertThat(server.requests(this.fetch)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "{\"events\":null}", "{\"events\":{\"a\":1}}", "{\"rows\":[]}" })
	void takesNoAnswerForTheEndThatIsNoPage(String answer) {
		server.post(this.fetch, RestServer.json(answer));

		assertThatExceptionOfType(DatasetException.class).isThrownBy(this::read).withMessageContaining("no events");
	}

	@Test
	void takesNoAnswerForAnEmptyDatasetThatNamesNoVersion() {
		server.post("/btql", RestServer.json("{\"error\":\"later\"}"));

		assertThatExceptionOfType(DatasetException.class).isThrownBy(this::read)
			.withMessageContaining("does not say its version");
	}

	@Test
	void readsRowsAsTheyAreAndEndsWherePagesComeAgain() {
		server.post(this.fetch, RestServer.json("""
				{"cursor":"again","events":[{"id":"a","input":"q","expected":null,"tags":null,"metadata":[1]},
				 {"input":"no id"},{"input":"no id either"},"no row",null,[1],{"id":"a","input":"q2"},{"id":"b"}]}"""));

		List<DatasetRow> rows = read();

		assertThat(rows).extracting((row) -> row.input().toString())
			.startsWith("\"q\"", "\"no id\"", "\"no id either\"")
			.contains("null")
			.hasSize(6);
		assertThat(rows.get(0).expected().isNull()).isTrue();
		assertThat(rows.get(0).tags()).isEmpty();
		assertThat(rows.get(0).metadata()).isEmpty();
		assertThat(server.requests(this.fetch)).hasSize(2);
	}

	private List<DatasetRow> read() {
		try (var rows = new BraintrustDatasets(this.api, new ProjectReference(this.api, "project_name:shop", null),
				null, null)
			.read("qa")) {
			return rows.toList();
		}
	}

}

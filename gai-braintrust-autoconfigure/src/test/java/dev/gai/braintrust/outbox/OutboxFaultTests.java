package dev.gai.braintrust.outbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.ProjectReference;
import dev.gai.braintrust.dataset.DatasetChannel;
import dev.gai.braintrust.delivery.spool.PlannedSpool;
import dev.gai.braintrust.delivery.spool.SpoolSettings;
import dev.gai.braintrust.export.live.SpanStage;
import dev.gai.braintrust.feedback.FeedbackChannel;
import dev.gai.braintrust.testing.RestFault;
import dev.gai.braintrust.testing.RestServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Feedback and rows of datasets under the faults of the service, floods and neighbours.
 */
@Tag("thorough")
class OutboxFaultTests {

	private static final String FEEDBACK = "/v1/project_logs/p-1/feedback";

	private static final String INSERT = "/v1/dataset/d-1/insert";

	private static final JsonMapper json = new JsonMapper();

	private static final SpanProgress ALL_DELIVERED = new SpanProgress() {

		@Override
		public SpanStage stage(@Nullable String traceId, String spanId) {
			return SpanStage.UNKNOWN;
		}

		@Override
		public boolean isSettled(long time) {
			return true;
		}

	};

	@RegisterExtension
	static final RestServer server = new RestServer();

	@TempDir
	private Path directory;

	private final List<AutoCloseable> opened = new ArrayList<>();

	@BeforeEach
	void knowTheProject() {
		server.get("/v1/project", RestServer.json("{\"objects\":[{\"id\":\"p-1\"}]}"));
		server.post("/v1/dataset", RestServer.json("{\"id\":\"d-1\"}"));
		server.post(FEEDBACK, RestServer.json("{\"status\":\"success\"}"));
		server.post(INSERT, RestServer.json("{\"row_ids\":[\"r\"]}"));
	}

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable resource : this.opened) {
			resource.close();
		}
	}

	static Stream<Arguments> faults() {
		return Stream.of(RestFault.values())
			.flatMap((fault) -> Stream.of(Arguments.of(fault, "feedback", FEEDBACK),
					Arguments.of(fault, "dataset", INSERT)));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void keepsWhatCannotBeSentAndSendsItLater(RestFault fault, String channel, String path) {
		server.post(path, fault.answer());
		Outbox outbox = open(Duration.ofMillis((fault == RestFault.HANG) ? 500 : 5000), 10 * 1024 * 1024);

		outbox.add(channel, null, null, content(channel, 1));

		// On a busy machine the request for the project may be the first that takes too
		// long.
		Awaitility.await()
			.untilAsserted(() -> assertThat(outbox.status().lastFailure()).contains("POST " + path)
				.doesNotContain(RestServer.KEY));
		assertThat(outbox.status().waiting()).isEqualTo(1);
		assertThat(outbox.trouble()).contains("1 pieces of feedback or rows of datasets wait");

		server.post(path, RestServer.json("{\"status\":\"success\"}"));

		assertThat(outbox.flush(Duration.ofSeconds(10))).isTrue();
		assertThat(outbox.status().delivered()).isEqualTo(1);
		assertThat(outbox.status().dropped()).isEmpty();
		assertThat(outbox.trouble()).isNull();
	}

	@Test
	void keepsFeedbackWhereTheProjectIsNotKnown() {
		server.get("/v1/project", RestServer.json("{\"objects\":[]}"));
		Outbox outbox = open(Duration.ofSeconds(5), 10 * 1024 * 1024);

		outbox.add("feedback", null, null, content("feedback", 1));

		Awaitility.await().until(() -> outbox.status().lastFailure() != null);
		assertThat(outbox.status().lastFailure()).contains("no project");
		assertThat(outbox.status().waiting()).isEqualTo(1);
		assertThat(server.requests(FEEDBACK)).isEmpty();
	}

	@Test
	void boundsAFloodAndCountsWhatItGivesUp() {
		server.post(FEEDBACK, RestFault.SERVER_ERROR.answer());
		Outbox outbox = open(Duration.ofSeconds(5), 1024 * 1024);
		ObjectNode content = content("feedback", 0).put("padding", "x".repeat(500));

		for (int i = 0; i < 10_000; i++) {
			outbox.add("feedback", null, null, content);
		}

		OutboxStatus status = outbox.status();
		long dropped = status.dropped().values().stream().mapToLong(Long::longValue).sum();
		assertThat(status.bytes()).isLessThanOrEqualTo(1024 * 1024);
		assertThat(dropped).isPositive();
		assertThat(status.waiting() + dropped).isEqualTo(10_000);
	}

	@Test
	void deliversFromTwoInstancesOnOneFolder() {
		Outbox one = open(Duration.ofSeconds(5), 10 * 1024 * 1024);
		Outbox other = open(Duration.ofSeconds(5), 10 * 1024 * 1024);

		for (int i = 0; i < 50; i++) {
			one.add("feedback", null, null, content("feedback", i));
			other.add("feedback", null, null, content("feedback", 100 + i));
		}

		assertThat(one.flush(Duration.ofSeconds(10)) && other.flush(Duration.ofSeconds(10))).isTrue();
		List<String> ids = server.requests(FEEDBACK)
			.stream()
			.flatMap((request) -> json.readTree(request.getBodyAsString()).path("feedback").valueStream())
			.map((sent) -> sent.path("id").asString())
			.toList();
		assertThat(ids).hasSize(100).doesNotHaveDuplicates();
	}

	private static ObjectNode content(String channel, int number) {
		ObjectNode content = json.createObjectNode();
		if (channel.equals("dataset")) {
			content.put("dataset", "hard-cases").putObject("row").put("id", "r-" + number).put("input", "q");
		}
		else {
			content.put("id", "%016x".formatted(number)).putObject("scores").put("thumb", 1);
		}
		return content;
	}

	private Outbox open(Duration timeout, long maxBytes) {
		BraintrustApi api = server.api(timeout);
		ProjectReference project = new ProjectReference(api, "project_name:shop", null);
		Outbox outbox = new Outbox(
				PlannedSpool.of(new SpoolSettings(true, this.directory, maxBytes, Duration.ofHours(1), false)),
				ALL_DELIVERED,
				List.of(new FeedbackChannel(api, project, "project_name:shop"), new DatasetChannel(api, project)));
		this.opened.add(outbox);
		this.opened.add(api);
		return outbox;
	}

}

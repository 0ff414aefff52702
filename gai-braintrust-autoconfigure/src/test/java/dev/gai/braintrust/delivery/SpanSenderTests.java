package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.not;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class SpanSenderTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private static WireMockServer server;

	private static String path;

	@BeforeAll
	static void startServer() {
		server = new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
		server.start();
	}

	@AfterAll
	static void stopServer() {
		server.stop();
	}

	/**
	 * Each test has a path of its own: a request that a sender had under way when its
	 * test ended is not taken for one of the next test.
	 */
	@BeforeEach
	void acceptEverything() {
		path = "/otel/v1/traces/" + UUID.randomUUID();
		server.resetAll();
		answer(aResponse().withStatus(200));
	}

	@Test
	void sendsFramesAsTheyAreOneAfterTheOther() {
		try (SendingFixture sending = patient()) {
			List<byte[]> frames = List.of(Frames.named("a"), Frames.named("b", 3000), Frames.named("c"));
			frames.forEach(sending::append);
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(requests()).singleElement()
				.satisfies((request) -> assertThat(request.getBody()).isEqualTo(Frames.concatenated(frames)))
				.satisfies((request) -> assertThat(request.containsHeader("Content-Encoding")).isFalse())
				.satisfies((request) -> assertThat(request.getHeader("Content-Length"))
					.isEqualTo(String.valueOf(Frames.concatenated(frames).length)));
			assertThat(sending.counts().delivered()).isEqualTo(3);
			assertThat(sending.counts().logged()).isZero();
		}
	}

	@Test
	void compressesWhenAsked() {
		DeliverySettings gzip = SendingFixture.limits(SendingFixture.PATIENT, 512, 1_000_000, true);
		try (SendingFixture sending = new SendingFixture(url(), gzip).start()) {
			List<byte[]> frames = List.of(Frames.named("a", 50_000), Frames.named("b", 50_000));
			frames.forEach(sending::append);
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(requests()).singleElement().satisfies((request) -> {
				assertThat(request.getHeader("Content-Encoding")).isEqualTo("gzip");
				assertThat(Integer.parseInt(request.getHeader("Content-Length"))).isLessThan(5_000);
				// WireMock hands out what it has decompressed.
				assertThat(request.getBody()).isEqualTo(Frames.concatenated(frames));
			});
		}
	}

	@Test
	void sendsHeaders() {
		try (SendingFixture sending = patient()) {
			sending.append(Frames.named("a"));
			assertThat(sending.sender.flush(LONG)).isTrue();
			LoggedRequest request = requests().get(0);
			assertThat(request.getUrl()).isEqualTo(path);
			assertThat(request.getHeader("Authorization")).isEqualTo("Bearer sk-secret");
			assertThat(request.getHeader("x-bt-parent")).isEqualTo("project_name:demo");
			assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-protobuf");
			assertThat(request.getHeader("User-Agent")).isEqualTo("gai-braintrust/test");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "project_name:dém\u00f6", "project_name:a\r\nx-evil: 1", "  ", "" })
	void leavesOutAParentThatIsNoHeader(String parent) {
		try (SendingFixture sending = new SendingFixture(new Destination(url(), null, parent), SendingFixture.PATIENT,
				null)
			.start()) {
			sending.append(Frames.named("a"));
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(requests()).singleElement().satisfies((request) -> {
				assertThat(request.containsHeader("x-bt-parent")).isFalse();
				assertThat(request.containsHeader("x-evil")).isFalse();
				assertThat(request.containsHeader("Authorization")).isFalse();
			});
		}
	}

	@Test
	void boundsRequestsByCount() {
		DeliverySettings settings = SendingFixture.limits(SendingFixture.PATIENT, 10, 1_000_000, false);
		try (SendingFixture sending = new SendingFixture(url(), settings)) {
			sending.append(Frames.names(0, 25));
			sending.start();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(bodies()).startsWith(Frames.names(0, 10))
				.containsExactlyInAnyOrder(Frames.names(0, 10), Frames.names(10, 20), Frames.names(20, 25));
		}
	}

	@Test
	void boundsRequestsByBytesAndSendsALargerFrameAlone() {
		DeliverySettings settings = SendingFixture.limits(SendingFixture.PATIENT, 512, 2_500, false);
		try (SendingFixture sending = new SendingFixture(url(), settings)) {
			List.of("a", "b", "c").forEach((name) -> sending.append(Frames.named(name, 1_000)));
			sending.append(Frames.named("large", 9_000));
			sending.append(Frames.named("d", 1_000));
			sending.start();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(bodies()).startsWith(List.of("a", "b"))
				.containsExactlyInAnyOrder(List.of("a", "b"), List.of("c"), List.of("large"), List.of("d"));
		}
	}

	@Test
	void waitsForCompanyAtMostTheScheduleDelay() {
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.counts().delivered() == 1);
			// The thread sleeps on an empty log again, and more than one frame comes
			// before it is told.
			sending.counters.ended();
			sending.log.append(Frames.named("b"));
			sending.append(Frames.named("c"));
			await(() -> sending.counts().delivered() == 3);
		}
	}

	@Test
	void sendsAFullBatchAtOnce() {
		DeliverySettings settings = SendingFixture.limits(SendingFixture.PATIENT, 5, 1_000_000, false);
		try (SendingFixture sending = new SendingFixture(url(), settings).start()) {
			sending.append(Frames.names(0, 4));
			assertThat(sending.counts().delivered()).isZero();
			sending.append(Frames.names(4, 5));
			await(() -> sending.counts().delivered() == 5);
			assertThat(bodies()).containsExactly(Frames.names(0, 5));
		}
	}

	@Test
	void countsWhatWasNotStoredOfAnAcceptedRequest(CapturedOutput output) {
		byte[] partial = ExportTraceServiceResponse.newBuilder()
			.setPartialSuccess(
					ExportTracePartialSuccess.newBuilder().setRejectedSpans(2).setErrorMessage("no\nroom sk-secret"))
			.build()
			.toByteArray();
		answer(aResponse().withStatus(200).withBody(partial));
		try (SendingFixture sending = patient()) {
			sending.append(Frames.names(0, 5));
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(3);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.REJECTED, 2L));
			assertThat(requests()).hasSize(1);
			assertThat(output).contains("2 of 5 spans were not stored").contains("\"no room ***\"");
		}
	}

	@Test
	void readsAnAnswerThatIsCompressedThoughNobodyHasAskedForThat() throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write("{\"partialSuccess\":{\"rejectedSpans\":\"2\"}}".getBytes(StandardCharsets.UTF_8));
		}
		answer(aResponse().withHeader("Content-Encoding", "gzip")
			.withHeader("Content-Type", "application/json")
			.withBody(compressed.toByteArray()));
		try (SendingFixture sending = patient()) {
			sending.append(Frames.names(0, 5));
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(3);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.REJECTED, 2L));
		}
	}

	@ParameterizedTest
	@CsvSource({ "400,REJECTED", "422,REJECTED", "413,TOO_LARGE" })
	void dropsOnlyTheFrameThatIsRefused(int status, DropReason reason) {
		server.stubFor(post(anyUrl()).atPriority(1)
			.withRequestBody(containing("poison"))
			.willReturn(aResponse().withStatus(status)));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.PATIENT)) {
			sending.append(Frames.names(0, 300));
			sending.append(Frames.named("poison"));
			sending.append(Frames.names(301, 512));
			sending.start();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(511);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(reason, 1L));
			assertThat(requests()).hasSizeLessThanOrEqualTo(19);
			List<String> stored = new ArrayList<>();
			requests(200).forEach((request) -> stored.addAll(Frames.namesIn(request.getBody())));
			assertThat(stored).hasSize(511).doesNotHaveDuplicates().doesNotContain("poison");
		}
	}

	@Test
	void findsEveryFrameThatIsRefused() {
		server.stubFor(post(anyUrl()).atPriority(1)
			.withRequestBody(containing("poison"))
			.willReturn(aResponse().withStatus(400)));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.PATIENT)) {
			for (int i = 0; i < 64; i++) {
				sending.append(Frames.named((i % 16 == 7) ? "poison" : "span-" + i));
			}
			sending.start();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(60);
			assertThat(sending.counts().totalDropped()).isEqualTo(4);
		}
	}

	@Test
	void keepsWhatAnInterruptedBisectionHasNotSettled() {
		server.stubFor(post(anyUrl()).atPriority(1)
			.withRequestBody(containing("poison"))
			.willReturn(aResponse().withStatus(400)));
		server.stubFor(post(anyUrl()).atPriority(0)
			.inScenario("outage")
			.whenScenarioStateIs(Scenario.STARTED)
			.withRequestBody(containing("span-8"))
			.withRequestBody(containing("span-15"))
			.withRequestBody(not(containing("span-0")))
			.willReturn(aResponse().withStatus(503))
			.willSetStateTo("over"));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.PATIENT)) {
			sending.append(Frames.named("span-0"));
			sending.append(Frames.named("poison"));
			sending.append(Frames.names(2, 16));
			sending.start();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(requests(503)).hasSize(1);
			assertThat(sending.counts().delivered()).isEqualTo(15);
			assertThat(sending.counts().totalDropped()).isEqualTo(1);
			List<String> stored = new ArrayList<>();
			requests(200).forEach((request) -> stored.addAll(Frames.namesIn(request.getBody())));
			assertThat(stored).hasSize(15).doesNotHaveDuplicates();
		}
	}

	@ParameterizedTest
	@CsvSource({ "408,SERVER_ERROR", "429,RATE_LIMITED", "500,SERVER_ERROR", "502,SERVER_ERROR", "503,SERVER_ERROR" })
	void repeatsWhatMayPass(int status, FailureCategory category) {
		answerFirst(aResponse().withStatus(status).withBody("try later"));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> sending.counts().delivered() == 3);
			assertThat(sending.counts().totalDropped()).isZero();
			assertThat(sending.outcomes.lastFailure()).isNotNull().satisfies((failure) -> {
				assertThat(failure.category()).isEqualTo(category);
				assertThat(failure.status()).isEqualTo(status);
				assertThat(failure.message()).isEqualTo("try later");
			});
			assertThat(sending.outcomes.failuresInARow()).isZero();
			assertThat(sending.outcomes.lastSuccess()).isNotNull();
		}
	}

	@ParameterizedTest
	@CsvSource({ "401,UNAUTHORIZED", "403,UNAUTHORIZED", "404,WRONG_ENDPOINT", "405,WRONG_ENDPOINT",
			"301,WRONG_ENDPOINT", "307,WRONG_ENDPOINT", "308,WRONG_ENDPOINT" })
	void keepsSpansAndAsksRarelyWhileTheConfigurationIsWrong(int status, FailureCategory category) {
		answer(aResponse().withStatus(status).withHeader("Location", server.baseUrl() + "/elsewhere"));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			await(() -> sending.outcomes.failuresInARow() == 1);
			sending.append(Frames.names(3, 6));
			assertThat(sending.outcomes.lastFailure()).isNotNull()
				.satisfies((failure) -> assertThat(failure.category()).isEqualTo(category));
			assertThat(sending.counts().logged()).isEqualTo(6);
			assertThat(requests()).hasSize(1).allMatch((request) -> request.getUrl().equals(path));
			// A flush asks once, whatever the wait.
			acceptEverything();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(6);
		}
	}

	@Test
	void waitsAsLongAsTheServiceAsks() {
		answerFirst(aResponse().withStatus(429).withHeader("Retry-After", "1"));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.counts().delivered() == 1);
			assertThat(millisBetweenRequests()).isBetween(990L, 5_000L);
		}
	}

	@Test
	void waitsUntilTheDateTheServiceNames() {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(4));
		answer(aResponse().withStatus(503).withHeader("Retry-After", date));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.outcomes.failuresInARow() == 1);
			sending.append(Frames.named("b"));
			assertThat(requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-5", "Fri, 31 Feb 2025 00:00:00 GMT", "" })
	void backsOffWhereTheServiceAsksForNonsense(String header) {
		answerFirst(aResponse().withStatus(429).withHeader("Retry-After", header));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.counts().delivered() == 1);
			assertThat(requests()).hasSize(2);
		}
	}

	@Test
	void doesNotHammerAServiceThatAsksToBeAskedAtOnce() {
		answer(aResponse().withStatus(429).withHeader("Retry-After", "0"));
		DeliverySettings settings = SendingFixture.retry(SendingFixture.QUICK, Duration.ofHours(1),
				Duration.ofHours(1));
		try (SendingFixture sending = new SendingFixture(url(), settings).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.outcomes.failuresInARow() == 1);
			assertThat(sending.sender.flush(Duration.ofMillis(50))).isFalse();
			assertThat(requests()).hasSizeLessThanOrEqualTo(2);
		}
	}

	@Test
	void showsTextOfTheServiceOnOneShortLineWithoutTheKey(CapturedOutput output) {
		answer(aResponse().withStatus(503).withBody("bad\r\nFORGED \u001b[31m sk-secret " + "z".repeat(5_000)));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.outcomes.failuresInARow() > 0);
			await(() -> output.toString().contains("could not be delivered"));
			ExportOutcomes.Failure failure = sending.outcomes.lastFailure();
			assertThat(failure).isNotNull();
			assertThat(failure.toString()).doesNotContain("sk-secret");
			assertThat(failure.message()).hasSizeLessThanOrEqualTo(200).startsWith("bad  FORGED  [31m *** z");
			assertThat(output).doesNotContain("sk-secret")
				.doesNotContain("\u001b[31m sk")
				.doesNotContain("\nFORGED")
				.doesNotContain("z".repeat(201));
		}
	}

	@Test
	void saysOnceThatSpansAreKeptAndOnceThatTheyFlowAgain(CapturedOutput output) {
		answer(aResponse().withStatus(503));
		try (SendingFixture sending = new SendingFixture(url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.outcomes.failuresInARow() >= 3);
			acceptEverything();
			await(() -> sending.counts().delivered() == 1);
			await(() -> output.toString().contains("are delivered again"));
			assertThat(output.toString().split("could not be delivered", -1)).hasSize(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer sk-\u00e4\u00f6\u20ac", "Bearer sk\r\nx-evil: 1", "Bearer sk\u0000" })
	void neverShowsAKeyThatIsNoHeader(String authorization, CapturedOutput output) {
		Destination destination = new Destination(url(), authorization, "project_name:demo");
		try (SendingFixture sending = new SendingFixture(destination, SendingFixture.QUICK, null).start()) {
			sending.append(Frames.named("a"));
			await(() -> sending.outcomes.failuresInARow() > 0 || sending.counts().delivered() > 0);
			assertThat(destination.toString()).doesNotContain("sk");
			ExportOutcomes.Failure failure = sending.outcomes.lastFailure();
			if (failure != null) {
				assertThat(failure.toString()).doesNotContain(authorization.substring(7)).doesNotContain("x-evil");
			}
			assertThat(requests()).allMatch((request) -> !request.containsHeader("x-evil"));
			assertThat(output).doesNotContain(authorization.substring(7)).doesNotContain("x-evil");
		}
	}

	@Test
	void sendsNothingWhenThereIsNothing() {
		try (SendingFixture sending = patient()) {
			assertThat(sending.sender.flush(LONG)).isTrue();
			sending.stop(LONG);
			assertThat(requests()).isEmpty();
		}
	}

	@Test
	void severalMayFlushAtOnce() {
		try (SendingFixture sending = patient()) {
			sending.append(Frames.names(0, 3));
			Thread other = new Thread(() -> sending.sender.flush(Duration.ZERO));
			other.start();
			assertThat(sending.sender.flush(LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(3);
		}
	}

	@Test
	void deliversWhatIsLeftWhenItStops() {
		SendingFixture sending = patient();
		sending.append(Frames.names(0, 3));
		sending.stop(LONG);
		sending.close();
		assertThat(sending.counts().delivered()).isEqualTo(3);
		assertThat(sending.counts().totalDropped()).isZero();
	}

	private static SendingFixture patient() {
		return new SendingFixture(url(), SendingFixture.PATIENT).start();
	}

	private static URI url() {
		return URI.create(server.baseUrl() + path);
	}

	private static void answer(ResponseDefinitionBuilder response) {
		server.stubFor(any(anyUrl()).atPriority(9).willReturn(response));
	}

	private static void answerFirst(ResponseDefinitionBuilder response) {
		server.stubFor(any(anyUrl()).atPriority(1)
			.inScenario("first")
			.whenScenarioStateIs(Scenario.STARTED)
			.willReturn(response)
			.willSetStateTo("then"));
	}

	private static List<ServeEvent> events() {
		List<ServeEvent> oldestFirst = new ArrayList<>(server.getAllServeEvents());
		oldestFirst.removeIf((event) -> !event.getRequest().getUrl().equals(path));
		Collections.reverse(oldestFirst);
		return oldestFirst;
	}

	private static List<LoggedRequest> requests() {
		return events().stream().map(ServeEvent::getRequest).toList();
	}

	private static List<LoggedRequest> requests(int status) {
		return events().stream()
			.filter((event) -> event.getResponse().getStatus() == status)
			.map(ServeEvent::getRequest)
			.toList();
	}

	private static List<List<String>> bodies() {
		return requests().stream().map((request) -> Frames.namesIn(request.getBody())).toList();
	}

	private static long millisBetweenRequests() {
		List<LoggedRequest> requests = requests();
		return requests.get(1).getLoggedDate().getTime() - requests.get(0).getLoggedDate().getTime();
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(condition);
	}

}

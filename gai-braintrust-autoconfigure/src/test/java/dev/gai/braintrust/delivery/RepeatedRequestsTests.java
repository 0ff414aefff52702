package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.not;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a request that was not accepted is sent again, and what is said meanwhile.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("thorough")
class RepeatedRequestsTests {

	@RegisterExtension
	static final TracesStub service = new TracesStub();

	@ParameterizedTest
	@CsvSource({ "408,SERVER_ERROR", "429,RATE_LIMITED", "500,SERVER_ERROR", "502,SERVER_ERROR", "503,SERVER_ERROR" })
	void repeatsWhatMayPass(int status, FailureCategory category) {
		answerFirst(aResponse().withStatus(status).withBody("try later"));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			TracesStub.await(() -> sending.counts().delivered() == 3);
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
		service.answer(aResponse().withStatus(status).withHeader("Location", service.baseUrl() + "/elsewhere"));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.names(0, 3));
			TracesStub.await(() -> sending.outcomes.failuresInARow() == 1);
			sending.append(Frames.names(3, 6));
			assertThat(sending.outcomes.lastFailure()).isNotNull()
				.satisfies((failure) -> assertThat(failure.category()).isEqualTo(category));
			assertThat(sending.counts().logged()).isEqualTo(6);
			assertThat(service.requests()).hasSize(1).allMatch((request) -> request.getUrl().equals(service.path()));
			// A flush asks once, whatever the wait.
			service.acceptEverything();
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(6);
		}
	}

	@Test
	void waitsAsLongAsTheServiceAsks() {
		answerFirst(aResponse().withStatus(429).withHeader("Retry-After", "1"));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.counts().delivered() == 1);
			assertThat(millisBetweenRequests()).isBetween(990L, 5_000L);
		}
	}

	@Test
	void waitsUntilTheDateTheServiceNames() {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(4));
		service.answer(aResponse().withStatus(503).withHeader("Retry-After", date));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.outcomes.failuresInARow() == 1);
			sending.append(Frames.named("b"));
			assertThat(service.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "soon", "-5", "Fri, 31 Feb 2025 00:00:00 GMT", "" })
	void backsOffWhereTheServiceAsksForNonsense(String header) {
		answerFirst(aResponse().withStatus(429).withHeader("Retry-After", header));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.counts().delivered() == 1);
			assertThat(service.requests()).hasSize(2);
		}
	}

	@Test
	void doesNotHammerAServiceThatAsksToBeAskedAtOnce() {
		service.answer(aResponse().withStatus(429).withHeader("Retry-After", "0"));
		DeliverySettings settings = SendingFixture.retry(SendingFixture.QUICK, Duration.ofHours(1),
				Duration.ofHours(1));
		try (SendingFixture sending = new SendingFixture(service.url(), settings).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.outcomes.failuresInARow() == 1);
			assertThat(sending.sender.flush(Duration.ofMillis(50))).isFalse();
			assertThat(service.requests()).hasSizeLessThanOrEqualTo(2);
		}
	}

	@Test
	void showsTextOfTheServiceOnOneShortLineWithoutTheKey(CapturedOutput output) {
		service.answer(aResponse().withStatus(503).withBody("bad\r\nFORGED \u001b[31m sk-secret " + "z".repeat(5_000)));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.outcomes.failuresInARow() > 0);
			TracesStub.await(() -> output.toString().contains("could not be delivered"));
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
		service.answer(aResponse().withStatus(503));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.outcomes.failuresInARow() >= 3);
			service.acceptEverything();
			TracesStub.await(() -> sending.counts().delivered() == 1);
			TracesStub.await(() -> output.toString().contains("are delivered again"));
			assertThat(output.toString().split("could not be delivered", -1)).hasSize(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer sk-\u00e4\u00f6\u20ac", "Bearer sk\r\nx-evil: 1", "Bearer sk\u0000" })
	void neverShowsAKeyThatIsNoHeader(String authorization, CapturedOutput output) {
		Destination destination = new Destination(service.url(), authorization, "project_name:demo");
		try (SendingFixture sending = new SendingFixture(destination, SendingFixture.QUICK, null).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.outcomes.failuresInARow() > 0 || sending.counts().delivered() > 0);
			assertThat(destination.toString()).doesNotContain("sk");
			ExportOutcomes.Failure failure = sending.outcomes.lastFailure();
			if (failure != null) {
				assertThat(failure.toString()).doesNotContain(authorization.substring(7)).doesNotContain("x-evil");
			}
			assertThat(service.requests()).allMatch((request) -> !request.containsHeader("x-evil"));
			assertThat(output).doesNotContain(authorization.substring(7)).doesNotContain("x-evil");
		}
	}

	private static void answerFirst(ResponseDefinitionBuilder response) {
		service.when(any(anyUrl()).atPriority(1)
			.inScenario("first")
			.whenScenarioStateIs(Scenario.STARTED)
			.willReturn(response)
			.willSetStateTo("then"));
	}

	private static long millisBetweenRequests() {
		List<LoggedRequest> requests = service.requests();
		return requests.get(1).getLoggedDate().getTime() - requests.get(0).getLoggedDate().getTime();
	}

}

package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.GenAiCall;
import dev.gai.braintrust.trace.GenAiContext;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A provider that fails over real HTTP, and what Braintrust is sent of it, byte by byte.
 */
@Tag("thorough")
class RetriedCallsOnTheWireTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static final LlmRetryPolicy THREE = LlmRetryPolicy.attempts(3).delay(Duration.ofMillis(2));

	private final WireMockServer provider = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

	private TracedPipeline pipeline;

	@BeforeEach
	void start() {
		this.provider.start();
		this.pipeline = TracedPipeline.sendingTo(braintrust).start();
	}

	@AfterEach
	void stop() {
		this.pipeline.close();
		this.provider.stop();
	}

	@Test
	void attemptsShareTheContextOfTheirCall() {
		AtomicInteger attempts = new AtomicInteger();
		try (GenAiContext.Scope scope = GenAiContext.session("s-1").user("u-42").tag("beta").open()) {
			this.pipeline.genAi().llm("p", "m").retry(THREE).run((call) -> {
				if (attempts.incrementAndGet() < 3) {
					throw new HttpServerErrorException(HttpStatus.SERVICE_UNAVAILABLE);
				}
			});
		}

		assertThat(braintrust.awaitSpans(3)).hasSize(3).allSatisfy((span) -> {
			assertThat(span.metadata().path("session_id").asString()).isEqualTo("s-1");
			assertThat(span.metadata().path("user_id").asString()).isEqualTo("u-42");
			assertThat(span.attribute("braintrust.tags").toString()).contains("beta");
		});
	}

	@Test
	void sendsAnEventualSuccessWithItsFailedAttempts() {
		answers("first", 429, "retry-after-ms", "7", "Rate limit reached for key " + BraintrustServer.KEY);
		answers("second", 500, "x-request-id", "r2", "The server had an error");
		answers("third", 200, "x-request-id", "r3", "fine");

		assertThat(call(llm())).isEqualTo("fine");

		Map<String, SentSpan> spans = sent(3);
		SentSpan call = spans.get("chat llama");
		SentSpan first = spans.get("attempt 1");
		SentSpan second = spans.get("attempt 2");
		assertThat(call.isRoot()).isTrue();
		assertThat(call.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
		assertThat(call.type()).isEqualTo("llm");
		assertThat(call.attribute("error.type")).isNull();
		assertThat(call.metadata().path("retry.enabled").booleanValue()).isTrue();
		assertThat(call.metadata().path("retry.max_attempts").intValue()).isEqualTo(3);
		assertThat(call.metadata().path("retry.failed_attempts").intValue()).isEqualTo(2);
		assertThat(call.metadata().path("retry.successful_attempt").intValue()).isEqualTo(3);
		assertThat(call.metadata().path("retry.success").booleanValue()).isTrue();
		assertThat(call.metadata().path("retry.exhausted").booleanValue(true)).isFalse();
		assertThat(call.metadata().path("retry.last_error").stringValue())
			.startsWith(HttpServerErrorException.InternalServerError.class.getName())
			.contains("The server had an error");
		assertThat(call.metadata().has("error.category")).isFalse();

		assertThat(first.parentId()).isEqualTo(call.spanId());
		assertThat(first.traceId()).isEqualTo(call.traceId());
		assertThat(first.type()).isEqualTo("task");
		assertThat(first.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
		assertThat(first.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
		assertThat(first.attribute("error.type")).isEqualTo(HttpClientErrorException.TooManyRequests.class.getName());
		assertThat(first.metadata().path("error.category").stringValue()).isEqualTo("rate_limited");
		assertThat(first.metadata().path("error.retryable").booleanValue()).isTrue();
		assertThat(first.metadata().path("retry.wait_ms").intValue()).isEqualTo(7);
		assertThat(second.parentId()).isEqualTo(call.spanId());
		assertThat(second.metadata().path("error.category").stringValue()).isEqualTo("provider_unavailable");
		assertThat(second.metadata().path("retry.wait_ms").intValue()).isEqualTo(4);
		assertThat(second.span().getStartTimeUnixNano()).isGreaterThanOrEqualTo(first.span().getEndTimeUnixNano());
		assertThat(call.span().getEndTimeUnixNano()).isGreaterThanOrEqualTo(second.span().getEndTimeUnixNano());
		assertThat(spans.toString()).doesNotContain(BraintrustServer.KEY);
	}

	@Test
	void sendsAnExhaustedRetryAsAnError() {
		answers(null, 503, "x-request-id", "r", "overloaded");

		assertThatThrownBy(() -> call(llm())).isInstanceOf(HttpServerErrorException.ServiceUnavailable.class);

		Map<String, SentSpan> spans = sent(4);
		SentSpan call = spans.get("chat llama");
		assertThat(spans).containsOnlyKeys("chat llama", "attempt 1", "attempt 2", "attempt 3");
		assertThat(call.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
		assertThat(call.metadata().path("error.category").stringValue()).isEqualTo("overloaded");
		assertThat(call.metadata().path("error.retryable").booleanValue()).isTrue();
		assertThat(call.metadata().path("retry.exhausted").booleanValue()).isTrue();
		assertThat(call.metadata().path("retry.success").booleanValue(true)).isFalse();
		assertThat(call.metadata().path("retry.failed_attempts").intValue()).isEqualTo(3);
		assertThat(call.metadata().has("retry.successful_attempt")).isFalse();
		assertThat(spans.get("attempt 3").metadata().has("retry.wait_ms")).isFalse();
	}

	@Test
	void sendsASingleAttemptWhereAnotherOneCannotHelp() {
		answers(null, 429, "x-request-id", "r", "{\"error\":{\"code\":\"insufficient_quota\"}}");

		assertThatThrownBy(() -> call(llm())).isInstanceOf(HttpClientErrorException.TooManyRequests.class);

		Map<String, SentSpan> spans = sent(1);
		SentSpan call = spans.get("chat llama");
		assertThat(spans).hasSize(1);
		assertThat(call.metadata().path("error.category").stringValue()).isEqualTo("quota_exceeded");
		assertThat(call.metadata().path("error.retryable").booleanValue(true)).isFalse();
		assertThat(call.metadata().path("retry.failed_attempts").intValue()).isEqualTo(1);
		assertThat(call.metadata().path("retry.exhausted").booleanValue(true)).isFalse();
		this.provider.verify(1, WireMock.postRequestedFor(WireMock.urlEqualTo("/chat")));
	}

	@Test
	void sendsASuccessAtOnceWithoutAttempts() {
		answers(null, 200, "x-request-id", "r", "fine");

		call(llm());

		SentSpan call = sent(1).get("chat llama");
		assertThat(call.metadata().path("retry.enabled").booleanValue()).isTrue();
		assertThat(call.metadata().path("retry.failed_attempts").intValue(-1)).isZero();
		assertThat(call.metadata().path("retry.successful_attempt").intValue()).isEqualTo(1);
		assertThat(call.metadata().has("retry.last_error")).isFalse();
	}

	@Test
	void sendsNoTextOfAnErrorWhereContentIsNotCaptured() {
		answers(null, 503, "x-request-id", "r", "secret prompt");

		assertThatThrownBy(() -> call(llm().capture(Capture.NONE)))
			.isInstanceOf(HttpServerErrorException.ServiceUnavailable.class);

		Map<String, SentSpan> spans = sent(4);
		assertThat(spans.toString()).doesNotContain("secret prompt");
		assertThat(spans.get("chat llama").metadata().path("retry.last_error").stringValue())
			.isEqualTo(HttpServerErrorException.ServiceUnavailable.class.getName());
		assertThat(spans.get("chat llama").metadata().path("error.category").stringValue())
			.isEqualTo("provider_unavailable");
	}

	@Test
	void sendsATypeWhereTheTextOfAnErrorCannotBeHad() {
		AtomicInteger calls = new AtomicInteger();

		llm().retry(THREE).call((span) -> {
			if (calls.incrementAndGet() == 1) {
				throw new Unreadable();
			}
			return "fine";
		});

		assertThat(sent(2).get("chat llama").metadata().path("retry.last_error").stringValue())
			.isEqualTo(Unreadable.class.getName());
	}

	private GenAiCall llm() {
		return this.pipeline.genAi().llm("groq", "llama");
	}

	private String call(GenAiCall call) {
		RestClient client = RestClient.create("http://127.0.0.1:" + this.provider.port());
		return call.retry(THREE).call((span) -> client.post().uri("/chat").retrieve().body(String.class));
	}

	/**
	 * Scripts the provider.
	 * @param order {@code first}, {@code second} or {@code third}, {@code null} for
	 * always
	 */
	private void answers(String order, int status, String header, String value, String body) {
		var stub = WireMock.post("/chat")
			.willReturn(WireMock.aResponse().withStatus(status).withHeader(header, value).withBody(body));
		if (order != null) {
			Map<String, String> next = Map.of("first", "second", "second", "third", "third", "end");
			stub = stub.inScenario("flaky")
				.whenScenarioStateIs(order.equals("first") ? "Started" : order)
				.willSetStateTo(next.get(order));
		}
		this.provider.stubFor(stub);
	}

	private Map<String, SentSpan> sent(int count) {
		this.pipeline.flush();
		return braintrust.awaitSpans(count).stream().collect(Collectors.toMap(SentSpan::name, Function.identity()));
	}

	private static final class Unreadable extends RuntimeException {

		Unreadable() {
			super(new java.net.ConnectException());
		}

		@Override
		public String getMessage() {
			throw new IllegalStateException("No message");
		}

	}

}

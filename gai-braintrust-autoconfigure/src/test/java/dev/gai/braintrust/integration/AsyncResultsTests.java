package dev.gai.braintrust.integration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.RunningApplication;
import dev.gai.braintrust.testing.SentSpan;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Results that Spring MVC goes on with after the method has returned.
 */
@Tag("application")
@Timeout(60)
class AsyncResultsTests {

	@RegisterExtension
	static final RunningApplication running = RunningApplication.of(AsyncApplication.class, WebApplicationType.SERVLET,
			"spring.mvc.async.request-timeout=5s");

	private static final BraintrustServer braintrust = running.braintrust();

	@ParameterizedTest
	@ValueSource(strings = { "events", "event-entity", "emitter", "emitter-entity", "early-emitter", "early-events",
			"custom-events", "body", "body-entity", "flux", "flux-entity", "flux-events", "mono-entity",
			"stream-entity", "future-entity", "publisher", "jdk", "stream-tool" })
	void textIsJoinedAndWhatRunsInsideIsBelow(String path) throws Exception {
		assertThat(get(path).body()).contains("Hel").contains("lo!");

		SentSpan span = awaited(path);
		assertThat(output(span)).isEqualTo(path.equals("body-entity") || path.equals("body") ? "Hello! äß" : "Hello!");
		assertThat(span.span().getStatus().getCode()).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		if (!path.equals("publisher") && !path.startsWith("mono")) {
			SentSpan inner = braintrust.awaitSpan("chat inner");
			assertThat(inner.parentId()).isEqualTo(span.spanId());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "callable", "task", "deferred", "future-plain", "deferred-set" })
	void aLaterValueIsTheOutputAndWhatRunsInsideIsBelow(String path) throws Exception {
		assertThat(get(path).body()).contains("Hello!");

		SentSpan span = awaited(path);
		assertThat(output(span)).isEqualTo("Hello!");
		assertThat(braintrust.awaitSpan("chat inner").parentId()).isEqualTo(span.spanId());
	}

	@ParameterizedTest
	@ValueSource(strings = { "events-usage", "flux-usage" })
	void usageIsReadOutOfTheEvents(String path) throws Exception {
		assertThat(get(path).body()).contains("Hel");

		SentSpan span = braintrust.awaitSpan("chat gpt-4o-mini");
		assertThat(span.metrics().path("time_to_first_token").asDouble()).isPositive();
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(12);
		assertThat(span.metrics().path("completion_tokens").asInt()).isEqualTo(5);
		assertThat(span.json("braintrust.output_json").toString()).contains("Hello!");
	}

	@Test
	void valuesInEventsAreAList() throws Exception {
		get("flux-values");
		assertThat(awaited("flux-values").json("braintrust.output_json").toString())
			.isEqualTo("[{\"text\":\"Hel\"},{\"text\":\"lo!\"}]");
		get("event-values");
		assertThat(awaited("event-values").json("braintrust.output_json").toString())
			.isEqualTo("[{\"text\":\"Hel\"},{\"text\":\"lo!\"}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "failed-events", "failed-body", "failed-callable", "failed-deferred", "failed-task" })
	void anErrorIsTheErrorOfTheCall(String path) throws Exception {
		try {
			get(path);
		}
		catch (IOException ex) {
			// The response broke off.
		}

		SentSpan span = awaited(path);
		assertThat(span.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(span.span().getStatus().getMessage()).contains("model away");
		if (path.endsWith("events") || path.endsWith("body")) {
			assertThat(output(span)).isEqualTo("Hel");
		}
	}

	@Test
	void aTimeoutEndsTheCallAndTheCallbacksOfTheApplicationRun() {
		List<String> paths = List.of("slow-events", "slow-deferred", "slow-callable", "slow-task", "slow-wrapped",
				"slow-wrapped-task", "slow-body", "slow-body-entity");
		// All at once: each of them waits for the same time.
		HttpClient client = HttpClient.newHttpClient();
		paths.stream()
			.map((path) -> client.sendAsync(request(path), HttpResponse.BodyHandlers.discarding()))
			.toList()
			.forEach((response) -> response.exceptionally((ex) -> null).join());

		assertThat(paths).allSatisfy((path) -> {
			SentSpan span = awaited(path);
			assertThat(span.metadata().path("error.category").asString()).isEqualTo("timeout");
			assertThat(running.bean(AsyncApplication.Callbacks.class).of(path)).contains("timeout", "completion");
		});
	}

	@Test
	void allCallbacksOfAnEmitterRun() throws Exception {
		get("events");
		awaited("events");
		assertThat(running.bean(AsyncApplication.Callbacks.class).await("events", "completion")).isTrue();
	}

	@Test
	void aClientThatLeavesCancelsTheCall() throws Exception {
		HttpResponse<InputStream> response = HttpClient.newHttpClient()
			.send(request("endless-events"), HttpResponse.BodyHandlers.ofInputStream());
		response.body().read();
		running.bean(AsyncApplication.Callbacks.class).called("endless-events", "read");
		response.body().close();

		SentSpan span = awaited("endless-events");
		assertThat(span.span().getStatus().getCode()).isNotEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(output(span)).startsWith("Hel");
	}

	private static String output(SentSpan span) {
		return span.json("braintrust.output_json").asString(span.json("braintrust.output_json").toString());
	}

	private static SentSpan awaited(String path) {
		return path.contains("tool") ? braintrust.awaitSpan("execute_tool " + path)
				: braintrust.awaitSpan("invoke_agent " + path);
	}

	private static HttpResponse<String> get(String path) throws Exception {
		return HttpClient.newHttpClient().send(request(path), HttpResponse.BodyHandlers.ofString());
	}

	private static HttpRequest request(String path) {
		return HttpRequest.newBuilder(URI.create(running.url() + "/" + path)).timeout(Duration.ofSeconds(20)).build();
	}

}

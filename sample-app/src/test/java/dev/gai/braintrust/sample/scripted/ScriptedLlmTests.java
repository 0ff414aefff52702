package dev.gai.braintrust.sample.scripted;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class ScriptedLlmTests {

	private static final String RESET = """
			{"model": "scripted-llama-3.3-70b-versatile", "messages": [
			  {"role": "system", "content": "You are of the support team."},
			  {"role": "user", "content": "How do I reset it?"}]%s}""";

	private static final String CHART = """
			{"model": "scripted-llama-3.3-70b-versatile",
			 "messages": [{"role": "system", "content": "You write a short report"}],
			 "tool_choice": {"type": "function", "function": {"name": "chart"}}}""";

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ScriptedLlm llm;

	@BeforeAll
	static void start() {
		llm = ScriptedLlm.start();
	}

	@AfterAll
	static void stop() {
		llm.close();
	}

	@Test
	void answersFromItsScriptAndSaysThatItIsScripted() throws Exception {
		JsonNode answer = json(post(RESET.formatted("")));
		assertThat(answer.at("/model").stringValue()).isEqualTo("scripted-llama-3.3-70b-versatile");
		assertThat(answer.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
		assertThat(answer.at("/choices/0/message/content").stringValue()).contains("press \"Reset password\"");
	}

	@Test
	void estimatesTokensFromWhatWasSentAndAnswered() throws Exception {
		JsonNode small = json(post(RESET.formatted(""))).path("usage");
		JsonNode large = json(post(RESET.formatted("").replace("How", "x".repeat(400) + "How"))).path("usage");
		assertThat(large.path("prompt_tokens").intValue() - small.path("prompt_tokens").intValue()).isEqualTo(100);
		assertThat(small.path("completion_tokens").intValue()).isBetween(20, 40);
		assertThat(small.path("total_tokens").intValue())
			.isEqualTo(small.path("prompt_tokens").intValue() + small.path("completion_tokens").intValue());
	}

	@Test
	void callsTheToolThatIsDemandedWithArgumentsThatAreJsonText() throws Exception {
		JsonNode choice = json(post(CHART)).at("/choices/0");
		assertThat(choice.at("/finish_reason").stringValue()).isEqualTo("tool_calls");
		assertThat(choice.at("/message/content").isNull()).isTrue();
		JsonNode function = choice.at("/message/tool_calls/0/function");
		assertThat(function.path("name").stringValue()).isEqualTo("chart");
		assertThat(JsonMapper.shared().readTree(function.path("arguments").stringValue()).path("title").stringValue())
			.isEqualTo("Growth of \"media\" by sector");
	}

	@Test
	void streamsWordForWordAndEndsWithTheUsage() throws Exception {
		HttpResponse<Stream<String>> response = client.send(
				request(RESET.formatted(", \"stream\": true, \"stream_options\": {\"include_usage\": true}")).build(),
				BodyHandlers.ofLines());
		List<Long> times = new ArrayList<>();
		List<String> events = response.body().filter((line) -> !line.isEmpty()).peek((line) -> {
			assertThat(line).startsWith("data: ");
			times.add(System.nanoTime());
		}).map((line) -> line.substring("data: ".length())).toList();
		assertThat(events).last().isEqualTo("[DONE]");
		assertThat(JsonMapper.shared().readTree(events.get(events.size() - 2)).at("/usage/total_tokens").intValue())
			.isPositive();
		StringBuilder text = new StringBuilder();
		events.subList(0, events.size() - 1)
			.forEach((event) -> text
				.append(JsonMapper.shared().readTree(event).at("/choices/0/delta/content").stringValue("")));
		assertThat(text).startsWith("Open Settings, choose Security").endsWith("valid for one hour.");
		assertThat(Duration.ofNanos(times.get(times.size() - 1) - times.get(0))).isGreaterThan(Duration.ofMillis(50));
	}

	@Test
	void streamsNoUsageThatWasNotAskedFor() throws Exception {
		assertThat(post(RESET.formatted(", \"stream\": true")).body()).doesNotContain("usage").endsWith("[DONE]\n\n");
	}

	@Test
	void saysThatItHasNoAnswerWhenTheScriptHasNone() throws Exception {
		HttpResponse<String> response = post("""
				{"model": "scripted-llama-3.3-70b-versatile", "messages": [{"role": "user", "content": "?"}]}""");
		assertThat(json(response).at("/choices/0/message/content").stringValue())
			.isEqualTo("I am a script and have no answer to that.");
	}

	@Test
	void refusesWhatARealEndpointRefuses() throws Exception {
		assertThat(client
			.send(HttpRequest.newBuilder(URI.create(llm.baseUrl() + "/models"))
				.header("Authorization", "Bearer x")
				.build(), BodyHandlers.ofString())
			.statusCode()).isEqualTo(404);
		assertThat(post("{").statusCode()).isEqualTo(400);
		assertThat(post("{\"model\": \"scripted-llama-3.3-70b-versatile\", \"messages\": []}").statusCode())
			.isEqualTo(400);
		assertThat(post(RESET.formatted("").replace("scripted-llama", "gpt")).statusCode()).isEqualTo(404);
		assertThat(post(" ".repeat(1024 * 1024 + 1)).statusCode()).isEqualTo(413);
		HttpRequest withoutKey = HttpRequest.newBuilder(URI.create(llm.baseUrl() + "/chat/completions"))
			.POST(HttpRequest.BodyPublishers.ofString(RESET.formatted("")))
			.build();
		HttpResponse<String> refused = client.send(withoutKey, BodyHandlers.ofString());
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(json(refused).at("/error/code").stringValue()).isEqualTo("invalid_api_key");
	}

	private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
		return client.send(request(body).build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(String body) {
		return HttpRequest.newBuilder(URI.create(llm.baseUrl() + "/chat/completions"))
			.header("Authorization", "Bearer some-key")
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

}

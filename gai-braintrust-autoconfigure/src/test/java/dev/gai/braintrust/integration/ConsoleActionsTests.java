package dev.gai.braintrust.integration;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.integration.RerunApplications.Application;
import dev.gai.braintrust.integration.RerunApplications.RecordingModel;
import dev.gai.braintrust.integration.RerunApplications.WithModel;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be done from the console of a real web application.
 */
@Tag("application")
class ConsoleActionsTests {

	private final RerunApplications rerunApplications = new RerunApplications();

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static final JsonMapper json = new JsonMapper();

	private static final SharedApplications<WebApplicationType> withModel = new SharedApplications<>(
			(type) -> run(type, WithModel.class));

	private static final SharedApplications<WebApplicationType> withoutModel = new SharedApplications<>(
			(type) -> run(type, Application.class));

	private final HttpClient client = HttpClient.newHttpClient();

	@AfterAll
	static void stop() {
		withModel.close();
		withoutModel.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void runsAnEditedPromptAgainAndMarksItsTrace(WebApplicationType type) throws InterruptedException {
		ConfigurableApplicationContext context = withModel.get(type);
		JsonNode call = this.rerunApplications.call(context);
		assertThat(ConsoleClient.json(ConsoleClient.get(context, RerunApplications.DATA + "about"))
			.path("rerun")
			.booleanValue()).isTrue();

		HttpResponse<String> answer = post(context, "rerun", """
				{"trace": "%s", "span": "%s", "model": "other-model", "temperature": 0.25,
				 "messages": [{"role": "system", "content": "Be brief"}, {"role": "user", "content": "Edited?"}]}"""
			.formatted(call.path("trace").asString(), call.path("id").asString()));

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		Prompt prompt = context.getBean(RecordingModel.class).prompts.poll(10, TimeUnit.SECONDS);
		assertThat(prompt).isNotNull();
		assertThat(prompt.getInstructions())
			.extracting((message) -> message.getMessageType().getValue(), (message) -> message.getText())
			.containsExactly(org.assertj.core.groups.Tuple.tuple("system", "Be brief"),
					org.assertj.core.groups.Tuple.tuple("user", "Edited?"));
		assertThat(prompt.getOptions()).extracting(ChatOptions::getModel, ChatOptions::getTemperature)
			.containsExactly("other-model", 0.25);
		String trace = ConsoleClient.json(answer).path("trace").asString();
		JsonNode rerun = this.rerunApplications.awaitRow(context, trace, "rerun");
		assertThat(rerun.path("metadata").path("rerun.of").asString())
			.isEqualTo(call.path("trace").asString() + "/" + call.path("id").asString());
		assertThat(rerun.path("tags").get(0).asString()).isEqualTo("rerun");
		assertThat(rerun.path("output").asString()).isEqualTo("Run again");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void doesNothingForWhoHasNotClickedOnItsOwnPage(WebApplicationType type) {
		ConfigurableApplicationContext context = withModel.get(type);
		JsonNode call = this.rerunApplications.call(context);
		String body = """
				{"trace": "%s", "span": "%s", "messages": [{"role": "user", "content": "Hi"}]}"""
			.formatted(call.path("trace").asString(), call.path("id").asString());

		assertThat(send(request(context, "rerun").header("Cookie", ConsoleClient.cookie(context)), body).statusCode())
			.isEqualTo(403);
		assertThat(send(request(context, "rerun").header("X-Gai-Console", "rerun"), body).statusCode()).isEqualTo(403);
		assertThat(send(request(context, "rerun").header("Cookie", ConsoleClient.cookie(context))
			.header("X-Gai-Console", "rerun")
			.header("Origin", "http://evil.example"), body).statusCode()).isEqualTo(403);
		assertThat(ConsoleClient.get(context, RerunApplications.DATA + "rerun").statusCode()).isEqualTo(404);
		assertThat(context.getBean(RecordingModel.class).prompts).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void saysWhatIsWrongWithARequest(WebApplicationType type) {
		ConfigurableApplicationContext context = withModel.get(type);
		JsonNode call = this.rerunApplications.call(context);
		String span = "\"trace\": \"%s\", \"span\": \"%s\"".formatted(call.path("trace").asString(),
				call.path("id").asString());

		assertThat(post(context, "rerun", "{").statusCode()).isEqualTo(400);
		assertThat(post(context, "rerun", "{}").statusCode()).isEqualTo(404);
		assertThat(post(context, "rerun", "{" + span + "}").statusCode()).isEqualTo(400);
		assertThat(post(context, "rerun", "x".repeat(3_000_000)).statusCode()).isEqualTo(413);
		assertThat(post(context, "dataset", "{" + span + ", \"dataset\": \" \"}").body()).contains("needs a name");
		assertThat(post(context, "nothing", "{}").statusCode()).isEqualTo(405);
	}

	@Test
	void addsToADataSetWhereSpansAreSent() {
		ConfigurableApplicationContext context = withoutModel.get(WebApplicationType.SERVLET);
		JsonNode call = this.rerunApplications.call(context);
		JsonNode about = ConsoleClient.json(ConsoleClient.get(context, RerunApplications.DATA + "about"));
		assertThat(about.path("datasets").booleanValue()).isTrue();
		assertThat(about.path("rerun").booleanValue()).isFalse();
		String body = """
				{"trace": "%s", "span": "%s", "dataset": "hard cases", "expected": "Better"}"""
			.formatted(call.path("trace").asString(), call.path("id").asString());

		assertThat(post(context, "dataset", body).body()).isEqualTo("{\"added\":true}");
		assertThat(post(context, "rerun", body).body()).contains("no ChatModel");
	}

	@Test
	void offersNoDataSetAndServesPicturesWithoutAKey() throws Exception {
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, Application.class,
				"--gai.braintrust.api-key=")) {
			this.rerunApplications.call(context);

			assertThat(ConsoleClient.json(ConsoleClient.get(context, RerunApplications.DATA + "about"))
				.path("datasets")
				.booleanValue()).isFalse();
			assertPicturesAreServed(context);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void servesThePicturesOfRowsToItsOwnPage(WebApplicationType type) throws Exception {
		assertPicturesAreServed(withoutModel.get(type));
	}

	private void assertPicturesAreServed(ConfigurableApplicationContext context) throws Exception {
		String pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
		String page = Base64.getEncoder().encodeToString("<html><script>alert(1)</script></html>".getBytes());
		String trace = context.getBean(GenAiTracer.class)
			.llm("openai", "m")
			.messages(List.of(new Message("user",
					List.of(part("data:image/png;base64," + pixel), part("data:image/png;base64," + page)), List.of(),
					null)))
			.call((span) -> span.traceId());
		this.rerunApplications.awaitRow(context, trace, "chat m");

		JsonNode told = ConsoleClient.json(ConsoleClient.get(context, RerunApplications.DATA + "traces/" + trace));
		assertThat(told.path("pictures")).hasSize(1);
		String key = told.path("pictures").get(0).asString();
		assertThat(told.path("rows").get(0).path("attributes").path("braintrust.input_json").asString())
			.contains("\"key\":\"" + key + "\"")
			.doesNotContain(pixel);
		HttpResponse<byte[]> picture = this.client
			.send(HttpRequest.newBuilder(ConsoleClient.uri(context, RerunApplications.DATA + "pictures/" + key))
				.header("Cookie", ConsoleClient.cookie(context))
				.build(), HttpResponse.BodyHandlers.ofByteArray());
		assertThat(picture.body()).isEqualTo(Base64.getDecoder().decode(pixel));
		assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
		assertThat(picture.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(picture.headers().firstValue("Content-Security-Policy")).isPresent();
		assertThat(ConsoleClient
			.send(HttpRequest.newBuilder(ConsoleClient.uri(context, RerunApplications.DATA + "pictures/" + key))
				.build())
			.statusCode()).isEqualTo(403);
		assertThat(ConsoleClient.get(context, RerunApplications.DATA + "pictures/none").statusCode()).isEqualTo(404);
	}

	private static Map<String, Object> part(String url) {
		return Map.of("type", "image_url", "image_url", Map.of("url", url));
	}

	@Test
	void showsFeedbackOnItsSpan() {
		ConfigurableApplicationContext context = withoutModel.get(WebApplicationType.SERVLET);
		JsonNode call = this.rerunApplications.call(context);

		context.getBean(GenAiFeedback.class)
			.on(call.path("id").asString())
			.score("thumb", 1)
			.comment("Great, key sk-proj-" + "a1B2".repeat(10))
			.send();

		JsonNode said = this.rerunApplications.awaitRow(context, call.path("trace").asString(), "chat m")
			.path("feedback")
			.get(0);
		assertThat(said.path("scores").path("thumb").asDouble()).isEqualTo(1);
		assertThat(said.path("comment").asString()).startsWith("Great").doesNotContain("sk-proj-");
	}

	private static HttpResponse<String> post(ConfigurableApplicationContext context, String path, String body) {
		return send(
				request(context, path).header("Cookie", ConsoleClient.cookie(context)).header("X-Gai-Console", path),
				body);
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext context, String path) {
		return HttpRequest.newBuilder(ConsoleClient.uri(context, RerunApplications.DATA + path))
			.header("Content-Type", "application/json");
	}

	private static HttpResponse<String> send(HttpRequest.Builder request, String body) {
		return ConsoleClient.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, Class<?> application,
			String... arguments) {
		return new SpringApplicationBuilder(application).web(type)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "gai.braintrust.console.enabled=true",
					"gai.braintrust.console.persistent=false", "gai.braintrust.export.shutdown-timeout=200ms")
			.run(arguments);
	}

}

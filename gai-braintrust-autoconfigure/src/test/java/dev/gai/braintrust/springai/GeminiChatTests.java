package dev.gai.braintrust.springai;

import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.GeminiAnswers;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gemini through Spring AI and Google's own client, to the rows that Braintrust receives.
 */
@Tag("application")
class GeminiChatTests {

	private static final String PATH = "/v1beta/models/gemini-2.5-flash:generateContent";

	private static final String STREAM = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.start(Application.class, braintrust,
				List.of("spring.ai.model.chat=google-genai", "provider.url=" + models.url()));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void sendsAllTokensOfAnAnswer(boolean client) {
		models.answers(PATH, ModelServer.json(GeminiAnswers.GROUNDED));

		ask(client);

		SentSpan call = braintrust.awaitSpan("chat gemini-2.5-flash");
		assertThat(figures(call)).isEqualTo("294/170/464 cached 100 reasoning 150");
		assertThat(cost(call)).isEqualByComparingTo("0.0004862");
		assertThat(call.metadata().path("provider").asString()).isEqualTo("gcp.gemini");
		assertThat(message(call).path("content").asString()).isEqualTo("Oslo is sunny.");
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("stop");
	}

	@Test
	void countsWhatItsOwnToolsBroughtInAsInput() {
		models.answers(PATH, ModelServer.json(GeminiAnswers.WITH_TOOL_USE));

		ask(true);

		SentSpan call = braintrust.awaitSpan("chat gemini-2.5-flash");
		assertThat(figures(call)).isEqualTo("10100/20/10120 cached null reasoning null");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void sendsAStreamWithItsThoughts(boolean client) {
		models.answers(STREAM, ModelServer.events(String.join("\n", GeminiAnswers.lines(GeminiAnswers.CHUNKS))));

		stream(client);

		SentSpan call = braintrust.awaitSpan("chat gemini-2.5-flash");
		assertThat(figures(call)).isEqualTo("294/170/464 cached 100 reasoning 150");
		assertThat(cost(call)).isEqualByComparingTo("0.0004862");
		assertThat(message(call).path("content").asString()).isEqualTo("Oslo is sunny.");
		assertThat(message(call).path("reasoning").asString()).isEqualTo("I look it up.");
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("stop");
		if (client) {
			assertThat(call.metrics().path("time_to_first_token").isNumber()).isTrue();
		}
	}

	@Test
	void sendsACallWithTools() {
		models.answers(PATH, ModelServer.json(GeminiAnswers.FUNCTION_CALL), ModelServer.json(GeminiAnswers.GROUNDED));

		context.getBean(ChatClient.Builder.class)
			.build()
			.prompt("Weather in Oslo?")
			.tools(new SpringAiApplication.WeatherTools())
			.call()
			.content();

		List<SentSpan> calls = braintrust.awaitSpans(6).stream().filter((span) -> span.type().equals("llm")).toList();
		SentSpan first = calls.stream().filter((call) -> message(call).has("tool_calls")).findFirst().orElseThrow();
		assertThat(figures(first)).isEqualTo("40/38/78 cached null reasoning 30");
		assertThat(choice(first).path("finish_reason").asString()).isEqualTo("tool_calls");
		assertThat(message(first).at("/tool_calls/0/function/name").asString()).isEqualTo("weather");
		assertThat(calls).hasSize(2);
	}

	@Test
	void sendsPicturesAndSoundsAsSuch() {
		models.answers(PATH, ModelServer.json(GeminiAnswers.MULTIMODAL));

		ask(true);

		SentSpan call = braintrust.awaitSpan("chat gemini-2.5-flash");
		assertThat(figures(call)).isEqualTo("1300/5/1305 cached null reasoning null");
		assertThat(call.metrics().path("prompt_audio_tokens").asInt()).isEqualTo(1032);
		// 268 tokens of text and picture at 0.30, 1,032 of audio at 1.00, 5 at 2.50.
		assertThat(cost(call)).isEqualByComparingTo("0.0011249");
		assertThat(choice(call).path("finish_reason").asString()).isEqualTo("length");
	}

	@Test
	void sendsAllCandidates() {
		models.answers(PATH, ModelServer.json(GeminiAnswers.CANDIDATES));

		ask(true);

		SentSpan call = braintrust.awaitSpan("chat gemini-2.5-flash");
		assertThat(call.json("braintrust.output_json")).hasSize(2);
		assertThat(call.json("braintrust.output_json").at("/1/message/content").asString()).isEqualTo("Bright.");
		assertThat(call.attribute("gen_ai.response.finish_reasons")).isEqualTo(List.of("stop", "length"));
	}

	@Test
	void saysOfAPromptThatWasBlockedThatItWas() {
		models.answers(PATH, ModelServer.json(GeminiAnswers.BLOCKED));

		try {
			ask(true);
		}
		catch (RuntimeException ex) {
			// As Spring AI likes.
		}

		SentSpan call = braintrust.awaitSpan("chat gemini-2.5-flash");
		assertThat(call.metrics().path("prompt_tokens").asInt()).isEqualTo(7);
		assertThat(call.metrics().path("completion_tokens").asInt(0)).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void namesTheHostOfTheModel(boolean streamed) {
		models.answers(PATH, ModelServer.json(GeminiAnswers.GROUNDED));
		models.answers(STREAM, ModelServer.events(String.join("\n", GeminiAnswers.lines(GeminiAnswers.CHUNKS))));

		if (streamed) {
			stream(true);
		}
		else {
			ask(true);
		}

		SentSpan call = braintrust.awaitSpan("chat gemini-2.5-flash");
		assertThat(call.attribute("server.address")).isEqualTo("127.0.0.1");
		assertThat(call.attribute("server.port")).isEqualTo((long) URI.create(models.url()).getPort());
	}

	private static void ask(boolean client) {
		if (client) {
			context.getBean(ChatClient.Builder.class).build().prompt("Weather in Oslo?").call().chatResponse();
		}
		else {
			context.getBean(ChatModel.class).call(new Prompt("Weather in Oslo?"));
		}
	}

	private static void stream(boolean client) {
		if (client) {
			context.getBean(ChatClient.Builder.class).build().prompt("Weather in Oslo?").stream().content().blockLast();
		}
		else {
			context.getBean(ChatModel.class).stream(new Prompt("Weather in Oslo?")).blockLast();
		}
	}

	private static String figures(SentSpan call) {
		JsonNode metrics = call.metrics();
		return "%s/%s/%s cached %s reasoning %s".formatted(metrics.get("prompt_tokens"),
				metrics.get("completion_tokens"), metrics.get("tokens"), metrics.get("prompt_cached_tokens"),
				metrics.get("completion_reasoning_tokens"));
	}

	private static BigDecimal cost(SentSpan call) {
		return call.metrics().path("estimated_cost").decimalValue();
	}

	private static JsonNode choice(SentSpan call) {
		return call.json("braintrust.output_json").path(0);
	}

	private static JsonNode message(SentSpan call) {
		return choice(call).path("message");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		GoogleGenAiChatModel gemini(@Value("${provider.url}") String url, ObservationRegistry registry) {
			return GoogleGenAiChatModel.builder()
				.genAiClient(
						Client.builder().apiKey("test").httpOptions(HttpOptions.builder().baseUrl(url).build()).build())
				.options(GoogleGenAiChatOptions.builder().model("gemini-2.5-flash").includeThoughts(true).build())
				.observationRegistry(registry)
				.build();
		}

	}

}

package dev.gai.braintrust.springai;

import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Models that the application builds itself, without the customizers of Spring AI's
 * clients, asked as they are and through a chat client that is made by hand.
 */
@Tag("application")
class OwnModelsTests {

	private static final String OPENAI = """
			{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"role":"assistant","content":"Sun"},"finish_reason":null}]}
			{"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"ny"},"finish_reason":null}]}
			""";

	private static final String ANTHROPIC = """
			{"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"output_tokens":1}}}
			{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
			{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Sun"}}
			{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ny"}}
			""";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.start(OwnModels.class, braintrust,
				List.of("spring.ai.model.chat=none", "provider.url=" + models.url()));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@ParameterizedTest
	@CsvSource({ "openAiModel,false", "openAiModel,true", "anthropicModel,false", "anthropicModel,true" })
	void keepTheTextOfAStreamThatFails(String model, boolean client) {
		answers(OPENAI + "{\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"code\":\"overloaded\"}}",
				ANTHROPIC
						+ "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");

		assertThatThrownBy(() -> ask(model, client)).isInstanceOf(RuntimeException.class);

		SentSpan call = call(client);
		assertThat(call.metadata().path("error.category").asString()).isEqualTo("overloaded");
		assertThat(call.json("braintrust.output_json").at("/0/message/content").asString()).isEqualTo("Sunny");
		assertThat(call.metrics().path("time_to_first_token").asDouble()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void keepTheTextOfAStreamThatCannotBeRead(boolean client) {
		answers(OPENAI + "{\"id\":\"c1\",\"choi", ANTHROPIC);

		assertThatThrownBy(() -> ask("openAiModel", client)).isInstanceOf(RuntimeException.class);

		JsonNode output = call(client).json("braintrust.output_json");
		assertThat(output.at("/0/message/content").asString()).isEqualTo("Sunny");
	}

	@ParameterizedTest
	@CsvSource({ "openAiModel,false", "openAiModel,true", "anthropicModel,false", "anthropicModel,true" })
	void knowWhenTheFirstTextOfAStreamCame(String model, boolean client) {
		answers(OPENAI
				+ "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n[DONE]",
				ANTHROPIC
						+ """
								{"type":"content_block_stop","index":0}
								{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}
								{"type":"message_stop"}""");

		ask(model, client);

		SentSpan call = call(client);
		assertThat(call.json("braintrust.output_json").at("/0/message/content").asString()).isEqualTo("Sunny");
		assertThat(call.metrics().path("time_to_first_token").asDouble()).isPositive();
	}

	private static void answers(String openAi, String anthropic) {
		ResponseDefinitionBuilder events = ModelServer.events(openAi);
		models.answers("/v1/chat/completions", events);
		models.answers("/v1/messages", ModelServer.namedEvents(anthropic));
	}

	private static ChatResponse ask(String name, boolean client) {
		ChatModel model = context.getBean(name, ChatModel.class);
		return client ? ChatClient.builder(model, context.getBean(ObservationRegistry.class), null, null)
			.build()
			.prompt("Weather?")
			.stream()
			.chatResponse()
			.blockLast() : model.stream(new Prompt("Weather?")).blockLast();
	}

	private static SentSpan call(boolean client) {
		return braintrust.awaitSpans(client ? 2 : 1)
			.stream()
			.filter((span) -> span.type().equals("llm"))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SpringAiApplication.class)
	static class OwnModels {

		@Bean
		ChatModel openAiModel(@Value("${provider.url}") String url, ObservationRegistry registry) {
			return OpenAiChatModel.builder()
				.options(OpenAiChatOptions.builder()
					.baseUrl(url + "/v1")
					.apiKey("sk-provider")
					.model("gpt-4o-mini")
					.maxRetries(0)
					.build())
				.observationRegistry(registry)
				.build();
		}

		@Bean
		AnthropicChatModel anthropicModel(@Value("${provider.url}") String url, ObservationRegistry registry) {
			return AnthropicChatModel.builder()
				.options(AnthropicChatOptions.builder()
					.baseUrl(url)
					.apiKey("sk-ant-provider")
					.model("claude-sonnet-4-5")
					.maxTokens(300)
					.maxRetries(0)
					.build())
				.observationRegistry(registry)
				.build();
		}

	}

}

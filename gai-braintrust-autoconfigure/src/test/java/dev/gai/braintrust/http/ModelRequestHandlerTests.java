package dev.gai.braintrust.http;

import java.net.URI;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls in annotated methods say where the model was asked.
 */
@Tag("application")
class ModelRequestHandlerTests {

	private static final String ANSWER = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
			+ "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}],"
			+ "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}}";

	private static final String MESSAGE = "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
			+ "\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
			+ "\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("provider.url=" + provider.url())
			.run();
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void ofRestClient() {
		provider.answers(StubProvider.json(ANSWER));
		context.getBean(Calls.class).blocking();
		assertHasServer("blocking");
	}

	@Test
	void ofWebClient() {
		provider.answers(StubProvider.json(ANSWER));
		context.getBean(Calls.class).reactive().block();
		assertHasServer("reactive");
	}

	@Test
	void ofAStreamOfWebClient() {
		provider.answers(StubProvider.events(
				"{\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}"));
		context.getBean(Calls.class).streamed().blockLast();
		assertHasServer("streamed");
	}

	@Test
	void ofOpenAisOwnClient() {
		provider.answers(StubProvider.json(ANSWER));
		context.getBean(OwnClients.class).openAi();
		assertHasServer("openAi");
	}

	@Test
	void ofAnthropicsOwnClient() {
		provider.answers(StubProvider.json(MESSAGE));
		context.getBean(OwnClient.class).anthropic();
		assertHasServer("anthropic");
	}

	@Test
	void ofSeveralHostsNone() {
		provider.answers(StubProvider.json(ANSWER));
		context.getBean(Calls.class).ofTwoHosts();

		assertThat(sent("ofTwoHosts").attribute("server.address")).isNull();
	}

	@Test
	void ofAToolNone() {
		provider.answers(StubProvider.json(ANSWER));
		context.getBean(Calls.class).tool();

		assertThat(braintrust.awaitSpan("execute_tool tool").attribute("server.address")).isNull();
	}

	private static void assertHasServer(String name) {
		SentSpan call = sent(name);
		assertThat(call.attribute("server.address")).isEqualTo("127.0.0.1");
		assertThat(call.attribute("server.port")).isEqualTo((long) URI.create(provider.url()).getPort());
		assertThat(call.type()).isEqualTo("llm");
	}

	private static SentSpan sent(String name) {
		return braintrust.awaitSpans(1)
			.stream()
			.filter((span) -> span.json("braintrust.span_attributes").path("name").asString().equals(name))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Calls calls(RestClient.Builder rest, WebClient.Builder web) {
			return new Calls(rest.baseUrl(provider.url()).build(), web.baseUrl(provider.url()).build());
		}

		@Bean
		OwnClients ownClients() {
			return new OwnClients(OpenAIOkHttpClient.builder().baseUrl(provider.url()).apiKey("k").build());
		}

		@Bean
		OwnClient ownClient() {
			return new OwnClient(AnthropicOkHttpClient.builder().baseUrl(provider.url()).apiKey("k").build());
		}

	}

	static class Calls {

		private final RestClient rest;

		private final WebClient web;

		Calls(RestClient rest, WebClient web) {
			this.rest = rest;
			this.web = web;
		}

		@TracedLlmCall(provider = "groq", model = "m", name = "blocking")
		Map<?, ?> blocking() {
			return this.rest.post().uri("/chat").body(Map.of("model", "m")).retrieve().body(Map.class);
		}

		@TracedLlmCall(provider = "groq", model = "m", name = "reactive")
		Mono<Map<?, ?>> reactive() {
			return this.web.post()
				.uri("/chat")
				.bodyValue(Map.of("model", "m"))
				.retrieve()
				.bodyToMono(Map.class)
				.map((map) -> map);
		}

		@TracedLlmCall(provider = "groq", model = "m", name = "streamed")
		Flux<String> streamed() {
			return this.web.post().uri("/chat").bodyValue(Map.of("model", "m")).retrieve().bodyToFlux(String.class);
		}

		@TracedLlmCall(provider = "groq", model = "m", name = "ofTwoHosts")
		Map<?, ?> ofTwoHosts() {
			this.rest.post()
				.uri(provider.url().replace("127.0.0.1", "localhost") + "/search")
				.retrieve()
				.toBodilessEntity();
			return blocking();
		}

		@AgentTool
		Map<?, ?> tool() {
			return this.rest.post().uri("/chat").body(Map.of("model", "m")).retrieve().body(Map.class);
		}

	}

	static class OwnClients {

		private final OpenAIClient client;

		OwnClients(OpenAIClient client) {
			this.client = client;
		}

		@TracedLlmCall(provider = "openai", model = "m", name = "openAi")
		ChatCompletion openAi() {
			return this.client.chat()
				.completions()
				.create(ChatCompletionCreateParams.builder().model("m").addUserMessage("Hi").build());
		}

	}

	static class OwnClient {

		private final AnthropicClient client;

		OwnClient(AnthropicClient client) {
			this.client = client;
		}

		@TracedLlmCall(provider = "anthropic", model = "m", name = "anthropic")
		com.anthropic.models.messages.Message anthropic() {
			return this.client.messages()
				.create(MessageCreateParams.builder().model("m").maxTokens(10).addUserMessage("Hi").build());
		}

	}

}

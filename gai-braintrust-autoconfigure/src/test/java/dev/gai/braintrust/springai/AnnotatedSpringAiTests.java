package dev.gai.braintrust.springai;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiSpan;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods with our annotations around and below Spring AI: nothing is counted twice.
 */
@Tag("application")
class AnnotatedSpringAiTests {

	private static final String PATH = "/v1/chat/completions";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.openAi(Application.class, braintrust, models);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void makesATaskOfAnAnnotatedMethodAroundTheChatClient() {
		models.answers(PATH, OpenAiAnswers.asksForWeather("Oslo"), OpenAiAnswers.says("It is sunny."));

		context.getBean(Assistant.class).ask("Weather in Oslo?");

		List<SentSpan> spans = braintrust.awaitSpans(7);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				ask
				  chat_client
				    step 1
				      chat gpt-4o-mini
				      execute_tool weather
				    step 2
				      chat gpt-4o-mini
				""");
		SentSpan ask = braintrust.awaitSpan("ask");
		assertThat(ask.type()).isEqualTo("task");
		assertThat(ask.metrics().isMissingNode()).isTrue();
		assertThat(ask.metadata().path("usage.prompt_tokens").asInt()).isEqualTo(250);
		assertThat(ask.metadata().path("cost.estimated_usd").decimalValue()).isEqualByComparingTo("0.0000531");
		SentSpan tool = braintrust.awaitSpan("execute_tool weather");
		assertThat(tool.metadata().path("tool_call_id").asString()).isEqualTo("call_1");
		assertThat(tool.attribute("gen_ai.tool.call.id")).isEqualTo("call_1");
		assertThat(tool.metadata().path("source").asString()).isEqualTo("satellite");
		assertThat(tool.metadata().path("inside").asBoolean()).isTrue();
		assertThat(tool.json("braintrust.input_json").toString()).isEqualTo("{\"city\":\"Oslo\"}");
		assertThat(tool.json("braintrust.output_json").asString()).isEqualTo("Sunny in Oslo");
	}

	@Test
	void keepsTheTreeWhenAnAnnotatedMethodStreams() {
		models.answers(PATH, OpenAiAnswers.streams("It is ", "sunny."));

		context.getBean(Assistant.class).stream("Weather?").blockLast();

		assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
				stream
				  chat_client
				    chat gpt-4o-mini
				""");
	}

	@Test
	void countsAStreamOfAnswersOnceAlthoughItEndsBeforeTheRequestBelow() {
		models.answers(PATH, OpenAiAnswers.streams("It is ", "sunny."));

		context.getBean(Assistant.class).streamAnswers("Weather?").blockLast();

		List<SentSpan> spans = braintrust.awaitSpans(3);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				streamAnswers
				  chat_client
				    chat gpt-4o-mini
				""");
		assertThat(spans).filteredOn((span) -> span.type().equals("llm")).hasSize(1);
	}

	@Test
	void keepsTheFiguresOfAMethodThatAsksAGuardFirst() {
		models.answers(PATH, OpenAiAnswers.says("fine"));

		context.getBean(Assistant.class).guarded("Weather?");

		List<SentSpan> spans = braintrust.awaitSpans(3);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat gpt-4o-mini
				  chat_client
				    chat gpt-4o-mini
				""");
		assertThat(spans).filteredOn((span) -> span.type().equals("llm"))
			.extracting((span) -> span.metrics().path("prompt_tokens").asInt())
			.contains(10_000)
			.hasSize(2);
	}

	@Test
	void showsAnErrorOfAnAnnotatedToolOnce() {
		models.answers(PATH, OpenAiAnswers.asksForWeather("Atlantis"), OpenAiAnswers.says("No."));

		context.getBean(Assistant.class).ask("Weather in Atlantis?");

		List<SentSpan> spans = braintrust.awaitSpans(7);
		assertThat(spans).hasSize(7);
		SentSpan tool = braintrust.awaitSpan("execute_tool weather");
		assertThat(tool.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
		assertThat(tool.span().getStatus().getMessage()).contains("No such city: Atlantis");
	}

	@Test
	void hidesContentBelowAMethodThatDoesNotCaptureIt() {
		models.answers(PATH, OpenAiAnswers.asksForWeather("Oslo"), OpenAiAnswers.says("It is sunny."));

		context.getBean(Assistant.class).whisper("Weather in Oslo?");

		List<SentSpan> spans = braintrust.awaitSpans(7);
		assertThat(spans).hasSize(7)
			.allSatisfy((span) -> assertThat(span.span().toString()).doesNotContain("Oslo").doesNotContain("sunny"));
	}

	@Test
	void hidesOfTheResultOfAnAnnotatedToolWhatTheApplicationHides() {
		models.answers(PATH, OpenAiAnswers.asksForWeather("Oslo"), OpenAiAnswers.says("Ada."));

		context.getBean(Assistant.class).lookUp("Who is in Oslo?");

		braintrust.awaitSpans(7);
		SentSpan tool = braintrust.awaitSpan("execute_tool weather");
		assertThat(tool.json("braintrust.output_json").toString()).isEqualTo("{\"name\":\"Ada\"}");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		JsonMapperBuilderCustomizer hidesTaxNumbers() {
			return (builder) -> builder.addMixIn(Customer.class, WithoutTaxNumber.class);
		}

		@Bean
		Customers customers() {
			return new Customers();
		}

		@Bean
		Weather weather() {
			return new Weather();
		}

		@Bean
		Assistant assistant(ChatClient.Builder client, Weather weather, Customers customers) {
			return new Assistant(client.build(), weather, customers);
		}

	}

	static class Weather {

		@Tool(description = "The weather of a city")
		@AgentTool(name = "weather", metadata = "source=satellite")
		String weather(String city) {
			GenAiSpan.current().metadata("inside", true);
			if (city.equals("Atlantis")) {
				throw new IllegalStateException("No such city: " + city);
			}
			return "Sunny in " + city;
		}

	}

	record Customer(String name, String taxNumber) {
	}

	interface WithoutTaxNumber {

		@JsonIgnore
		String taxNumber();

	}

	static class Customers {

		@Tool(description = "Who is in a city")
		@AgentTool
		Customer weather(String city) {
			return new Customer("Ada", "12/345");
		}

	}

	static class Assistant {

		private final ChatClient client;

		private final Weather weather;

		private final Customers customers;

		Assistant(ChatClient client, Weather weather, Customers customers) {
			this.client = client;
			this.weather = weather;
			this.customers = customers;
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		String lookUp(String question) {
			return this.client.prompt(question).tools(this.customers).call().content();
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		String ask(String question) {
			return this.client.prompt(question).tools(this.weather).call().content();
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini", capture = Capture.NONE)
		String whisper(String question) {
			return this.client.prompt(question).tools(this.weather).call().content();
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		Flux<ChatResponse> streamAnswers(String question) {
			return this.client.prompt(question).stream().chatResponse();
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		Map<String, Object> guarded(String question) {
			this.client.prompt(question).call().content();
			return Map.of("id", "own", "model", "gpt-4o-mini", "choices",
					List.of(Map.of("index", 0, "message", Map.of("role", "assistant", "content", "Sunny"))), "usage",
					Map.of("prompt_tokens", 10_000, "completion_tokens", 500));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini")
		Flux<String> stream(String question) {
			return this.client.prompt(question).stream().content();
		}

	}

}

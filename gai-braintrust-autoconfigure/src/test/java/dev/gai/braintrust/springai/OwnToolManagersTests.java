package dev.gai.braintrust.springai;

import java.util.List;
import java.util.function.Consumer;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.annotation.Tool;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tools that fail, or are denied, below managers that the application has built itself.
 */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class OwnToolManagersTests {

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

	@ParameterizedTest
	@CsvSource({ "Atlantis, tool_failed", "Eden, denied" })
	void belowAClientThatWasMadeByHand(String city, String category) {
		ask(city, (ignored) -> observed().prompt("Weather?").tools(new Tools()).call().content());

		assertRowsOfAClient(category);
	}

	@ParameterizedTest
	@CsvSource({ "Atlantis, tool_failed", "Eden, denied" })
	void belowAnAdvisorThatIsNoBean(String city, String category) {
		ToolCallingAdvisor advisor = ToolCallingAdvisor.builder().build();

		ask(city, (ignored) -> observed().prompt("Weather?").advisors(advisor).tools(new Tools()).call().content());

		assertRowsOfAClient(category);
	}

	@ParameterizedTest
	@CsvSource({ "Atlantis, tool_failed", "Eden, denied" })
	void belowTheAutoConfiguredClientWithAManagerOfTheApplication(String city, String category) {
		ChatClient client = context.getBean(ChatClient.Builder.class).build();

		ask(city, (ignored) -> client.prompt("Weather?").tools(new Tools()).call().content());

		assertRowsOfAClient(category);
	}

	@ParameterizedTest
	@CsvSource({ "Atlantis, tool_failed", "Eden, denied" })
	void belowAManagerThatIsABean(String city, String category) {
		ask(city, (model) -> loop(model, context.getBean(ToolCallingManager.class)));

		assertRowsOfALoop(category);
	}

	@ParameterizedTest
	@CsvSource({ "Atlantis, tool_failed", "Eden, denied" })
	void belowAManagerInAFieldOfABean(String city, String category) {
		ask(city, (model) -> context.getBean(Assistant.class).ask(model));

		assertRowsOfALoop(category);
	}

	@Test
	void saysOnceThatAManagerCannotBeReached(CapturedOutput output) {
		ask("Oslo", (model) -> loop(model, context.getBean(ToolCallingManager.class)));
		assertThat(output.getOut()).doesNotContain("has not observed a tool");

		ask("Oslo", (model) -> loop(model, ToolCallingManager.builder().build()));
		ask("Oslo", (model) -> loop(model, ToolCallingManager.builder().build()));

		assertThat(output.getOut()).containsOnlyOnce("has not observed a tool")
			.contains("ToolCallingManager.builder().observationRegistry(observationRegistry)");
	}

	private static void ask(String city, Consumer<ChatModel> question) {
		models.answers(PATH, OpenAiAnswers.asksForWeather(city), OpenAiAnswers.says("None."));
		question.accept(context.getBean(ChatModel.class));
	}

	private static ChatClient observed() {
		return ChatClient
			.builder(context.getBean(ChatModel.class), context.getBean(ObservationRegistry.class), null, null)
			.build();
	}

	private static void loop(ChatModel model, ToolCallingManager manager) {
		OpenAiChatOptions options = OpenAiChatOptions.builder()
			.model("gpt-4o-mini")
			.toolCallbacks(ToolCallbacks.from(new Tools()))
			.build();
		context.getBean(GenAiTracer.class).agent("assistant").run((span) -> {
			Prompt prompt = new Prompt("Weather?", options);
			ChatResponse answer = model.call(prompt);
			while (answer.hasToolCalls()) {
				prompt = new Prompt(manager.executeToolCalls(prompt, answer).conversationHistory(), options);
				answer = model.call(prompt);
			}
		});
	}

	private static void assertRowsOfAClient(String category) {
		List<SentSpan> spans = braintrust.awaitSpans(6);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				chat_client
				  step 1
				    chat gpt-4o-mini
				    execute_tool weather
				  step 2
				    chat gpt-4o-mini
				""");
		assertFailed(spans, category);
	}

	private static void assertRowsOfALoop(String category) {
		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(SpanTree.of(spans)).isEqualTo("""
				invoke_agent assistant
				  chat gpt-4o-mini
				  execute_tool weather
				  chat gpt-4o-mini
				""");
		assertFailed(spans, category);
	}

	private static void assertFailed(List<SentSpan> spans, String category) {
		assertThat(spans).filteredOn((span) -> span.span().getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
			.singleElement()
			.satisfies((tool) -> {
				assertThat(tool.name()).isEqualTo("execute_tool weather");
				assertThat(tool.metadata().path("error.category").asString()).isEqualTo(category);
				assertThat(tool.json("braintrust.output_json").asString()).isEqualTo("Not there");
			});
	}

	static class Tools {

		@Tool(description = "The weather of a city")
		String weather(String city) {
			throw city.equals("Eden") ? new AccessDeniedException("Not there") : new IllegalStateException("Not there");
		}

	}

	static class Assistant {

		private final ToolCallingManager manager = ToolCallingManager.builder().build();

		void ask(ChatModel model) {
			loop(model, this.manager);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ToolCallingManager ownManager() {
			return ToolCallingManager.builder().build();
		}

		@Bean
		Assistant assistant() {
			return new Assistant();
		}

	}

}

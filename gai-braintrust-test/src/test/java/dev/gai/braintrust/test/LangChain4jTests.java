package dev.gai.braintrust.test;

import java.util.List;

import dev.gai.braintrust.error.ErrorCategory;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application of LangChain4j: an AI service with tools and a model that follows a
 * script.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureTraces
@Tag("application")
class LangChain4jTests {

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private Shop shop;

	@Test
	void ordersWhatIsLeft() {
		assertThat(this.shop.answer("Order a lamp")).isEqualTo("Done.");

		assertThat(this.traces.single()).hasModelCalls(3)
			.calledTool("stock", (arguments) -> arguments.path("article").asString().equals("lamp"))
			.calledTools("stock", "order")
			.calledTool("order", (arguments) -> arguments.path("number").asInt() == 1)
			.calledNoTool("refund")
			.hasAtMostSteps(3)
			.usedAtMostTokens(330)
			.costsAtMost("0.0001")
			.hasNoErrors()
			.span("chat gpt-4o-mini")
			.hasProvider("openai")
			.hasModel("gpt-4o-mini")
			.hasUsage(100, 10)
			.hasInputContaining("You sell lamps.")
			.hasInputContaining("Order a lamp");
		assertThat(this.traces.single().usage().input()).isEqualTo(300);
		assertThat(this.traces.single().cost()).isEqualByComparingTo("0.000063");
	}

	@Test
	void goesOnWhenAToolFails() {
		assertThat(this.shop.answer("Order a chair")).isEqualTo("Done.");

		assertThat(this.traces.single()).hasError(ErrorCategory.TOOL_FAILED).calledTools("stock", "order");
		assertThat(this.traces.single().tree()).contains("execute_tool stock !\n").contains("execute_tool order\n");
	}

	interface Shop {

		@SystemMessage("You sell lamps.")
		String answer(String question);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ChatModel model() {
			return new Script();
		}

		@Bean
		Warehouse warehouse() {
			return new Warehouse();
		}

		@Bean
		Shop shop(ChatModel model, Warehouse warehouse) {
			return AiServices.builder(Shop.class).chatModel(model).tools(warehouse).build();
		}

	}

	static class Warehouse {

		@Tool("How many are left")
		int stock(@P("what") String article) {
			if (article.equals("chair")) {
				throw new IllegalStateException("no chairs");
			}
			return 3;
		}

		@Tool("Orders some")
		String order(@P("what") String article, @P("how many") int number) {
			return "ordered";
		}

		@Tool("Pays back")
		String refund(@P("what") String article) {
			return "refunded";
		}

	}

	/** Looks, orders, and says so. */
	static class Script implements ChatModel {

		@Override
		public ChatResponse doChat(ChatRequest request) {
			String article = request.messages().toString().contains("chair") ? "chair" : "lamp";
			long rounds = request.messages().stream().filter(ToolExecutionResultMessage.class::isInstance).count();
			assertThat(request.messages()).anyMatch(UserMessage.class::isInstance);
			AiMessage message = switch ((int) rounds) {
				case 0 -> call("stock", "{\"article\": \"" + article + "\"}");
				case 1 -> call("order", "{\"article\": \"" + article + "\", \"number\": 1}");
				default -> AiMessage.from("Done.");
			};
			return ChatResponse.builder()
				.aiMessage(message)
				.modelName("gpt-4o-mini")
				.tokenUsage(new TokenUsage(100, 10))
				.build();
		}

		private static AiMessage call(String tool, String arguments) {
			return AiMessage
				.from(List.of(ToolExecutionRequest.builder().id("1").name(tool).arguments(arguments).build()));
		}

		@Override
		public ChatRequestParameters defaultRequestParameters() {
			return ChatRequestParameters.builder().modelName("gpt-4o-mini").build();
		}

		@Override
		public ModelProvider provider() {
			return ModelProvider.OPEN_AI;
		}

	}

}

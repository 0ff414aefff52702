package dev.gai.braintrust.langchain4j;

import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Models of LangChain4j and a budget that is spent.
 */
@Tag("application")
class BudgetedModelsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	@Test
	void refusesCallsOfBeansAndCannotRefuseThoseThatOnlyAListenerSees() {
		provider.answers(OpenAiStubs.text("Paris"));
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(LangChain4jApplication.class)
			.web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("openai.url=" + provider.url(), "gai.braintrust.cost.budgets[0].name=all",
					"gai.braintrust.cost.budgets[0].limit-usd=0.000001", "gai.braintrust.cost.budgets[0].window=1h",
					"gai.braintrust.cost.budgets[0].action=block")
			.run()) {
			ChatModel model = context.getBean("chatModel", ChatModel.class);
			model.chat("Capital of France?");

			assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> model.chat("And of Spain?"));
			assertThatExceptionOfType(BudgetExceededException.class)
				.isThrownBy(() -> context.getBean(StreamingChatModel.class).chat("And of Spain?", new Silent()));
			assertThat(provider.requests()).hasSize(1);

			ChatModel listened = LangChain4jApplication.model(provider.url())
				.listeners(context.getBean(ChatModelListener.class))
				.build();
			assertThat(listened.chat("And of Spain?")).isEqualTo("Paris");
		}
	}

	private static final class Silent implements StreamingChatResponseHandler {

		@Override
		public void onCompleteResponse(ChatResponse response) {
		}

		@Override
		public void onError(Throwable error) {
		}

	}

}

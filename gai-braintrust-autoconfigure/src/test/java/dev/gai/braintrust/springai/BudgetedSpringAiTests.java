package dev.gai.braintrust.springai;

import java.util.List;

import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A budget that blocks keeps Spring AI from asking the provider.
 */
@Tag("application")
class BudgetedSpringAiTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	@Test
	void refusesCallsAndStreamsWhenTheBudgetIsSpent() {
		try (ConfigurableApplicationContext context = SpringAiApplication.openAi(braintrust, models,
				"gai.braintrust.cost.budgets[0].name=tiny", "gai.braintrust.cost.budgets[0].limit-usd=0.00001",
				"gai.braintrust.cost.budgets[0].window=1d", "gai.braintrust.cost.budgets[0].action=block")) {
			models.answers("/v1/chat/completions", OpenAiAnswers.says("Hello"));
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			client.prompt("Hi").call().content();
			braintrust.awaitSpans(2);

			assertThatExceptionOfType(BudgetExceededException.class)
				.isThrownBy(() -> client.prompt("Hi").call().content());
			assertThatExceptionOfType(BudgetExceededException.class)
				.isThrownBy(() -> client.prompt("Hi").stream().content().blockLast());
			assertThatExceptionOfType(BudgetExceededException.class)
				.isThrownBy(() -> context.getBean(ChatModel.class).call("Hi"));

			assertThat(models.requests()).hasSize(1);
			List<SentSpan> spans = braintrust.awaitSpans(5);
			assertThat(SpanTree.of(spans)).isEqualTo("""
					chat_client
					  chat gpt-4o-mini
					chat_client
					  chat gpt-4o-mini
					chat_client
					""");
			assertThat(spans)
				.filteredOn((span) -> span.span().getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
				.hasSize(3);
		}
	}

}

package dev.gai.braintrust.springai;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.error.Denials;
import dev.gai.braintrust.springai.bean.ManagedTools;
import dev.gai.braintrust.springai.bean.SilentChatClients;
import dev.gai.braintrust.springai.bean.ToolErrors;
import dev.gai.braintrust.testing.Traces;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.ToolCallAdvisor;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.model.tool.ToolExecutionResult;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.function.FunctionToolCallback;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authorization.AuthorizationDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rounds of a chat client, and tools that fail within them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ModelRoundsTests {

	@Test
	void makesNoStepOfAQuestionThatIsAskedAgain() {
		ModelRounds rounds = new ModelRounds(null);
		ModelRound first = rounds.next();
		first.answered(false);
		ModelRound second = rounds.next();

		assertThat(first.isStep()).isFalse();
		assertThat(second.isStep()).isFalse();
	}

	@Test
	void numbersStepsFromTheFirstOne() {
		ModelRounds rounds = new ModelRounds(null);
		rounds.next().answered(false);
		ModelRound first = rounds.next();
		first.answered(true);
		ModelRound second = rounds.next();
		ModelRound third = rounds.next();

		assertThat(first.isStep()).isTrue();
		assertThat(List.of(first, second, third)).extracting(ModelRound::number).containsExactly(1, 2, 3);
		assertThat(third.isStep()).isTrue();
	}

	@Test
	void saysOnceThatAChatClientIsNotTraced(CapturedOutput output) {
		SilentChatClients clients = new SilentChatClients();
		ChatModel model = (prompt) -> new ChatResponse(List.of());
		clients.postProcessAfterInitialization(
				ChatClient.builder(model, ObservationRegistry.create(), null, null).build(), "observed");
		assertThat(output.getOut()).doesNotContain("not traced");

		clients.postProcessAfterInitialization(ChatClient.create(model), "first");
		clients.postProcessAfterInitialization(ChatClient.create(model), "second");

		assertThat(output.getOut()).containsOnlyOnce("Calls of the chat client 'first' are not traced")
			.doesNotContain("'second'");
	}

	@Test
	void looksForChatClientsInTheFieldsOfBeans(CapturedOutput output) {
		ChatModel model = (prompt) -> new ChatResponse(List.of());
		record Holder(ChatClient chat, ChatClient.Builder builder) {

		}
		ChatClient.Builder observed = ChatClient.builder(model, ObservationRegistry.create(), null, null);
		new SilentChatClients().postProcessAfterInitialization(new Holder(observed.build(), observed), "good");
		new SilentChatClients().postProcessAfterInitialization(new Holder(null, null), "empty");
		assertThat(output.getOut()).doesNotContain("not traced");

		new SilentChatClients().postProcessAfterInitialization(new Holder(ChatClient.create(model), observed), "field");
		new SilentChatClients().postProcessAfterInitialization(new Holder(null, ChatClient.builder(model)), "builder");
		new SilentChatClients().postProcessAfterInitialization(ChatClient.builder(model), "bean");

		assertThat(output.getOut()).containsOnlyOnce("Holder.chat are not traced")
			.containsOnlyOnce("Holder.builder are not traced")
			.containsOnlyOnce("Calls of the chat client 'bean' are not traced");
	}

	@Test
	void seesAToolThatFailsBelowAManagerThatTheApplicationHasBuilt() {
		ToolCallingManager manager = ToolCallingManager.builder().build();
		ToolErrors errors = new ToolErrors(new ManagedTools(() -> null));
		assertThat(errors.postProcessAfterInitialization(manager, "manager")).isSameAs(manager);
		errors.postProcessAfterInitialization(manager, "again");
		IllegalStateException failure = new IllegalStateException("no weather");

		assertThat(errorOf(manager, failure)).isSameAs(failure);
	}

	@Test
	void seesAToolThatIsDeniedBelowAManagerWithinAnother() {
		record Own(ToolCallingManager delegate) implements ToolCallingManager {

			@Override
			public List<ToolDefinition> resolveToolDefinitions(ToolCallingChatOptions options) {
				return this.delegate.resolveToolDefinitions(options);
			}

			@Override
			public ToolExecutionResult executeToolCalls(Prompt prompt, ChatResponse response) {
				return this.delegate.executeToolCalls(prompt, response);
			}

		}
		AuthorizationDeniedException denied = new AuthorizationDeniedException("not yours");
		ToolErrors errors = new ToolErrors(new ManagedTools(() -> null));
		ToolCallingManager manager = new Own(new Own(ToolCallingManager.builder().build()));
		assertThat(errors.postProcessAfterInitialization(manager, "manager")).isSameAs(manager);
		assertThat(errorOf(manager, denied)).isSameAs(denied);
		assertThat(Denials.include(denied)).isTrue();

		ToolCallingManager held = ToolCallingManager.builder().build();
		errors.postProcessAfterInitialization(ToolCallAdvisor.builder().toolCallingManager(held).build(), "advisor");
		assertThat(errorOf(held, denied)).isSameAs(denied);
	}

	private static Throwable errorOf(ToolCallingManager manager, RuntimeException failure) {
		Prompt prompt = new Prompt("q", ToolCallingChatOptions.builder()
			.toolCallbacks(FunctionToolCallback.builder("weather", (Map<String, Object> city) -> {
				throw failure;
			}).inputType(Map.class).build())
			.build());
		ChatResponse answer = new ChatResponse(List.of(new Generation(AssistantMessage.builder()
			.toolCalls(List.of(new AssistantMessage.ToolCall("1", "function", "weather", "{}")))
			.build())));
		Traces traces = new Traces();
		traces.tracer().tool("weather").run((span) -> manager.executeToolCalls(prompt, answer));
		return traces.only().record().error();
	}

}

package dev.gai.braintrust.test.springai;

import java.util.List;

import dev.gai.braintrust.test.AutoConfigureTraces;
import dev.gai.braintrust.test.RecordedTraces;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static dev.gai.braintrust.test.TraceAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

/**
 * A mock in place of a model of Spring AI.
 */
@SpringJUnitConfig
@TestPropertySource(properties = "spring.ai.model.chat=openai")
@AutoConfigureTraces
@Tag("application")
class StandInModelTests {

	@MockitoBean
	private ChatModel model;

	@Autowired
	private RecordedTraces traces;

	@Autowired
	private ObservationRegistry registry;

	private ChatClient client;

	@BeforeEach
	void create() {
		given(this.model.getOptions()).willReturn(ToolCallingChatOptions.builder().model("gpt-4o-mini").build());
		this.client = ChatClient.create(this.model, this.registry);
	}

	@Test
	void isInTheTraceAsTheModelOfAProviderWouldBe() {
		given(this.model.call(any(Prompt.class))).willReturn(asks("stock", "{\"article\":\"lamp\"}"),
				says("There are 3."));

		assertThat(this.client.prompt("How many lamps?").tools(new Stock()).call().content()).isEqualTo("There are 3.");

		assertThat(this.traces.single()).hasTree("""
				chat_client
				  step 1
				    chat gpt-4o-mini
				    execute_tool stock
				  step 2
				    chat gpt-4o-mini
				""")
			.hasModelCalls(2)
			.calledTool("stock", (arguments) -> arguments.path("article").asString().equals("lamp"));
		assertThat(this.traces.single()).usedAtMostTokens(270)
			.costsAtMost("0.0001")
			.span("chat *")
			.hasProvider("openai")
			.hasUsage(120, 15)
			.hasInputContaining("How many lamps?");
	}

	@Test
	void failsAsTheModelOfAProviderWould() {
		given(this.model.call(any(Prompt.class))).willThrow(new IllegalStateException("overloaded"));

		assertThatIllegalStateException().isThrownBy(() -> this.client.prompt("Hello?").call().content());

		assertThat(this.traces.single()).span("chat *").hasInputContaining("Hello?");
		assertThat(this.traces.single().span("chat *").error()).contains("overloaded");
	}

	@Test
	void streamsAsTheModelOfAProviderWould() {
		given(this.model.stream(any(Prompt.class))).willReturn(Flux.just(says("It "), says("grows.")));

		assertThat(this.client.prompt("Does it grow?").stream().content().collectList().block()).hasSize(2);

		assertThat(this.traces.single()).hasModelCalls(1)
			.span("chat *")
			.hasInputContaining("Does it grow?")
			.hasOutputContaining("It grows.");
	}

	@Test
	void isNotInTheTraceTwiceWhereItObservesItsCalls() {
		given(this.model.call(any(Prompt.class))).willAnswer((call) -> {
			ChatModelObservationContext context = ChatModelObservationContext.builder()
				.prompt(call.getArgument(0))
				.provider("groq")
				.build();
			return ChatModelObservationDocumentation.CHAT_MODEL_OPERATION
				.observation(null, new DefaultChatModelObservationConvention(), () -> context, this.registry)
				.observe(() -> says("Seen."));
		});

		this.client.prompt("Hello?").call().content();

		assertThat(this.traces.single()).hasModelCalls(1).span("chat *").hasProvider("groq");
	}

	private static ChatResponse asks(String tool, String arguments) {
		return response(AssistantMessage.builder()
			.toolCalls(List.of(new ToolCall("call_1", "function", tool, arguments)))
			.build());
	}

	private static ChatResponse says(String text) {
		return response(new AssistantMessage(text));
	}

	private static ChatResponse response(AssistantMessage message) {
		return new ChatResponse(List.of(new Generation(message)),
				ChatResponseMetadata.builder().model("gpt-4o-mini").usage(new DefaultUsage(120, 15)).build());
	}

	static final class Stock {

		@Tool(description = "How many are left")
		int stock(String article) {
			return 3;
		}

	}

}

package dev.gai.braintrust.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gai.braintrust.response.UsageCases;
import dev.gai.braintrust.response.UsageCases.UsageCase;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers as providers document them have the same figures where LangChain4j's clients
 * take them.
 */
@Tag("application")
class UsageCaseModelsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final StubProvider provider = new StubProvider();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = LangChain4jApplication.start(LangChain4jApplication.class, braintrust, provider);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	static Stream<UsageCase> chats() {
		return UsageCases.all().filter((usageCase) -> isMessage(usageCase) || isCompletion(usageCase));
	}

	@ParameterizedTest
	@MethodSource("chats")
	void haveTheFiguresOfTheProvider(UsageCase usageCase) throws Exception {
		provider.answers(usageCase.isStream()
				? StubProvider
					.events(usageCase.texts().stream().map(UsageCaseModelsTests::named).toArray(String[]::new))
				: StubProvider.json(usageCase.texts().get(0)));

		if (usageCase.isStream()) {
			stream(isMessage(usageCase));
		}
		else {
			model(isMessage(usageCase)).chat("Weather?");
		}

		SentSpan call = braintrust.awaitSpans(1).get(0);
		Map<String, Long> sent = new LinkedHashMap<>();
		usageCase.expected().keySet().forEach((name) -> {
			if (call.metrics().has(name)) {
				sent.put(name, call.metrics().get(name).longValue());
			}
		});
		assertThat(sent).isEqualTo(usageCase.expected());
	}

	private static ChatModel model(boolean anthropic) {
		List<ChatModelListener> listeners = List.of(context.getBean(ChatModelListener.class));
		if (!anthropic) {
			return LangChain4jApplication.model(provider.url()).listeners(listeners).build();
		}
		return AnthropicChatModel.builder()
			.baseUrl(provider.url())
			.apiKey("test")
			.modelName("claude-sonnet-4-5")
			.maxRetries(0)
			.listeners(listeners)
			.build();
	}

	private static void stream(boolean anthropic) throws Exception {
		List<ChatModelListener> listeners = List.of(context.getBean(ChatModelListener.class));
		StreamingChatModel model = anthropic
				? AnthropicStreamingChatModel.builder()
					.baseUrl(provider.url())
					.apiKey("test")
					.modelName("claude-sonnet-4-5")
					.listeners(listeners)
					.build()
				: OpenAiStreamingChatModel.builder()
					.baseUrl(provider.url())
					.apiKey("test")
					.modelName("gpt-4o-mini")
					.listeners(listeners)
					.build();
		CompletableFuture<ChatResponse> done = new CompletableFuture<>();
		model.chat("Weather?", new StreamingChatResponseHandler() {

			@Override
			public void onCompleteResponse(ChatResponse response) {
				done.complete(response);
			}

			@Override
			public void onError(Throwable error) {
				done.completeExceptionally(error);
			}

		});
		done.get(20, TimeUnit.SECONDS);
	}

	/** Anthropic's events have their type as a name, too. */
	private static String named(String event) {
		String type = event.startsWith("{\"type\":\"") ? event.substring(9, event.indexOf('"', 9)) + " " : "";
		return type + event;
	}

	private static boolean isMessage(UsageCase usageCase) {
		String type = usageCase.documents().get(0).path("type").asString("");
		return type.equals("message") || type.equals("message_start");
	}

	private static boolean isCompletion(UsageCase usageCase) {
		JsonNode choice = usageCase.documents().get(0).path("choices").path(0);
		return choice.has(usageCase.isStream() ? "delta" : "message");
	}

}

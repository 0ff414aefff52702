package dev.gai.braintrust.springai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.response.UsageCases;
import dev.gai.braintrust.response.UsageCases.UsageCase;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers as providers document them have the same figures where Spring AI's clients take
 * them.
 */
@Tag("application")
class UsageCaseChatsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext openAi;

	private static ConfigurableApplicationContext anthropic;

	@BeforeAll
	static void start() {
		openAi = SpringAiApplication.openAi(braintrust, models.url());
		anthropic = SpringAiApplication.anthropic(braintrust, models);
	}

	@AfterAll
	static void stop() {
		openAi.close();
		anthropic.close();
	}

	static Stream<UsageCase> chats() {
		// OpenAI's library takes no figures with a fraction.
		return UsageCases.all()
			.filter((usageCase) -> isMessage(usageCase) || isCompletion(usageCase))
			.filter((usageCase) -> !usageCase.toString().equals("float counts"));
	}

	@ParameterizedTest
	@MethodSource("chats")
	void haveTheFiguresOfTheProvider(UsageCase usageCase) {
		boolean message = isMessage(usageCase);
		String lines = String.join("\n", usageCase.texts());
		models.answers(message ? "/v1/messages" : "/v1/chat/completions",
				usageCase.isStream()
						? (message ? ModelServer.namedEvents(lines) : ModelServer.events(lines + "\n[DONE]"))
						: ModelServer.json(lines));

		ChatClient.ChatClientRequestSpec prompt = (message ? anthropic : openAi).getBean(ChatClient.Builder.class)
			.build()
			.prompt("Weather?");
		if (usageCase.isStream()) {
			prompt.stream().content().blockLast();
		}
		else {
			prompt.call().content();
		}

		SentSpan call = braintrust.awaitSpans(2)
			.stream()
			.filter((span) -> span.type().equals("llm"))
			.findFirst()
			.orElseThrow();
		Map<String, Long> sent = new LinkedHashMap<>();
		usageCase.expected().keySet().forEach((name) -> {
			if (call.metrics().has(name)) {
				sent.put(name, call.metrics().get(name).longValue());
			}
		});
		assertThat(sent).isEqualTo(usageCase.expected());
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

package dev.gai.braintrust.springai;

import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * OpenAI's chat completions through Spring AI, to the rows that Braintrust receives.
 */
class OpenAiChatTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		context = SpringAiApplication.openAi(braintrust, models);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void sendsACallWithToolsAsOneTree() {
		models.answers("/v1/chat/completions", OpenAiAnswers.asksForWeather("Oslo"),
				OpenAiAnswers.says("It is sunny."));

		String answer = client().prompt().system("Be brief").user("Weather in Oslo?").tools(tools()).call().content();

		assertThat(answer).isEqualTo("It is sunny.");
		List<SentSpan> spans = braintrust.awaitSpans(6);
		print(spans);
	}

	@Test
	void sendsAStreamWithToolsAsTheSameTree() {
		models.answers("/v1/chat/completions", OpenAiAnswers.streamsAQuestionForWeather("Oslo"),
				OpenAiAnswers.streams("It is ", "sunny."));

		String answer = String.join("",
				client().prompt()
					.system("Be brief")
					.user("Weather in Oslo?")
					.tools(tools())
					.stream()
					.content()
					.collectList()
					.block());

		assertThat(answer).isEqualTo("It is sunny.");
		List<SentSpan> spans = braintrust.awaitSpans(6);
		print(spans);
	}

	static void print(List<SentSpan> spans) {
		for (SentSpan span : spans) {
			System.out.println(
					span.name() + " id=" + span.spanId() + " parent=" + span.parentId() + " trace=" + span.traceId());
			span.attributes().forEach((k, v) -> System.out.println("      " + k + " = " + v));
		}
	}

	private ChatClient client() {
		return context.getBean(ChatClient.Builder.class).build();
	}

	private Object tools() {
		return context.getBean(SpringAiApplication.WeatherTools.class);
	}

}

package dev.gai.braintrust.integration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Applications in whose console prompts can be run again, or not.
 */
final class RerunApplications {

	static final String DATA = "/gai/data/";

	/** A call of a model that has been recorded. */
	JsonNode call(ConfigurableApplicationContext context) {
		String trace = context.getBean(GenAiTracer.class)
			.llm("openai", "m")
			.messages(List.of(Message.user("First?")))
			.call((span) -> {
				span.output("An answer");
				return span.traceId();
			});
		return awaitRow(context, trace, "chat m");
	}

	JsonNode awaitRow(ConfigurableApplicationContext context, String trace, String name) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> find(ConsoleClient.json(ConsoleClient.get(context, DATA + "rows")).path("rows"), trace, name),
					(row) -> row != null);
	}

	static JsonNode find(JsonNode rows, String trace, String name) {
		return rows.valueStream()
			.filter((row) -> row.path("trace").asString().equals(trace) && row.path("name").asString().equals(name))
			.findFirst()
			.orElse(null);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithModel {

		@Bean
		RecordingModel model() {
			return new RecordingModel();
		}

	}

	/**
	 * Remembers what it was asked.
	 */
	static class RecordingModel implements ChatModel {

		final BlockingQueue<Prompt> prompts = new LinkedBlockingQueue<>();

		@Override
		public ChatResponse call(Prompt prompt) {
			this.prompts.add(prompt);
			return new ChatResponse(List.of(new Generation(new AssistantMessage("Run again"))));
		}

		@Override
		public ChatOptions getOptions() {
			return ChatOptions.builder().model("own").build();
		}

	}

}

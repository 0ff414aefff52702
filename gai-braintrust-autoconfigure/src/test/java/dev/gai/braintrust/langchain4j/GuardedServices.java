package dev.gai.braintrust.langchain4j;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.InputGuardrail;
import dev.langchain4j.guardrail.InputGuardrailResult;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.guardrail.InputGuardrails;
import dev.langchain4j.service.guardrail.OutputGuardrails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * AI services with guardrails of all kinds.
 */
final class GuardedServices {

	private GuardedServices() {
	}

	interface Assistant {

		@InputGuardrails({ NoInsults.class, NoNames.class })
		@OutputGuardrails(Emphasis.class)
		String ask(String question);

	}

	interface Strict {

		@OutputGuardrails(value = Picky.class, maxRetries = 5)
		String ask(@MemoryId String conversation, @UserMessage String question);

	}

	interface Streaming {

		@InputGuardrails(NoInsults.class)
		@OutputGuardrails(Picky.class)
		TokenStream ask(String question);

	}

	public static class NoNames implements InputGuardrail {

		@Override
		public InputGuardrailResult validate(dev.langchain4j.data.message.UserMessage message) {
			return message.singleText().contains("Ada") ? successWith(message.singleText().replace("Ada", "somebody"))
					: success();
		}

	}

	public static class NoInsults implements InputGuardrail {

		@Override
		public InputGuardrailResult validate(dev.langchain4j.data.message.UserMessage message) {
			return message.singleText().contains("idiot") ? fatal("Be polite") : success();
		}

	}

	public static class Emphasis implements OutputGuardrail {

		@Override
		public OutputGuardrailResult validate(AiMessage answer) {
			return successWith(answer.text() + "!");
		}

	}

	public static class Picky implements OutputGuardrail {

		static final CompletableFuture<Boolean> hanging = new CompletableFuture<>();

		@Override
		public OutputGuardrailResult validate(AiMessage answer) {
			switch (answer.text()) {
				case "something short" -> {
					return retry("Too short");
				}
				case "something longer" -> {
					return reprompt("Still vague", "Say where it is");
				}
				case "the secret is 42" -> {
					return fatal("Tells secrets");
				}
				case "crash" -> throw new IllegalStateException("The guardrail is broken");
				case "hang" -> hang();
				default -> {
				}
			}
			return success();
		}

		private static void hang() {
			hanging.complete(true);
			try {
				new CompletableFuture<Void>().get(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(LangChain4jApplication.class)
	static class Guarded {

		@Bean
		SimpleMeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

		@Bean
		Assistant guardedAssistant(ChatModel model) {
			return AiServices.create(Assistant.class, model);
		}

		@Bean
		Strict strict(ChatModel model) {
			return AiServices.builder(Strict.class)
				.chatModel(model)
				.chatMemoryProvider((id) -> MessageWindowChatMemory.withMaxMessages(2))
				.build();
		}

		@Bean
		Streaming streaming(StreamingChatModel model) {
			return AiServices.builder(Streaming.class).streamingChatModel(model).build();
		}

	}

}

package dev.gai.braintrust.langchain4j;

import java.time.Duration;

import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that uses LangChain4j. Its beans have the types that LangChain4j's Boot
 * starters give them.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class LangChain4jApplication {

	private final String url;

	LangChain4jApplication(@Value("${openai.url}") String url) {
		this.url = url;
	}

	@Bean
	OpenAiChatModel chatModel() {
		return model(this.url).build();
	}

	@Bean(defaultCandidate = false)
	OpenAiChatModel modelWithListeners(ObjectProvider<ChatModelListener> listeners) {
		return model(this.url).listeners(listeners.orderedStream().toList()).build();
	}

	@Bean
	OpenAiStreamingChatModel streamingChatModel() {
		return OpenAiStreamingChatModel.builder().baseUrl(this.url).apiKey("test").modelName("gpt-4o-mini").build();
	}

	@Bean
	OpenAiEmbeddingModel embeddingModel() {
		return OpenAiEmbeddingModel.builder()
			.baseUrl(this.url)
			.apiKey("test")
			.modelName("text-embedding-3-small")
			.maxRetries(0)
			.build();
	}

	@Bean
	Assistant assistant(ChatModel model, Weather weather) {
		return AiServices.builder(Assistant.class).chatModel(model).tools(weather).build();
	}

	@Bean
	StreamingAssistant streamingAssistant(StreamingChatModel model, Weather weather) {
		return AiServices.builder(StreamingAssistant.class).streamingChatModel(model).tools(weather).build();
	}

	@Bean
	Weather weather() {
		return new Weather();
	}

	@Bean
	Annotated annotated(ChatModel model, Assistant assistant) {
		return new Annotated(model, assistant);
	}

	static OpenAiChatModel.OpenAiChatModelBuilder model(String url) {
		return OpenAiChatModel.builder()
			.baseUrl(url)
			.apiKey("test")
			.modelName("gpt-4o-mini")
			.temperature(0.5)
			.maxRetries(0)
			.timeout(Duration.ofSeconds(20));
	}

	interface Assistant {

		@SystemMessage("Be brief.")
		String ask(String question);

		@SystemMessage("Be brief.")
		Result<String> askInDetail(String question);

	}

	interface StreamingAssistant {

		TokenStream ask(String question);

	}

	static class Weather {

		@Tool("Tells the weather")
		String weather(String city) {
			if (city.equals("Atlantis")) {
				throw new IllegalStateException("No such city");
			}
			return "Sunny in " + city;
		}

	}

	static class Annotated {

		private final ChatModel model;

		private final Assistant assistant;

		Annotated(ChatModel model, Assistant assistant) {
			this.model = model;
			this.assistant = assistant;
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini", name = "answer")
		ChatResponse answer(String question) {
			return this.model.chat(dev.langchain4j.data.message.UserMessage.from(question));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o-mini", name = "detailed answer")
		Result<String> detailedAnswer(String question) {
			return this.assistant.askInDetail(question);
		}

		@TracedAgent(name = "forecaster")
		String forecast(String question) {
			return this.assistant.ask(question);
		}

	}

}

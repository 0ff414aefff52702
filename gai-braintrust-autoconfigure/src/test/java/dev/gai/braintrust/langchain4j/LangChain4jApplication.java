package dev.gai.braintrust.langchain4j;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.StubProvider;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecifications;
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
import dev.langchain4j.service.tool.DefaultToolExecutor;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
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

	static ConfigurableApplicationContext start(Class<?> application, BraintrustServer braintrust,
			StubProvider provider) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("openai.url=" + provider.url())
			.run();
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
	AssistantFactory assistant(ChatModel model, Weather weather, Clock clock) {
		return new AssistantFactory(model, weather, clock);
	}

	@Bean
	Clock clock() {
		return new Clock();
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

	/** Makes AI services, and takes tools that are proxies, as the starter does. */
	record AssistantFactory(ChatModel model, Weather weather, Clock clock) implements FactoryBean<Assistant> {

		@Override
		public Assistant getObject() throws Exception {
			Method declared = Clock.class.getDeclaredMethod("clock");
			Method enhanced = this.clock.getClass().getDeclaredMethod("clock");
			return AiServices.builder(Assistant.class)
				.chatModel(this.model)
				.tools(this.weather)
				.tools(Map.of(ToolSpecifications.toolSpecificationFrom(declared),
						new DefaultToolExecutor(this.clock, declared, enhanced)))
				.build();
		}

		@Override
		public Class<?> getObjectType() {
			return Assistant.class;
		}

	}

	static class Clock {

		@Tool("Tells the time")
		@AgentTool(name = "clock")
		String clock() {
			return "Noon";
		}

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

package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.langchain4j.LangChain4jBeanPostProcessor;
import dev.gai.braintrust.langchain4j.TracingChatModelListener;
import dev.gai.braintrust.langchain4j.TracingEmbeddingModelListener;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parts that are there only with a library that calls models.
 */
@Tag("application")
class ProviderLibraryAutoConfigurationsTests {

	private final ApplicationContextRunner runner = AutoConfigured.exporting()
		.withConfiguration(AutoConfigurations.of(BraintrustOpenAiAutoConfiguration.class,
				BraintrustAnthropicAutoConfiguration.class, BraintrustLangChain4jAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "openAiResponseReaders, com.openai", "anthropicResponseReaders, com.anthropic",
			"langChain4jResponseReaders, dev.langchain4j" })
	void readsWhatALibraryReturnsWhereItIsThere(String readers, String library) {
		this.runner.run((context) -> assertThat(context).hasBean(readers));
		this.runner.withClassLoader(new FilteredClassLoader(library))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(readers)
				.hasSingleBean(GenAiTracer.class));
	}

	@Test
	void suppliesListenersAndAPostProcessorForLangChain4j() {
		this.runner.run((context) -> {
			assertThat(context.getBean(ChatModelListener.class)).isInstanceOf(TracingChatModelListener.class);
			assertThat(context.getBean(EmbeddingModelListener.class)).isInstanceOf(TracingEmbeddingModelListener.class);
			assertThat(context).hasSingleBean(LangChain4jBeanPostProcessor.class);
		});
	}

	@Test
	void stayBesideListenersOfTheApplication() {
		ChatModelListener own = new ChatModelListener() {
		};
		this.runner.withBean("own", ChatModelListener.class, () -> own)
			.run((context) -> assertThat(context.getBeansOfType(ChatModelListener.class)).hasSize(2)
				.containsValue(own));
	}

	@Test
	void backOffFromThoseThatTheApplicationMakes() {
		this.runner
			.withBean("mine", TracingChatModelListener.class, () -> new TracingChatModelListener(new Traces().tracer()))
			.run((context) -> assertThat(context.getBeansOfType(ChatModelListener.class)).containsOnlyKeys("mine"));
	}

	@Test
	void areNotThereWhenSwitchedOff() {
		this.runner.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ChatModelListener.class)
				.doesNotHaveBean(EmbeddingModelListener.class)
				.doesNotHaveBean(LangChain4jBeanPostProcessor.class));
	}

	@ParameterizedTest
	@CsvSource({ "dev.langchain4j.model.openai", "dev.langchain4j.model.anthropic" })
	void workWithoutAModuleOfAProvider(String module) {
		this.runner.withClassLoader(new FilteredClassLoader(module))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("langChain4jResponseReaders"));
	}

}

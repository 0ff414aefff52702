package dev.gai.braintrust.autoconfigure;

import dev.gai.braintrust.springai.SpringAiObservationHandler;
import dev.gai.braintrust.springai.bean.AdvisorNames;
import dev.gai.braintrust.springai.bean.ToolErrors;
import dev.gai.braintrust.springai.http.HttpExchanges;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.http.okhttp.OpenAiHttpClientBuilderCustomizer;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.execution.ToolExecutionException;
import org.springframework.ai.tool.execution.ToolExecutionExceptionProcessor;
import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application with Spring AI is given.
 */
@Tag("application")
class SpringAiAutoConfigurationTests {

	@Test
	void recordsWhatSpringAiObserves() {
		AutoConfigured.exporting()
			.run((context) -> assertThat(context).hasSingleBean(SpringAiObservationHandler.class)
				.hasSingleBean(ToolErrors.class)
				.hasSingleBean(ChatClientBuilderCustomizer.class)
				.hasSingleBean(OpenAiHttpClientBuilderCustomizer.class)
				.hasSingleBean(AnthropicHttpClientBuilderCustomizer.class)
				.getBeans(BuiltInResponseReaders.class)
				.hasSize(2));
	}

	@Test
	void backsOffFromTheHandlerOfTheApplication() {
		AutoConfigured.exporting()
			.withBean("own", SpringAiObservationHandler.class,
					() -> new SpringAiObservationHandler(Tracer.NOOP, () -> null, null, new HttpExchanges(),
							new AdvisorNames()))
			.run((context) -> assertThat(context).hasSingleBean(SpringAiObservationHandler.class).hasBean("own"));
	}

	@Test
	void doesNothingWithoutSpringAi() {
		AutoConfigured.exporting()
			.withClassLoader(new FilteredClassLoader("org.springframework.ai"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SpringAiObservationHandler.class)
				.doesNotHaveBean(BuiltInResponseReaders.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.ai.chat.client", "org.springframework.ai.vectorstore",
			"org.springframework.ai.openai", "org.springframework.ai.anthropic", "okhttp3", "reactor" })
	void worksWithoutAPartOfSpringAi(String missing) {
		AutoConfigured.exporting().withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SpringAiObservationHandler.class);
			SpringAiObservationHandler handler = context.getBean(SpringAiObservationHandler.class);
			assertThat(handler.supportsContext(
					ChatModelObservationContext.builder().prompt(new Prompt("Hi")).provider("openai").build()))
				.isTrue();
			assertThat(handler.supportsContext(new Observation.Context())).isFalse();
		});
	}

	@Test
	void recordsNothingWhenSwitchedOff() {
		AutoConfigured.exporting()
			.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SpringAiObservationHandler.class)
				.doesNotHaveBean(ChatClientBuilderCustomizer.class)
				.doesNotHaveBean(ToolErrors.class));
	}

	@Test
	void watchesTheErrorsOfToolsWithoutChangingTheirAnswers() {
		AutoConfigured.exporting()
			.withBean(ToolExecutionExceptionProcessor.class, () -> (failure) -> "It failed")
			.run((context) -> assertThat(
					context.getBean(ToolExecutionExceptionProcessor.class).process(new ToolFailure()))
				.isEqualTo("It failed"));
	}

	private static final class ToolFailure extends ToolExecutionException {

		private static final long serialVersionUID = 1L;

		ToolFailure() {
			super(ToolDefinition.builder().name("weather").description("d").inputSchema("{}").build(),
					new IllegalStateException("away"));
		}

	}

}

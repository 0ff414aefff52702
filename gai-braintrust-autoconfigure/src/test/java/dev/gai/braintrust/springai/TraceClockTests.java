package dev.gai.braintrust.springai;

import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import io.opentelemetry.sdk.common.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.SafeGuardAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All rows of a trace have their times by one clock, which is the tracer's: it may differ
 * from the clock of the machine, which can be set. Here it is an hour ahead.
 */
@Tag("application")
class TraceClockTests {

	private static final String PATH = "/v1/chat/completions";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	@Test
	void rulesRowsThatAreMadeForWhatIsOver() {
		models.answers(PATH, WireMock.aResponse().withStatus(429).withBody("slow down"),
				OpenAiAnswers.asksForWeather("Oslo"), OpenAiAnswers.says("Sunny"));

		try (ConfigurableApplicationContext context = SpringAiApplication.openAi(Application.class, braintrust,
				models)) {
			context.getBean(ChatClient.Builder.class)
				.build()
				.prompt("Weather in Oslo?")
				.tools(new SpringAiApplication.WeatherTools())
				.advisors(new SafeGuardAdvisor(List.of("bomb"), "Not with me", 0),
						MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build())
				.advisors((spec) -> spec.param(ChatMemory.CONVERSATION_ID, "c-7"))
				.call()
				.content();
		}

		List<SentSpan> rows = braintrust.awaitSpans(10);
		assertThat(SpanTree.of(rows)).isEqualTo("""
				chat_client
				  memory MessageChatMemoryAdvisor
				  guardrail SafeGuardAdvisor
				  step 1
				    chat gpt-4o-mini
				      attempt 1
				    execute_tool weather
				  guardrail SafeGuardAdvisor
				  step 2
				    chat gpt-4o-mini
				""");
		SentSpan root = SentSpan.named(rows, "chat_client");
		assertThat(rows).allSatisfy((row) -> {
			assertThat(row.span().getStartTimeUnixNano()).isBetween(root.span().getStartTimeUnixNano(),
					row.span().getEndTimeUnixNano());
			assertThat(row.span().getEndTimeUnixNano()).isLessThanOrEqualTo(root.span().getEndTimeUnixNano());
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SdkTracerProviderBuilderCustomizer clock() {
			return (builder) -> builder.setClock(new Ahead(Clock.getDefault(), Duration.ofHours(1)));
		}

	}

	/**
	 * A clock that is ahead of another one.
	 *
	 * @param clock the other one
	 * @param by how far
	 */
	private record Ahead(Clock clock, Duration by) implements Clock {

		@Override
		public long now() {
			return this.clock.now() + this.by.toNanos();
		}

		@Override
		public long nanoTime() {
			return this.clock.nanoTime();
		}

	}

}

package dev.gai.braintrust.springai;

import java.util.List;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.MemorySpanExporter;
import dev.gai.braintrust.testing.ModelServer;
import dev.gai.braintrust.testing.SpanTree;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another exporter of the application sees what Spring AI shows, no more and no less, and
 * the switches of Spring Boot keep working.
 */
@Tag("application")
class OtherExportersTests {

	private static final String PATH = "/v1/chat/completions";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	static final ModelServer models = new ModelServer();

	@Test
	void seeTheSpansOfSpringAiWithoutContent() {
		try (ConfigurableApplicationContext context = SpringAiApplication.openAi(Application.class, braintrust, models,
				"management.opentelemetry.tracing.sampler=always-on",
				"management.opentelemetry.tracing.export.schedule-delay=50ms")) {
			models.answers(PATH, OpenAiAnswers.asksForWeather("Oslo"), OpenAiAnswers.says("It is sunny."),
					OpenAiAnswers.streamsAQuestionForWeather("Oslo"), OpenAiAnswers.streams("It is ", "sunny."));
			MemorySpanExporter exporter = context.getBean(MemorySpanExporter.class);

			client(context).prompt("Weather in Oslo?").tools(tools(context)).call().content();
			Awaitility.await().until(() -> exporter.spans().size() >= 9);
			client(context).prompt("Weather in Oslo?").tools(tools(context)).stream().content().blockLast();

			Awaitility.await().until(() -> exporter.spans().size() >= 18);
			List<SpanData> spans = exporter.spans();
			assertThat(spans).extracting(SpanData::getName)
				.containsExactlyInAnyOrder("spring_ai chat_client", "tool _calling ", "call", "call",
						"chat gpt-4o-mini", "chat gpt-4o-mini", "POST", "POST", "execute_tool weather",
						"spring_ai chat_client", "tool _calling ", "stream", "stream", "chat gpt-4o-mini",
						"chat gpt-4o-mini", "POST", "POST", "execute_tool weather");
			assertThat(spans).allSatisfy((span) -> assertThat(span.getAttributes().toString()).doesNotContain("Oslo")
				.doesNotContain("sunny")
				.doesNotContain("braintrust."));
			SpanData tool = named(spans, "execute_tool weather");
			SpanData calling = named(spans, "tool _calling ");
			SpanData call = named(spans, "call");
			assertThat(tool.getParentSpanId()).isEqualTo(calling.getSpanId());
			assertThat(call.getParentSpanId()).isEqualTo(calling.getSpanId());
			assertThat(call.getEndEpochNanos()).isLessThanOrEqualTo(tool.getStartEpochNanos() + 1_000_000);
			assertThat(named(spans, "chat gpt-4o-mini").getAttributes()
				.get(AttributeKey.stringKey("gen_ai.usage.input_tokens"))).isEqualTo("100");
		}
	}

	@Test
	void treeIsThereThoughSpringAiIsObservedInPartOnly() {
		try (ConfigurableApplicationContext context = SpringAiApplication.openAi(Application.class, braintrust, models,
				"management.observations.enable.spring.ai=false")) {
			models.answers(PATH, OpenAiAnswers.asksForWeather("Oslo"), OpenAiAnswers.says("It is sunny."),
					OpenAiAnswers.streams("It is ", "sunny."));

			client(context).prompt("Weather in Oslo?").tools(tools(context)).call().content();
			client(context).prompt("Weather in Oslo?").stream().content().blockLast();

			assertThat(SpanTree.of(braintrust.awaitSpans(3)))
				.isEqualTo("chat gpt-4o-mini\nchat gpt-4o-mini\nchat gpt-4o-mini\n");
		}
	}

	private static SpanData named(List<SpanData> spans, String name) {
		return spans.stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
	}

	private static ChatClient client(ConfigurableApplicationContext context) {
		return context.getBean(ChatClient.Builder.class).build();
	}

	private static Object tools(ConfigurableApplicationContext context) {
		return context.getBean(SpringAiApplication.WeatherTools.class);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SpringAiApplication.class)
	static class Application {

		@Bean
		MemorySpanExporter memorySpanExporter() {
			return new MemorySpanExporter();
		}

	}

}

package dev.gai.braintrust.integration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.feedback.GenAiFeedback;
import dev.gai.braintrust.prompt.BraintrustPrompt;
import dev.gai.braintrust.prompt.BraintrustPrompts;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.usage.UsageLedger;
import dev.gai.braintrust.usage.UsageReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls say which prompt they were made with.
 */
@Tag("application")
class PromptProvenanceTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@BeforeEach
	void knowThePrompt() {
		braintrust.rest("GET", "/v1/prompt", WireMock
			.okJson("""
					{"objects":[{"id":"prompt-id","_xact_id":"7","project_id":"p-1","slug":"greeter","prompt_data":{"prompt":
					 {"type":"chat","messages":[{"role":"system","content":"Greet {{name}} kindly"}]}}}]}"""));
	}

	@Test
	void noticesThatTheMessagesOfACallAreThoseOfAPrompt() {
		try (ConfigurableApplicationContext context = run()) {
			BraintrustPrompt.Rendered rendered = rendered(context);
			GenAiTracer tracer = context.getBean(GenAiTracer.class);

			tracer.llm("openai", "m")
				.messages(Stream.concat(rendered.messages().stream(), Stream.of(Message.user("Hello"))).toList())
				.call((span) -> "a");
			tracer.llm("openai", "other").messages(List.of(Message.user("Hello"))).call((span) -> "a");

			assertThat(braintrust.awaitSpan("chat m").metadata().get("prompt").toString()).contains(
					"\"id\":\"prompt-id\"", "\"version\":\"7\"", "\"slug\":\"greeter\"", "\"project_id\":\"p-1\"",
					"\"variables\":{\"name\":\"Ada\"}");
			assertThat(braintrust.awaitSpan("chat other").metadata().has("prompt")).isFalse();
		}
	}

	@Test
	void leavesTheVariablesOutWhereContentIsNotCaptured() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.content.capture=none")) {
			BraintrustPrompt.Rendered rendered = rendered(context);

			context.getBean(GenAiTracer.class).llm("openai", "m").call((span) -> span.prompt(rendered).traceId());

			SentSpan span = braintrust.awaitSpan("chat m");
			assertThat(span.metadata().get("prompt").toString()).contains("greeter").doesNotContain("Ada");
			assertThat(GenAiSpan.current().prompt(rendered)).isNotNull();
		}
	}

	@Test
	void countsFeedbackOnACallOrOnWhatIsAroundItForThePrompt() {
		try (ConfigurableApplicationContext context = run()) {
			BraintrustPrompt.Rendered rendered = rendered(context);
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			GenAiFeedback feedback = context.getBean(GenAiFeedback.class);
			String[] spans = tracer.agent("a")
				.call((agent) -> new String[] { agent.spanId(),
						tracer.llm("openai", "m").call((span) -> span.prompt(rendered).spanId()),
						tracer.llm("openai", "m").call((span) -> span.spanId()) });

			feedback.on(spans[0]).score("thumb", 1).send();
			feedback.on(spans[1]).score("thumb", 0).send();
			feedback.on(spans[2]).score("thumb", 0).send();

			UsageLedger ledger = context.getBean(UsageLedger.class);
			assertThat(ledger.report().byPrompt()).singleElement().satisfies((prompt) -> {
				assertThat(prompt.version()).isEqualTo("7");
				assertThat(prompt.feedback()).isEqualTo(Map.of("thumb", new UsageReport.ScoreUsage(2, 0.5)));
			});
		}
	}

	private static BraintrustPrompt.Rendered rendered(ConfigurableApplicationContext context) {
		return context.getBean(BraintrustPrompts.class).get("greeter").render(Map.of("name", "Ada"));
	}

	private ConfigurableApplicationContext run(String... more) {
		String[] properties = Stream
			.concat(Stream.of(braintrust.properties()).map((property) -> "--" + property), Stream.of(more))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(properties);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

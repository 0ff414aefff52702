package dev.gai.braintrust.export.row;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Receivers that know OpenTelemetry's names only get the messages under these, where the
 * application asks for it.
 */
@Tag("application")
class OtelMessagesTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void areSentBesideTheRow() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("gai.braintrust.content.otel-messages=true")
			.run()) {
			context.getBean(Model.class).ask("Say hello, not sk-abcdefghijklmnopqrstuvwxyz0123");

			SentSpan call = braintrust.awaitSpan("chat m");
			assertThat(call.json("gen_ai.input.messages").path(0).path("role").asString()).isEqualTo("user");
			assertThat(call.json("gen_ai.input.messages").path(0).path("parts").path(0).path("type").asString())
				.isEqualTo("text");
			assertThat(call.json("gen_ai.input.messages").path(0).path("parts").path(0).path("content").asString())
				.startsWith("Say hello")
				.doesNotContain("sk-abcdef");
			assertThat(call.json("gen_ai.output.messages").toString()).contains("\"role\":\"assistant\"")
				.contains("{\"type\":\"text\",\"content\":\"Hello\"}");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Model model() {
			return new Model();
		}

	}

	static class Model {

		@TracedLlmCall(provider = "p", model = "m")
		String ask(String prompt) {
			return "Hello";
		}

	}

}

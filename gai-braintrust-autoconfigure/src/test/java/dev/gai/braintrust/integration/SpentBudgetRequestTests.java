package dev.gai.braintrust.integration;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.trace.GenAiSpan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request that a spent budget has stopped is answered with 429, and by the application
 * where that has an answer of its own.
 */
@Tag("application")
class SpentBudgetRequestTests {

	@Test
	void isTooManyUnlessTheApplicationSaysOtherwise() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "server.address=127.0.0.1", "gai.braintrust.api-key=",
					"gai.braintrust.cost.budgets[0].name=daily", "gai.braintrust.cost.budgets[0].limit-usd=0.01",
					"gai.braintrust.cost.budgets[0].action=block")
			.run()) {
			assertThat(get(context, "/ask").statusCode()).isEqualTo(200);

			HttpResponse<String> refused = get(context, "/ask");
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
			assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 86_400L);
			assertThat(refused.body()).contains("\"status\":429")
				.contains("The budget for calls of models is spent.")
				.doesNotContain("daily");
			assertThat(get(context, "/own").statusCode()).isEqualTo(503);
		}
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		String port = context.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Model model() {
			return new Model();
		}

		@Bean
		Asking asking(Model model) {
			return new Asking(model);
		}

		@Bean
		Mapping mapping(Model model) {
			return new Mapping(model);
		}

	}

	@RestController
	static class Asking {

		private final Model model;

		Asking(Model model) {
			this.model = model;
		}

		@GetMapping("/ask")
		String ask() {
			return this.model.ask("hello");
		}

	}

	@RestController
	static class Mapping {

		private final Model model;

		Mapping(Model model) {
			this.model = model;
		}

		@GetMapping("/own")
		String own() {
			return this.model.ask("hello");
		}

		@ExceptionHandler(BudgetExceededException.class)
		ResponseEntity<String> map() {
			return ResponseEntity.status(503).body("later");
		}

	}

	static class Model {

		@TracedLlmCall(provider = "openai", model = "gpt-4o")
		String ask(String prompt) {
			GenAiSpan.current().usage(100_000, 100_000);
			return "echo " + prompt;
		}

	}

}

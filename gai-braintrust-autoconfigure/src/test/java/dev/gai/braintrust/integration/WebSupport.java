package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.TraceNamer;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web application that asks a model for its callers.
 */
final class WebSupport {

	private WebSupport() {
	}

	static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Application.class).properties(properties)
			.properties("server.port=0", "server.address=127.0.0.1")
			.run();
	}

	static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Asks for a page with a secret in its query, and returns the tree of spans that came
	 * of it, which must not show the secret.
	 */
	static String tree(ConfigurableApplicationContext context, BraintrustServer braintrust, String path, int calls,
			int status) throws IOException, InterruptedException {
		assertThat(get(context, path + "?token=hunter2").statusCode()).isEqualTo(status);
		List<SentSpan> spans = braintrust.awaitSpans(calls + 1);
		assertThat(spans.toString()).doesNotContain("hunter2");
		assertThat(spans).allSatisfy((span) -> assertThat(span.span().toString()).doesNotContain("hunter2"));
		return SpanTree.of(spans);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Model model() {
			return new Model();
		}

		@Bean
		Support support(Model model) {
			return new Support(model);
		}

		@Bean
		Mapping mapping(Model model) {
			return new Mapping(model);
		}

		@Bean
		TraceNamer namer() {
			return (root) -> "/named/{id}".equals(root.route()) ? "chosen by invoke of " + root.firstSpan() : null;
		}

	}

	@RestController
	static class Support {

		private final Model model;

		Support(Model model) {
			this.model = model;
		}

		@GetMapping("/support/{id}")
		String support(@PathVariable("id") String id) {
			return this.model.ask("first " + id) + this.model.ask("second " + id);
		}

		@GetMapping("/named/{id}")
		String named(@PathVariable("id") String id) {
			return this.model.ask("named " + id);
		}

		@GetMapping("/plain/{id}")
		String plain(@PathVariable("id") String id) {
			return id;
		}

	}

	/** Has an answer of its own where the budget is spent. */
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

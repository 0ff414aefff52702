package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.TraceNamer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web application over HTTP: what Spring observes of a request is one row by the name
 * of its route.
 */
@Tag("application")
class RequestRootApplicationTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void isNamedAfterItsRouteUnlessTheApplicationNamesIt() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties(braintrust.properties())
			.properties("server.port=0", "server.address=127.0.0.1", "management.tracing.sampling.probability=0")
			.run()) {
			get(context, "/support/c-42?token=hunter2");
			get(context, "/named/c-42");
			get(context, "/plain/c-42");

			List<SentSpan> spans = braintrust.awaitSpans(5);
			assertThat(spans).hasSize(5);
			SentSpan root = SentSpan.named(spans, "GET /support/{id}");
			assertThat(root.isRoot()).isTrue();
			assertThat(root.type()).isEqualTo("task");
			assertThat(root.metadata().toString()).isEqualTo(
					"{\"http.route\":\"/support/{id}\",\"http.request.method\":\"GET\",\"http.response.status_code\":200}");
			assertThat(root.json("braintrust.input_json").asString()).isEqualTo("first c-42");
			assertThat(root.json("braintrust.output_json").asString()).isEqualTo("echo second c-42");
			assertThat(spans).filteredOn((span) -> span.parentId().equals(root.spanId())).hasSize(2);
			assertThat(root.span().toString()).doesNotContain("hunter2").doesNotContain("/support/c-42");
			assertThat(SentSpan.named(spans, "chosen by invoke of chat m").isRoot()).isTrue();
		}
	}

	private static void get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getProperty("local.server.port");
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(200);
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

	static class Model {

		@TracedLlmCall(provider = "p", model = "m")
		String ask(String prompt) {
			return "echo " + prompt;
		}

	}

}

package dev.gai.braintrust.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A web application with Actuator, asked over HTTP what its calls have used and cost.
 */
@Tag("application")
class LlmUsageEndpointTests {

	@ParameterizedTest
	@ValueSource(strings = { "gai.braintrust.api-key=", "gai.braintrust.sampling.ratio=0",
			"management.tracing.sampling.probability=0" })
	void countsEveryCallWhateverIsSampledOrSent(String property) throws Exception {
		try (ConfigurableApplicationContext context = run("--" + property)) {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			for (int i = 0; i < 3; i++) {
				tracer.agent("researcher").with((span) -> span.costCenter("search", null)).run((agent) -> call(tracer));
			}
			tracer.llm("ollama", "my-own-model").run((span) -> span.usage(10, 5));
			assertThatIllegalStateException().isThrownBy(() -> tracer.llm("openai", "gpt-4o").run((span) -> {
				throw new IllegalStateException("no");
			}));

			JsonNode usage = usage(context);
			JsonNode total = usage.path("all").path("total");
			assertThat(total.path("requests").asInt()).isEqualTo(5);
			assertThat(total.path("errors").asInt()).isEqualTo(1);
			assertThat(usage.path("all").path("lastHour").path("errorRate").asDouble()).isEqualTo(0.2);
			assertThat(total.path("unpriced").asInt()).isEqualTo(1);
			assertThat(total.path("tokens").path("input").asInt()).isEqualTo(3010);
			assertThat(total.path("tokens").path("cached_input").asInt()).isEqualTo(0);
			assertThat(total.path("costUsd").decimalValue()).isEqualByComparingTo("0.0225");
			assertThat(usage.path("all").path("lastHour").path("requests").asInt()).isEqualTo(5);
			assertThat(usage.path("all").path("lastDay").path("requests").asInt()).isEqualTo(5);
			JsonNode first = usage.path("byModel").path(0);
			assertThat(first.path("provider").asString()).isEqualTo("openai");
			assertThat(first.path("model").asString()).isEqualTo("gpt-4o");
			assertThat(first.path("usage").path("total").path("requests").asInt()).isEqualTo(4);
			assertThat(usage.path("byProvider").path("ollama").path("total").path("requests").asInt()).isEqualTo(1);
			assertThat(usage.path("byCostCenter").path("search").path("total").path("costUsd").decimalValue())
				.isEqualByComparingTo("0.0225");
			assertThat(usage.path("byMetadata").path("tier").path("gold").path("total").path("requests").asInt())
				.isEqualTo(3);
			JsonNode unpriced = usage.path("unpricedModels").path(0);
			assertThat(unpriced.path("model").asString()).isEqualTo("my-own-model");
			assertThat(unpriced.path("reason").asString()).isEqualTo("unknown_model");
			assertThat(usage.path("errorsByCategory").size()).isEqualTo(1);
			JsonNode budget = usage.path("budgets").path(0);
			assertThat(budget.path("name").asString()).isEqualTo("daily");
			assertThat(budget.path("limitUsd").decimalValue()).isEqualByComparingTo("5");
			assertThat(budget.path("window").asString()).isEqualTo("day (UTC)");
			assertThat(budget.path("exceeded").asInt()).isZero();
			assertThat(budget.path("highest").path(0).path("spentUsd").decimalValue()).isEqualByComparingTo("0.0225");
			assertThat(usage.path("droppedEvents").asInt()).isZero();
			assertThat(usage.path("prices").size()).isZero();
		}
	}

	@Test
	void sumsUpByOneThing() throws Exception {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.api-key=")) {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			call(tracer);
			try (GenAiContext.Scope scope = GenAiContext.empty().user("u-42").open()) {
				tracer.llm("ollama", "my-own-model").run((span) -> span.usage(10, 5));
			}

			JsonNode models = JsonMapper.shared().readTree(get(context, "?by=model").body());
			assertThat(models.path("total").path("requests").asInt()).isEqualTo(2);
			assertThat(models.path("groups")).hasSize(2);
			JsonNode first = models.path("groups").path(0);
			assertThat(first.path("name").asString()).isEqualTo("gpt-4o");
			assertThat(first.path("provider").asString()).isEqualTo("openai");
			assertThat(first.path("requests").asInt()).isEqualTo(1);
			assertThat(get(context, "?by=provider").body()).contains("\"name\":\"ollama\"");
			assertThat(get(context, "?by=metadata.tier").body()).contains("\"name\":\"gold\"");
			assertThat(get(context, "?by=metadata.user_id").body()).contains("\"name\":\"u-42\"");
			tracer.llm("openai", "gpt-4o")
				.run((span) -> span.metadata("prompt", Map.of("slug", "greeter", "version", "7")).score("right", 0.5));
			assertThat(JsonMapper.shared().readTree(get(context, "?by=prompt").body()).at("/groups/0").toString())
				.contains("\"name\":\"greeter\"", "\"version\":\"7\"", "\"requests\":1",
						"\"scores\":{\"right\":{\"count\":1,\"mean\":0.5}}", "\"feedback\":{}");
			assertThat(get(context, "?by=colour").statusCode()).isEqualTo(400);
		}
	}

	@Test
	void isNotThereUnlessItIsExposed() throws Exception {
		try (ConfigurableApplicationContext context = run("--management.endpoints.web.exposure.include=health")) {
			assertThat(get(context).statusCode()).isEqualTo(404);
		}
	}

	private static void call(GenAiTracer tracer) {
		tracer.llm("openai", "gpt-4o")
			.with((span) -> span.metadata("tier", "gold"))
			.run((span) -> span.usage(1000, 500));
	}

	private static JsonNode usage(ConfigurableApplicationContext context) throws IOException, InterruptedException {
		HttpResponse<String> response = get(context);
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context)
			throws IOException, InterruptedException {
		return get(context, "");
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String query)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/llmusage" + query)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "server.address=127.0.0.1", "gai.braintrust.api-key=",
					"gai.braintrust.api-url=http://127.0.0.1:9", "management.endpoints.web.exposure.include=*",
					"gai.braintrust.export.spool.enabled=false", "gai.braintrust.export.shutdown-timeout=10ms",
					"gai.braintrust.usage.metadata-keys=tier,user_id", "gai.braintrust.cost.budgets[0].name=daily",
					"gai.braintrust.cost.budgets[0].limit-usd=5")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

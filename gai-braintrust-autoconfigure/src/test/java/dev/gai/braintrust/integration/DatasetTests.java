package dev.gai.braintrust.integration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.dataset.BraintrustDatasets;
import dev.gai.braintrust.dataset.DatasetException;
import dev.gai.braintrust.dataset.DatasetRow;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Rows on their way to datasets, and back.
 */
@Tag("application")
class DatasetTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@RegisterExtension
	@Order(Order.DEFAULT + 1)
	static final HardCases hardCases = new HardCases(braintrust);

	@Test
	void addsRowsOnceAndMasked() {
		try (ConfigurableApplicationContext context = run()) {
			BraintrustDatasets datasets = context.getBean(BraintrustDatasets.class);
			DatasetRow row = DatasetRow
				.input(Map.of("question", "my key is sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD"))
				.expected("42")
				.metadata("source", "test")
				.tag("hard");
			datasets.add("hard-cases", row);
			datasets.add("hard-cases", row);

			List<JsonNode> rows = hardCases.await(2);
			assertThat(rows.get(0).path("id").asString()).hasSize(32).isEqualTo(rows.get(1).path("id").asString());
			assertThat(rows.get(0).path("input").path("question").asString()).startsWith("my key is")
				.doesNotContain("abcdefghij");
			assertThat(rows.get(0).path("expected").asString()).isEqualTo("42");
			assertThat(rows.get(0).path("metadata").path("source").asString()).isEqualTo("test");
			assertThat(rows.get(0).path("tags").get(0).asString()).isEqualTo("hard");
			assertThat(braintrust.restRequests("/v1/dataset")).hasSize(1);
		}
	}

	@Test
	void hidesWhatTheApplicationHides() {
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(BraintrustDatasets.class)
				.add("hard-cases",
						DatasetRow.input(new Customer("Ada", "DE123")).expected(new Customer("Bob", "DE456")));

			JsonNode row = hardCases.await(1).get(0);
			assertThat(row.path("input").path("name").asString()).isEqualTo("Ada");
			assertThat(row.path("expected").path("name").asString()).isEqualTo("Bob");
			assertThat(row.toString()).doesNotContain("DE123", "DE456");
		}
	}

	@Test
	void addsASpanWithItsOriginAfterTheSpan() {
		try (ConfigurableApplicationContext context = run()) {
			context.getBean(GenAiTracer.class).tool("search").input("query").run((span) -> {
				span.output("found");
				context.getBean(BraintrustDatasets.class).add("hard-cases", span);
			});

			JsonNode row = hardCases.await(1).get(0);
			SentSpan span = braintrust.awaitSpan("execute_tool search");
			assertThat(row.path("input").asString()).isEqualTo("query");
			assertThat(row.path("expected").asString()).isEqualTo("found");
			assertThat(row.path("origin").path("object_type").asString()).isEqualTo("project_logs");
			assertThat(row.path("origin").path("object_id").asString()).isEqualTo("p-1");
			assertThat(row.path("origin").path("id").asString()).isEqualTo(span.spanId());
		}
	}

	@Test
	void readsThePagesOfOneVersion() {
		braintrust.rest("GET", "/v1/dataset", WireMock.okJson("{\"objects\":[{\"id\":\"d-1\"}]}"));
		braintrust.rest("POST", "/btql", WireMock.okJson("{\"data\":[{\"version\":\"1000197156161976564\"}]}"));
		braintrust.rest("POST", "/v1/dataset/d-1/fetch", WireMock.okJson("""
				{"events":[{"id":"a","input":"q1","expected":{"n":1},"metadata":{"k":"v"},"tags":["t"]},
				 {"id":"a","input":"older"},{"id":"b","input":{"q":2}}],"cursor":"c"}"""));
		try (ConfigurableApplicationContext context = run()) {
			List<DatasetRow> rows = context.getBean(BraintrustDatasets.class).read("qa").toList();

			assertThat(rows).extracting(DatasetRow::id).containsExactly("a", "b");
			assertThat(rows.get(0).inputAs(String.class)).isEqualTo("q1");
			assertThat(rows.get(0).expected().path("n").asInt()).isEqualTo(1);
			assertThat(rows.get(0).metadata()).isEqualTo(Map.of("k", "v"));
			assertThat(rows.get(0).tags()).containsExactly("t");
			assertThat(rows.get(1).expectedAs(String.class)).isNull();
			assertThat(braintrust.restRequests("/v1/dataset/d-1/fetch")).hasSize(2)
				.allSatisfy((request) -> assertThat(request.getBodyAsString()).contains("1000197156161976564"));
		}
	}

	@Test
	void saysThatThereIsNoSuchDatasetOrNoAnswer() {
		braintrust.rest("GET", "/v1/dataset", WireMock.okJson("{\"objects\":[]}"));
		try (ConfigurableApplicationContext context = run()) {
			BraintrustDatasets datasets = context.getBean(BraintrustDatasets.class);
			assertThatExceptionOfType(DatasetException.class).isThrownBy(() -> datasets.read("qa"))
				.withMessageContaining("no dataset 'qa'");
			braintrust.rest("GET", "/v1/dataset", WireMock.aResponse().withStatus(500));
			assertThatExceptionOfType(DatasetException.class).isThrownBy(() -> datasets.read("qa"))
				.withMessageContaining("HTTP 500");
		}
	}

	@Test
	void ignoresRowsWhereNothingIsSent() {
		try (ConfigurableApplicationContext context = run("--gai.braintrust.enabled=false")) {
			BraintrustDatasets datasets = context.getBean(BraintrustDatasets.class);
			datasets.add("hard-cases", DatasetRow.input("q"));
			assertThatExceptionOfType(DatasetException.class).isThrownBy(() -> datasets.read("qa"))
				.withMessageContaining("BRAINTRUST_API_KEY");
		}
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

		@Bean
		JsonMapper jsonMapper() {
			return JsonMapper.builder().addMixIn(Customer.class, WithoutTaxNumber.class).build();
		}

	}

	record Customer(String name, String taxNumber) {

	}

	@JsonIgnoreProperties("taxNumber")
	interface WithoutTaxNumber {

	}

}

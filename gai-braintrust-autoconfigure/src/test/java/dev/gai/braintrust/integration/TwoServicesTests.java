package dev.gai.braintrust.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.sampling.SamplingSecret;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.MemorySpanExporter;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
 * Two whole applications that call each other through headers, with Spring Boot's
 * propagation.
 */
@Tag("application")
class TwoServicesTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static ConfigurableApplicationContext shop;

	private static ConfigurableApplicationContext search;

	@BeforeAll
	static void start() {
		shop = start("shop", "gai.braintrust.trace.baggage.send=true", "management.tracing.sampling.probability=1",
				"gai.braintrust.service.version=9", "gai.braintrust.service.environment=prod",
				"gai.braintrust.project-id=p-1", "gai.braintrust.parent=project_name:shop-project",
				"management.opentelemetry.resource-attributes.k8s.pod.name=pod-1",
				"management.opentelemetry.resource-attributes.k8s.namespace.name=space",
				"gai.braintrust.service.name=renamed");
		search = start("search", "gai.braintrust.trace.baggage.accept=project_name:shop-project",
				"management.tracing.sampling.probability=0");
	}

	@BeforeEach
	void prepare() {
		exported(shop).clear();
		exported(search).clear();
	}

	@AfterEach
	void leaveNothingForTheNextTest() {
		flush(shop);
		flush(search);
	}

	@AfterAll
	static void stop() {
		shop.close();
		search.close();
	}

	@Test
	void endInOneTree() {
		Map<String, String> headers = call(true);
		receive(headers);

		SentSpan agent = braintrust.awaitSpan("invoke_agent caller");
		SentSpan called = braintrust.awaitSpan("invoke_agent called");
		assertThat(called.traceId()).isEqualTo(agent.traceId());
		assertThat(called.parentId()).isEqualTo(agent.spanId());
		assertThat(called.attribute("braintrust.parent")).isEqualTo("project_name:shop-project");
		assertThat(braintrust.awaitSpan("chat m").parentId()).isEqualTo(called.spanId());
		assertThat(braintrust.awaitSpan("chat m").attribute("braintrust.parent"))
			.isEqualTo("project_name:shop-project");
		assertThat(braintrust.spans()).hasSize(3);
	}

	@Test
	void tellOfTheNearestSentSpanAndKeepTheBaggageOfTheApplication() {
		Map<String, String> headers = call(true);

		SentSpan agent = braintrust.awaitSpan("invoke_agent caller");
		assertThat(headers.get("traceparent")).startsWith("00-" + agent.traceId()).doesNotContain(agent.spanId());
		assertThat(headers.get("baggage").split(",")).containsExactlyInAnyOrder("user=u-1",
				"braintrust.parent=project_name:shop-project;span=" + agent.spanId() + ";sig="
						+ new SamplingSecret("Bearer " + BraintrustServer.KEY).sign(agent.traceId(), agent.spanId(),
								"project_name:shop-project"));
	}

	@Test
	void sayNothingWhereNoSpanIsSent() {
		assertThat(call(false).get("baggage")).isEqualTo("user=u-1");
	}

	@Test
	void sayNothingUnlessAsked() {
		Map<String, String> headers = new HashMap<>();
		search.getBean(GenAiTracer.class).agent("x").run((agent) -> send(search, headers));

		assertThat(headers).containsKey("traceparent").doesNotContainKey("baggage");
	}

	@Test
	void doNotLetACallerChooseWhereSpansGo() {
		List<String> roots = new ArrayList<>();
		for (String baggage : List.of("", "braintrust.parent=project_name:stranger;span=00f067aa0ba902b7",
				"braintrust.parent;span=;;;=,,,%ZZ")) {
			receive(Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "baggage",
					baggage));
			roots.add(baggage);
		}

		List<SentSpan> spans = braintrust.awaitSpans(2 * roots.size());
		assertThat(spans).filteredOn((span) -> span.name().equals("invoke_agent called")).allSatisfy((span) -> {
			assertThat(span.isRoot()).isTrue();
			assertThat(span.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
			assertThat(span.attribute("braintrust.parent")).isEqualTo("project_name:demo");
		});
	}

	@Test
	void takeTheCallerOfTraceparentWhereTheBaggageNamesNoSpan() {
		receive(Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "baggage",
				"braintrust.parent=project_name:shop-project;span=nonsense"));

		assertThat(braintrust.awaitSpan("invoke_agent called").parentId()).isEqualTo("00f067aa0ba902b7");
	}

	@Test
	void sendTheirResource() {
		call(true);
		assertThat(braintrust.awaitSpan("invoke_agent caller").resource()).containsEntry("service.name", "renamed")
			.containsEntry("service.version", "9")
			.containsEntry("deployment.environment.name", "prod")
			.containsEntry("braintrust.project_id", "p-1")
			.containsEntry("k8s.pod.name", "pod-1")
			.containsEntry("k8s.namespace.name", "space");
		receive(Map.of());
		assertThat(braintrust.awaitSpan("invoke_agent called").resource()).containsEntry("service.name", "search");
	}

	@Test
	void leaveTheExportersOfTheApplicationAlone() {
		call(true);
		receive(Map.of());
		braintrust.awaitSpan("chat m");
		flush(shop);

		assertThat(exported(shop)).extracting(SpanData::getName)
			.containsExactlyInAnyOrder("invoke_agent caller", "http get");
		assertThat(exported(shop).toString()).doesNotContain("the question", "braintrust.");
		assertThat(exported(search)).isEmpty();
		assertThat(search.getBean(BraintrustExport.class).monitor().status().counts().delivered()).isPositive();
	}

	private static Map<String, String> call(boolean withAgent) {
		Map<String, String> headers = new HashMap<>();
		try (Scope ignored = Baggage.builder().put("user", "u-1").build().makeCurrent()) {
			if (withAgent) {
				shop.getBean(GenAiTracer.class)
					.agent("caller")
					.input("the question")
					.run((agent) -> send(shop, headers));
			}
			else {
				send(shop, headers);
			}
		}
		return headers;
	}

	private static void send(ConfigurableApplicationContext application, Map<String, String> headers) {
		SenderContext<Map<String, String>> context = new SenderContext<>((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		});
		context.setCarrier(headers);
		Observation
			.createNotStarted("http.client.requests", () -> context, application.getBean(ObservationRegistry.class))
			.contextualName("http get")
			.observe(() -> {
			});
	}

	private static void receive(Map<String, String> headers) {
		ReceiverContext<Map<String, String>> context = new ReceiverContext<>((carrier, key) -> carrier.get(key));
		context.setCarrier(headers);
		GenAiTracer tracer = search.getBean(GenAiTracer.class);
		Observation.createNotStarted("http.server.requests", () -> context, search.getBean(ObservationRegistry.class))
			.observe(() -> tracer.agent("called").run((agent) -> tracer.llm("p", "m").run((llm) -> llm.output("x"))));
	}

	private static void flush(ConfigurableApplicationContext application) {
		application.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
	}

	private static List<SpanData> exported(ConfigurableApplicationContext application) {
		return application.getBean(MemorySpanExporter.class).spans();
	}

	private static ConfigurableApplicationContext start(String name, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("gai.braintrust.trace.request-root=false", "spring.application.name=" + name)
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		MemorySpanExporter ownExporter() {
			return new MemorySpanExporter();
		}

	}

}

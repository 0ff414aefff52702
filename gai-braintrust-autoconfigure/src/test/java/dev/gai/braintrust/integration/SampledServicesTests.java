package dev.gai.braintrust.integration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.ExportCounters.Counts;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.sampling.SamplingSecret;
import dev.gai.braintrust.sampling.TraceDecision;
import dev.gai.braintrust.sampling.TraceSampling;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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
 * Two whole applications that call each other and send half of their traces, and those
 * with errors.
 */
@Tag("application")
class SampledServicesTests {

	private static final TraceSampling sampling = new TraceSampling(0.5, List.of(), List.of(),
			new SamplingSecret("Bearer " + BraintrustServer.KEY));

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static ConfigurableApplicationContext shop;

	private static ConfigurableApplicationContext search;

	@BeforeAll
	static void start() {
		shop = start("shop", "gai.braintrust.trace.baggage.send=true");
		search = start("search", "gai.braintrust.trace.baggage.accept=project_name:demo");
	}

	@AfterEach
	void leaveNothingForTheNextTest() {
		awaitDecisions();
	}

	@AfterAll
	static void stop() {
		shop.close();
		search.close();
	}

	@Test
	void sendTheSameTraces() {
		for (int i = 0; i < 40; i++) {
			Map<String, String> headers = new HashMap<>();
			shop.getBean(GenAiTracer.class).agent("caller").run((agent) -> send(headers));
			assertThat(isSampled(headers)).as("the flag stays the application's").isFalse();
			receive(search, headers, () -> callModel(search, false));
		}
		awaitDecisions();

		Map<String, List<String>> traces = braintrust.spans()
			.stream()
			.collect(Collectors.groupingBy(SentSpan::traceId, Collectors.mapping(SentSpan::name, Collectors.toList())));
		assertThat(traces.size()).isBetween(5, 35);
		assertThat(traces.values())
			.allSatisfy((names) -> assertThat(names).containsExactlyInAnyOrder("invoke_agent caller", "chat m"));
		assertThat(braintrust.spans()).filteredOn(SentSpan::isRoot).hasSize(traces.size());
	}

	@Test
	void followACallerThatSendsTheTrace() {
		Map<String, String> headers = new HashMap<>();
		receive(shop, traceparent("01"), () -> shop.getBean(GenAiTracer.class).agent("caller").run((agent) -> {
			callModel(shop, true);
			Awaitility.await().until(() -> counts(shop).undecided() == 0 && counts(shop).queued() == 0);
			send(headers);
		}));
		receive(search, headers, () -> callModel(search, false));

		List<SentSpan> spans = braintrust.awaitSpans(3);
		SentSpan agent = spans.stream().filter(SentSpan::isRoot).findFirst().orElseThrow();
		assertThat(agent.name()).isEqualTo("invoke_agent caller");
		assertThat(spans).filteredOn((span) -> !span.isRoot())
			.hasSize(2)
			.allSatisfy((span) -> assertThat(span.parentId()).isEqualTo(agent.spanId()));
		assertThat(isSampled(headers)).isTrue();
	}

	@Test
	void nameNoParentAsLongAsNothingIsDecided() {
		Map<String, String> headers = new HashMap<>();
		receive(shop, traceparent("02"), () -> {
			shop.getBean(GenAiTracer.class).agent("caller").run((agent) -> {
				send(headers);
				callModel(shop, true);
			});
		});
		assertThat(headers).doesNotContainKey("baggage");
		receive(search, headers, () -> callModel(search, true));
		receive(search, headers, () -> callModel(search, false));

		List<SentSpan> spans = braintrust.awaitSpans(4);
		awaitDecisions();
		assertThat(spans).extracting(SentSpan::traceId).containsOnly(leftOut("002"));
		assertThat(spans).filteredOn(SentSpan::isRoot).as("one in the shop, two requests to search").hasSize(3);
	}

	private static Map<String, String> traceparent(String id) {
		// The last 56 bits are above the half.
		return Map.of("traceparent", "00-" + leftOut("0" + id) + "-00f067aa0ba902b7-01");
	}

	private static boolean isSampled(Map<String, String> headers) {
		String traceparent = headers.get("traceparent");
		return (Integer.parseInt(traceparent.substring(traceparent.length() - 2), 16) & 1) == 1;
	}

	private static void callModel(ConfigurableApplicationContext application, boolean failing) {
		try {
			application.getBean(GenAiTracer.class).llm("p", "m").run((llm) -> {
				if (failing) {
					throw new IllegalStateException("overloaded");
				}
			});
		}
		catch (IllegalStateException ex) {
			assertThat(failing).isTrue();
		}
	}

	private static void send(Map<String, String> headers) {
		SenderContext<Map<String, String>> context = new SenderContext<>((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		});
		context.setCarrier(headers);
		Observation.createNotStarted("http.client.requests", () -> context, shop.getBean(ObservationRegistry.class))
			.observe(() -> {
			});
	}

	private static void receive(ConfigurableApplicationContext application, Map<String, String> headers,
			Runnable handler) {
		ReceiverContext<Map<String, String>> context = new ReceiverContext<>((carrier, key) -> carrier.get(key));
		context.setCarrier(headers);
		Observation
			.createNotStarted("http.server.requests", () -> context, application.getBean(ObservationRegistry.class))
			.observe(handler);
	}

	private static void awaitDecisions() {
		Awaitility.await().until(() -> counts(shop).undecided() == 0 && counts(search).undecided() == 0);
		flush();
	}

	private static void flush() {
		for (ConfigurableApplicationContext application : List.of(shop, search)) {
			application.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		}
	}

	private static Counts counts(ConfigurableApplicationContext application) {
		return application.getBean(BraintrustExport.class).monitor().status().counts();
	}

	/**
	 * An id that both services leave out, since they share a secret.
	 */
	private static String leftOut(String end) {
		return IntStream.range(0, 100)
			.mapToObj((i) -> "4bf92f3577b34da6a3f%010x%s".formatted(i, end))
			.filter((id) -> sampling.atStart(id) == TraceDecision.LEFT_OUT)
			.findFirst()
			.orElseThrow();
	}

	private static ConfigurableApplicationContext start(String name, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("gai.braintrust.trace.request-root=false", "spring.application.name=" + name,
					"gai.braintrust.sampling.ratio=0.5", "management.tracing.sampling.probability=0")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

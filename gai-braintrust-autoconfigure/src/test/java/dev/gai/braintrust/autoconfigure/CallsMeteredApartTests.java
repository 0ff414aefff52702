package dev.gai.braintrust.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.metrics.CallsMeteredApart;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls are metered once, and Boot's handler meters everything else.
 */
@Tag("application")
class CallsMeteredApartTests {

	private final ApplicationContextRunner runner = AutoConfigured.context()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, BraintrustCostAutoConfiguration.class,
				BraintrustUsageAutoConfiguration.class, BraintrustCallMetricsAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void makesNoMetersOfObservationsOfCallsAndStillMakesSpansOfThem() {
		this.runner.run((context) -> {
			AtomicReference<String> traceId = new AtomicReference<>();
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			tracer.agent("researcher")
				.run((agent) -> tracer.llm("openai", "gpt-4o").run((span) -> traceId.set(span.traceId())));
			tracer.step("plan").run((span) -> {
			});
			Observation.createNotStarted("shop.order", context.getBean(ObservationRegistry.class)).observe(() -> {
			});

			assertThat(traceId.get()).hasSize(32);
			assertThat(names(context)).contains("gai.llm.duration", "gai.agent.duration", "gai.step", "shop.order")
				.doesNotContain("gai.llm", "gai.llm.active", "gai.agent", "gai.agent.active");
		});
	}

	@Test
	void leavesNoMeterHandlerToMakeTheSpanOfACallCurrentOnceMore() {
		this.runner.run((context) -> {
			List<Object> asked = new ArrayList<>();
			ObservationRegistry.ObservationConfig observations = context.getBean(ObservationRegistry.class)
				.observationConfig();
			observations.observationHandler((call) -> {
				asked.addAll(context.getBeansOfType(MeterObservationHandler.class)
					.values()
					.stream()
					.filter((handler) -> handler.supportsContext(call))
					.toList());
				return false;
			});
			GenAiTracer tracer = context.getBean(GenAiTracer.class);

			tracer.llm("openai", "gpt-4o").run((span) -> {
			});
			assertThat(asked).isEmpty();

			tracer.step("plan").run((span) -> {
			});
			assertThat(asked).hasOnlyElementsOfType(CallsMeteredApart.class).isNotEmpty();
		});
	}

	@Test
	void leavesCallsToAHandlerOfTheApplicationWhereThatMakesTheMeters() {
		SimpleMeterRegistry own = new SimpleMeterRegistry();
		this.runner.withBean(MeterObservationHandler.class, () -> new DefaultMeterObservationHandler(own))
			.run((context) -> {
				context.getBean(GenAiTracer.class).llm("openai", "gpt-4o").run((span) -> {
				});

				assertThat(own.getMeters()).extracting((meter) -> meter.getId().getName()).contains("gai.llm");
			});
	}

	@Test
	void tagsMetersWithNamesAsTheyAreMaskedInRows() {
		this.runner.withPropertyValues("gai.braintrust.content.masking.builtins=emails,ibans").run((context) -> {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			tracer.agent("joe@example.org").run((agent) -> {
			});
			tracer.step("pay DE89370400440532013000 with 4111111111111111").run((step) -> {
			});

			assertThat(context.getBean(MeterRegistry.class)
				.getMeters()
				.stream()
				.flatMap((meter) -> meter.getId().getTags().stream())
				.map(io.micrometer.core.instrument.Tag::getValue))
				.contains("[masked:email]", "pay [masked:iban] with 4111111111111111")
				.noneMatch((value) -> value.contains("joe@") || value.contains("DE89"));
		});
	}

	@Test
	void isNotThereWhereTheLibraryIsOffOrNothingIsMetered() {
		this.runner.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(CallsMeteredApart.class));
		AutoConfigured.context().run((context) -> assertThat(context).doesNotHaveBean(CallsMeteredApart.class));
	}

	private static Iterable<String> names(ApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.map(Meter::getId)
			.map(Meter.Id::getName)
			.toList();
	}

}

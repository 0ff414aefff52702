package dev.gai.braintrust.metrics;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustFailureMetricsAutoConfiguration;
import dev.gai.braintrust.retry.LlmRetryPolicy;
import dev.gai.braintrust.trace.GenAiCall;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("application")
class FailureMetersTests {

	private static final LlmRetryPolicy THREE = LlmRetryPolicy.attempts(3).delay(Duration.ZERO);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(BraintrustAutoConfiguration.class,
				BraintrustFailureMetricsAutoConfiguration.class))
		.withBean(ObservationRegistry.class, FailureMetersTests::observations)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("gai.braintrust.api-key=");

	@Test
	void countsErrorsByCategoryAndAttempts() {
		this.runner.run((context) -> {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			MeterRegistry meters = context.getBean(MeterRegistry.class);

			failing(tracer.llm("groq", "llama").retry(THREE), 2, new ConnectException());
			assertThatThrownBy(
					() -> failing(tracer.llm("groq", "llama").retry(THREE), 9, new SocketTimeoutException()));
			assertThatThrownBy(
					() -> failing(tracer.llm("groq", "llama").retry(THREE), 9, new IllegalStateException("A mistake")));
			assertThatThrownBy(() -> failing(tracer.tool("search").retry(THREE), 9, new ConnectException()));

			assertThat(count(meters, "gai.llm.retries", "provider", "groq", "model", "llama")).isEqualTo(4);
			assertThat(count(meters, "gai.llm.recovered", "provider", "groq", "model", "llama")).isEqualTo(1);
			assertThat(count(meters, "gai.llm.exhausted", "provider", "groq", "model", "llama")).isEqualTo(1);
			assertThat(count(meters, "gai.llm.errors", "category", "timeout", "model", "llama")).isEqualTo(1);
			assertThat(count(meters, "gai.llm.errors", "category", "internal", "model", "llama")).isEqualTo(1);
			assertThat(meters.get("gai.llm.errors").counters()).hasSize(2);
		});
	}

	@Test
	void boundsTheNumberOfModels() {
		this.runner.run((context) -> {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			MeterRegistry meters = context.getBean(MeterRegistry.class);

			for (int i = 0; i < 320; i++) {
				int number = i;
				assertThatThrownBy(
						() -> failing(tracer.llm(null, "m" + number + "x".repeat(200)), 9, new ConnectException()));
			}

			assertThat(meters.get("gai.llm.errors").counters()).hasSize(301);
			assertThat(count(meters, "gai.llm.errors", "model", "other")).isEqualTo(20);
			assertThat(meters.get("gai.llm.errors").counters()).extracting(Meter::getId)
				.allSatisfy((id) -> assertThat(id.getTag("model")).hasSizeLessThanOrEqualTo(100));
			assertThat(count(meters, "gai.llm.errors", "provider", "none")).isEqualTo(300);
		});
	}

	@Test
	void backsOffAndDoesWithoutARegistry() {
		this.runner.withBean("own", FailureMeters.class, () -> new FailureMeters(new SimpleMeterRegistry()))
			.run((context) -> assertThat(context).hasSingleBean(FailureMeters.class).hasBean("own"));
		this.runner.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(FailureMeters.class));
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(BraintrustFailureMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FailureMeters.class));
		new ApplicationContextRunner().withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.withConfiguration(AutoConfigurations.of(BraintrustFailureMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("braintrustFailureMeters"));
	}

	/** Observations that somebody listens to: others are not made. */
	private static ObservationRegistry observations() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((context) -> true);
		return registry;
	}

	private static void failing(GenAiCall call, int failures, Exception error) throws Exception {
		AtomicInteger calls = new AtomicInteger();
		call.<String, Exception>call((span) -> {
			if (calls.incrementAndGet() <= failures) {
				throw error;
			}
			return "fine";
		});
	}

	private static double count(MeterRegistry meters, String name, String... tags) {
		return List.copyOf(meters.get(name).tags(tags).counters())
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

}

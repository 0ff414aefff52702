package dev.gai.braintrust.resilience;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.autoconfigure.BraintrustAutoConfiguration;
import dev.gai.braintrust.autoconfigure.BraintrustResilienceAutoConfiguration;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.FailedAttempt;
import dev.gai.braintrust.trace.record.RetryHistory;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.resilience.annotation.EnableResilientMethods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Attempts of Spring's and Resilience4j's, on the span of the call around them.
 */
@Tag("application")
class OthersAttemptsTests {

	private final Traces traces = new Traces();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(BraintrustAutoConfiguration.class, BraintrustResilienceAutoConfiguration.class))
		.withBean("genAiTracer", GenAiTracer.class, this.traces::tracer)
		.withPropertyValues("gai.braintrust.api-key=");

	@Test
	void recordsTheAttemptsOfARetryableMethodAsOneCall() {
		this.runner.withUserConfiguration(Resilient.class).run((context) -> {
			assertThat(context.getBean(RetryableLlm.class).ask(2)).isEqualTo("fine");

			assertThat(this.traces.names()).containsExactly("attempt 1", "attempt 2", "chat m");
			assertThat(this.traces.named("chat m").record().error()).isNull();
			assertThat(attempts().failed()).extracting(FailedAttempt::number).containsExactly(1, 2);
			assertThat(attempts().failed().get(0).error()).isInstanceOf(ConnectException.class);
			assertThat(attempts().exhausted()).isFalse();
		});
	}

	@Test
	void recordsThatARetryableMethodIsGivenUp() {
		this.runner.withUserConfiguration(Resilient.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(RetryableLlm.class).ask(9)).isInstanceOf(ConnectException.class);

			assertThat(attempts().failedCount()).isEqualTo(3);
			assertThat(attempts().exhausted()).isTrue();
			assertThat(this.traces.named("chat m").record().error()).hasMessage("attempt 3");
		});
	}

	@Test
	void doesNotCallAMethodExhaustedThatIsNotRetried() {
		this.runner.withUserConfiguration(Resilient.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(RetryableLlm.class).mistake())
				.isInstanceOf(IllegalArgumentException.class);

			assertThat(attempts().failedCount()).isEqualTo(1);
			assertThat(attempts().exhausted()).isFalse();
		});
	}

	@Test
	void recordsTheAttemptsOfARetryTemplateBesideItsOwnListener() {
		this.runner.withUserConfiguration(Templates.class).run((context) -> {
			RetryTemplate template = context.getBean(RetryTemplate.class);
			Flaky flaky = new Flaky(2);

			String answer = this.traces.tracer().llm("p", "m").call((span) -> template.invoke(flaky));

			assertThat(answer).isEqualTo("fine");
			assertThat(attempts().maxAttempts()).isEqualTo(4);
			assertThat(attempts().failed()).extracting(FailedAttempt::number).containsExactly(1, 2);
			assertThat(attempts().failed().get(1).start()).isAfterOrEqualTo(attempts().failed().get(0).end());
			assertThat(context.getBean(Heard.class).executions).hasSize(3);
		});
	}

	@Test
	void recordsThatARetryTemplateGivesUp() {
		this.runner.withUserConfiguration(Templates.class).run((context) -> {
			RetryTemplate template = context.getBean(RetryTemplate.class);

			assertThatThrownBy(() -> this.traces.tracer().llm("p", "m").call((span) -> template.invoke(new Flaky(9))));

			assertThat(attempts().failedCount()).isEqualTo(4);
			assertThat(attempts().exhausted()).isTrue();
		});
	}

	@Test
	void recordsThatARetryTemplateHasNoTimeLeft() {
		this.runner
			.withBean(RetryTemplate.class,
					() -> new RetryTemplate(
							RetryPolicy.builder().delay(Duration.ofSeconds(20)).timeout(Duration.ofSeconds(1)).build()))
			.run((context) -> {
				RetryTemplate template = context.getBean(RetryTemplate.class);

				assertThatThrownBy(
						() -> this.traces.tracer().llm("p", "m").call((span) -> template.invoke(new Flaky(9))));

				assertThat(attempts().failedCount()).isEqualTo(1);
				assertThat(attempts().exhausted()).isTrue();
			});
	}

	@Test
	void recordsTheAttemptsOfResilience4j() {
		this.runner.withBean(RetryRegistry.class, OthersAttemptsTests::registry).run((context) -> {
			Retry retry = context.getBean(RetryRegistry.class).retry("early");

			this.traces.tracer().llm("p", "m").call((span) -> retry.executeSupplier(new Flaky(2)));

			assertThat(attempts().maxAttempts()).isEqualTo(3);
			assertThat(attempts().failed()).extracting(FailedAttempt::waited)
				.containsExactly(Duration.ofMillis(1), Duration.ofMillis(1));
			assertThat(attempts().exhausted()).isFalse();
		});
	}

	@Test
	void recordsTheAttemptsOfARetryThatIsRegisteredLater() {
		this.runner.withBean(RetryRegistry.class, OthersAttemptsTests::registry).run((context) -> {
			Retry retry = context.getBean(RetryRegistry.class).retry("late");

			assertThatThrownBy(
					() -> this.traces.tracer().llm("p", "m").call((span) -> retry.executeSupplier(new Flaky(9))));

			assertThat(attempts().failedCount()).isEqualTo(3);
			assertThat(attempts().exhausted()).isTrue();
		});
	}

	@Test
	void recordsNothingWhereNoCallIsTraced() {
		this.runner.withUserConfiguration(Templates.class).run((context) -> {
			assertThat(context.getBean(RetryTemplate.class).invoke(new Flaky(1))).isEqualTo("fine");
			assertThat(this.traces.spans()).isEmpty();
		});
	}

	@Test
	void doesWithoutResilience4j() {
		this.runner.withClassLoader(new FilteredClassLoader("io.github.resilience4j")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("genAiResilience4jRecorder");
			assertThat(context).hasSingleBean(MethodRetryRecorder.class);
		});
	}

	@Test
	void doesNothingWhenSwitchedOff() {
		this.runner.withPropertyValues("gai.braintrust.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MethodRetryRecorder.class)
				.doesNotHaveBean(RetryTemplateBeanPostProcessor.class)
				.doesNotHaveBean(Resilience4jRecorder.class));
	}

	private RetryHistory attempts() {
		return this.traces.named("chat m").record().attempts();
	}

	private static RetryRegistry registry() {
		RetryRegistry registry = RetryRegistry
			.of(RetryConfig.custom().maxAttempts(3).waitDuration(Duration.ofMillis(1)).build());
		registry.retry("early");
		return registry;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableResilientMethods
	static class Resilient {

		@Bean
		RetryableLlm retryableLlm() {
			return new RetryableLlm();
		}

	}

	static class RetryableLlm {

		private final AtomicInteger calls = new AtomicInteger();

		@TracedLlmCall(provider = "p", model = "m")
		@org.springframework.resilience.annotation.Retryable(maxRetries = 2, delay = 1,
				excludes = IllegalArgumentException.class)
		String ask(int failures) throws ConnectException {
			int number = this.calls.incrementAndGet();
			if (number <= failures) {
				throw new ConnectException("attempt " + number);
			}
			return "fine";
		}

		@TracedLlmCall(provider = "p", model = "m")
		@org.springframework.resilience.annotation.Retryable(maxRetries = 2, delay = 1,
				excludes = IllegalArgumentException.class)
		String mistake() {
			throw new IllegalArgumentException("A mistake");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Templates {

		@Bean
		Heard heard() {
			return new Heard();
		}

		@Bean
		RetryTemplate retryTemplate(Heard heard) {
			RetryTemplate template = new RetryTemplate(
					RetryPolicy.builder().maxRetries(3).delay(Duration.ofMillis(1)).build());
			template.setRetryListener(heard);
			return template;
		}

	}

	static class Heard implements RetryListener {

		final List<RetryState> executions = new ArrayList<>();

		@Override
		public void onRetryableExecution(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
			this.executions.add(state);
		}

	}

	private static final class Flaky implements Supplier<String> {

		private final int failures;

		private int calls;

		Flaky(int failures) {
			this.failures = failures;
		}

		@Override
		public String get() {
			if (++this.calls <= this.failures) {
				throw new IllegalStateException("attempt " + this.calls);
			}
			return "fine";
		}

	}

}

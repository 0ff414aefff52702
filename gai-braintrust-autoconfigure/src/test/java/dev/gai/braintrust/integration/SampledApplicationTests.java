package dev.gai.braintrust.integration;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.delivery.ExportCounters.Counts;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.sampling.TraceKeeper;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.awaitility.Awaitility;
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
 * A whole application that sends a few of its traces: the properties of
 * {@code gai.braintrust.sampling} and beans of its own.
 */
@Tag("application")
class SampledApplicationTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void keepsErrorsUnlessToldOtherwise() {
		try (ConfigurableApplicationContext context = start("gai.braintrust.sampling.ratio=0")) {
			runAll(context);

			assertThat(braintrust.awaitSpans(3)).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent own", "invoke_agent failing", "execute_tool broken");
			assertThat(counts(context).unsampled()).isEqualTo(5);
		}
	}

	@Test
	void keepsWhatIsConfigured() {
		try (ConfigurableApplicationContext context = start("gai.braintrust.sampling.ratio=0",
				"gai.braintrust.sampling.keep.errors=false", "gai.braintrust.sampling.keep.slower-than=1h",
				"gai.braintrust.sampling.keep.costlier-than=0.10", "gai.braintrust.sampling.keep.retried=true",
				"gai.braintrust.sampling.rules[0].provider=vip", "gai.braintrust.sampling.rules[0].ratio=1.0")) {
			runAll(context);

			assertThat(braintrust.awaitSpans(6)).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent own", "chat costly", "chat important", "chat retried",
						"attempt 1", "slow");
			assertThat(counts(context).unsampled()).isEqualTo(2);
		}
	}

	private static void runAll(ConfigurableApplicationContext context) {
		GenAiTracer tracer = context.getBean(GenAiTracer.class);
		tracer.agent("own").run((agent) -> agent.metadata("user_id", "u-1"));
		tracer.agent("failing").run((agent) -> {
			try {
				tracer.tool("broken").run((tool) -> {
					throw new IllegalStateException("handled");
				});
			}
			catch (IllegalStateException ex) {
				agent.output("without tool");
			}
		});
		tracer.llm("p", "costly").run((llm) -> llm.cost(new BigDecimal("0.11")));
		tracer.llm("vip", "important").run((llm) -> llm.cost(new BigDecimal("0.01")));
		ActiveSpan retried = tracer.llm("p", "retried").start();
		retried.attemptFailed(1, new IllegalStateException("once"), Instant.now(), Instant.now(), Duration.ZERO);
		retried.completed("x");
		context.getBean(TracerProvider.class)
			.get("foreign")
			.spanBuilder("slow")
			.setStartTimestamp(1, TimeUnit.HOURS)
			.startSpan()
			.setAttribute("gen_ai.operation.name", "chat")
			.end(3, TimeUnit.HOURS);
		Awaitility.await().until(() -> counts(context).undecided() == 0 && counts(context).queued() == 0);
		context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
	}

	private static Counts counts(ConfigurableApplicationContext context) {
		return context.getBean(BraintrustExport.class).monitor().status().counts();
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		TraceKeeper firstUser() {
			return (trace) -> trace.spans()
				.stream()
				.anyMatch((span) -> List.of("u-1").contains(span.labels().metadata().get("user_id")));
		}

	}

}

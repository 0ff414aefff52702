package dev.gai.braintrust.integration;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/kubernetes.md} tells functions and jobs: an invocation that is frozen
 * when it returns flushes before, a job need only end.
 */
@Tag("application")
class FlushOnDemandTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void aFunctionFlushesBeforeItReturnsAndAJobWhenItEnds() {
		ConfigurableApplicationContext context = start();
		GenAiTracer tracer = context.getBean(GenAiTracer.class);
		SdkTracerProvider provider = context.getBean(SdkTracerProvider.class);

		tracer.llm("openai", "gpt-4o").run((span) -> span.output("first"));
		assertThat(braintrust.requests()).isEmpty();
		assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
		assertThat(braintrust.spans()).hasSize(1);

		tracer.tool("search").run((span) -> span.output("second"));
		assertThat(SpringApplication.exit(context)).isZero();
		assertThat(braintrust.spans()).extracting(SentSpan::name)
			.hasSize(2)
			.anyMatch((name) -> name.contains("search"));
	}

	@Test
	void aFlushSaysWhenNotAllArrivedAndEndsInTime() {
		try (ConfigurableApplicationContext context = start("--gai.braintrust.export.shutdown-timeout=100ms")) {
			braintrust.answers(WireMock.aResponse().withStatus(503));
			context.getBean(GenAiTracer.class).llm("openai", "gpt-4o").run((span) -> span.output("x"));

			CompletableResultCode flushed = context.getBean(SdkTracerProvider.class)
				.forceFlush()
				.join(10, TimeUnit.SECONDS);
			assertThat(flushed.isDone()).isTrue();
			assertThat(flushed.isSuccess()).isFalse();
		}
	}

	private static ConfigurableApplicationContext start(String... more) {
		String[] arguments = Stream.concat(
				Stream.concat(
						Stream.of(braintrust.properties())
							.filter((property) -> !property.contains("schedule-delay"))
							.map((property) -> "--" + property),
						Stream.of("--gai.braintrust.export.schedule-delay=1h")),
				Stream.of(more))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

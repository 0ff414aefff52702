package dev.gai.braintrust.integration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.delivery.ExportMonitor;
import dev.gai.braintrust.export.BraintrustExport;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one run of an application could not deliver, the next one does.
 */
@Tag("application")
class DurableApplicationTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "async", "sync" })
	void deliversAfterARestartWhatWasNotDeliveredBefore(String mode) {
		braintrust.answers(WireMock.aResponse().withStatus(503));
		try (ConfigurableApplicationContext context = run(mode)) {
			for (int i = 0; i < 20; i++) {
				context.getBean(GenAiTracer.class).tool("tool-" + i).run((span) -> span.output("done"));
			}
		}
		braintrust.answers(WireMock.aResponse().withStatus(200));

		try (ConfigurableApplicationContext context = run(mode)) {
			ExportMonitor monitor = context.getBean(BraintrustExport.class).monitor();
			Awaitility.await().untilAsserted(() -> assertThat(monitor.status().counts().delivered()).isEqualTo(20));

			assertThat(monitor.status().logProblem()).isNull();
			assertThat(monitor.status().counts().logged()).isZero();
			assertThat(braintrust.spans()).extracting(SentSpan::name)
				.containsOnly(IntStream.range(0, 20).mapToObj((i) -> "execute_tool tool-" + i).toArray(String[]::new));
		}
	}

	@Test
	void deliversUnderAnotherKeyOnlyWhatItIsToldThatKeyReplaces() {
		braintrust.answers(WireMock.aResponse().withStatus(503));
		try (ConfigurableApplicationContext context = run("async")) {
			context.getBean(GenAiTracer.class).tool("before").run((span) -> span.output("done"));
		}
		braintrust.answers(WireMock.aResponse().withStatus(200));
		braintrust.forget();
		String other = "--gai.braintrust.api-key=sk-another-0123456789abcdef";
		String problem;

		try (ConfigurableApplicationContext context = run("async", "1s", other)) {
			context.getBean(GenAiTracer.class).tool("after").run((span) -> span.output("done"));
			braintrust.awaitSpan("execute_tool after");
			problem = context.getBean(BraintrustExport.class).monitor().status().logProblem();
			assertThat(problem).contains("under another API key");
		}
		assertThat(braintrust.spans()).extracting(SentSpan::name).containsExactly("execute_tool after");
		String fingerprint = problem.replaceAll("(?s).*adopt-from=([0-9a-f]{16}).*", "$1");

		try (ConfigurableApplicationContext context = run("async", "1s", other,
				"--gai.braintrust.export.spool.adopt-from=" + fingerprint)) {
			braintrust.awaitSpan("execute_tool before");
			assertThat(context.getBean(BraintrustExport.class).monitor().status().logProblem()).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "async", "sync" })
	void keepsASpanThatEndsWhileTheApplicationDoes(String mode) throws InterruptedException {
		braintrust.answers(WireMock.aResponse().withFixedDelay(5_000));
		ConfigurableApplicationContext context = run(mode, "3s");
		ActiveSpan late = context.getBean(GenAiTracer.class).agent("late").start();
		context.getBean(GenAiTracer.class).step("early").run((span) -> span.output("done"));
		Thread closing = new Thread(context::close);
		closing.start();
		// It waits for the answer to the first.
		Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
		late.completed("done");
		closing.join();
		braintrust.answers(WireMock.aResponse().withStatus(200));

		try (ConfigurableApplicationContext next = run(mode)) {
			ExportMonitor monitor = next.getBean(BraintrustExport.class).monitor();
			Awaitility.await().untilAsserted(() -> assertThat(monitor.status().counts().delivered()).isEqualTo(2));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "async", "sync" })
	void deliversAtOnceWhileBraintrustAnswers(String mode) {
		try (ConfigurableApplicationContext context = run(mode)) {
			context.getBean(GenAiTracer.class).step("plan").run((span) -> span.metadata("mode", mode));

			assertThat(braintrust.awaitSpan("step plan").metadata().path("mode").asString()).isEqualTo(mode);
		}
	}

	private ConfigurableApplicationContext run(String mode) {
		return run(mode, "1s");
	}

	private ConfigurableApplicationContext run(String mode, String shutdownTimeout, String... more) {
		String[] own = { "--spring.application.name=shop", "--gai.braintrust.export.spool.enabled=true",
				"--gai.braintrust.export.spool.directory=" + this.folder.resolve("spool"),
				"--gai.braintrust.export.spool.mode=" + mode,
				"--gai.braintrust.export.shutdown-timeout=" + shutdownTimeout };
		String[] server = Arrays.stream(braintrust.properties())
			.filter((property) -> !property.contains("spool") && Arrays.stream(more)
				.noneMatch((other) -> other.startsWith("--" + property.substring(0, property.indexOf('=')))))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(Stream.of(server, own, more).flatMap(Arrays::stream).toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

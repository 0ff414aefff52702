package dev.gai.braintrust.integration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.SpanTree;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where work begins in an application without requests: each time it does, there is one
 * trace of all its calls.
 */
@Tag("application")
class EntrancesTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static final Map<String, String> trees = new HashMap<>();

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		braintrust.answers(WireMock.aResponse().withStatus(200));
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("management.tracing.sampling.probability=0")
			.run();
		List<SentSpan> spans = braintrust.awaitSpans(9);
		spans.stream()
			.filter(SentSpan::isRoot)
			.forEach((root) -> trees.put(root.name(),
					SpanTree.of(spans.stream().filter((span) -> span.traceId().equals(root.traceId())).toList())));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Test
	void aScheduledMethodIsOneTrace() {
		assertThat(trees).containsEntry("Digest.send", """
				Digest.send
				  chat m
				  chat m
				""");
	}

	@Test
	void aRunnerIsOneTrace() {
		assertThat(trees).containsEntry("Import.run", """
				Import.run
				  chat m
				  chat m
				""").containsEntry("greeter.run", """
				greeter.run
				  chat m
				  chat m
				""");
		assertThat(context.getBean(Import.class)).isNotNull();
	}

	@Test
	void aJobIsOneTrace() throws Exception {
		context.getBean(JobOperator.class).start(context.getBean(Job.class), new JobParameters());

		assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
				nightly
				  chat m
				  chat m
				""");
	}

	@Test
	void aMessageIsOneTrace() {
		ReceiverContext<Map<String, String>> message = new ReceiverContext<>((carrier, key) -> carrier.get(key),
				Kind.CONSUMER);
		message.setCarrier(Map.of());
		message.setContextualName("orders process");
		Observation.createNotStarted("jms.message.process", () -> message, context.getBean(ObservationRegistry.class))
			.observe(() -> ask(context.getBean(GenAiTracer.class)));

		assertThat(SpanTree.of(braintrust.awaitSpans(3))).isEqualTo("""
				orders process
				  chat m
				  chat m
				""");
	}

	private static void ask(GenAiTracer tracer) {
		for (int i = 0; i < 2; i++) {
			tracer.llm("p", "m").run((call) -> {
			});
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@EnableBatchProcessing
	static class Application {

		@Bean
		Digest digest(GenAiTracer tracer) {
			return new Digest(tracer);
		}

		@Bean
		Import importer(GenAiTracer tracer) {
			return new Import(tracer);
		}

		@Bean
		CommandLineRunner greeter(GenAiTracer tracer) {
			return (arguments) -> ask(tracer);
		}

		@Bean
		Job nightly(JobRepository jobs, GenAiTracer tracer) {
			return new JobBuilder("nightly", jobs)
				.start(new StepBuilder("step", jobs).tasklet((contribution, chunk) -> {
					ask(tracer);
					return RepeatStatus.FINISHED;
				}).build())
				.build();
		}

	}

	static class Digest {

		private final GenAiTracer tracer;

		Digest(GenAiTracer tracer) {
			this.tracer = tracer;
		}

		@Scheduled(initialDelay = 0, fixedDelay = 3_600_000)
		void send() {
			ask(this.tracer);
		}

	}

	static class Import implements ApplicationRunner {

		private final GenAiTracer tracer;

		Import(GenAiTracer tracer) {
			this.tracer = tracer;
		}

		@Override
		public void run(ApplicationArguments arguments) {
			ask(this.tracer);
		}

	}

}

package dev.gai.braintrust.aspect;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.annotation.AgentStep;
import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

class TracedParentsTests {

	private final Traces traces = new Traces();

	@Test
	void nestsCallsAcrossPlainObservationsAndExecutors() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try (AnnotationConfigApplicationContext context = this.traces.beans(Agent.class, Tools.class)) {
			ExecutorService wrapped = ContextExecutorService.wrap(executor,
					ContextSnapshotFactory.builder().build()::captureAll);
			context.getBean(Agent.class).run(() -> {
				Observation.createNotStarted("http", this.traces.registry()).observe(() -> {
					GenAiSpan.current().metadata("seen", true);
					return context.getBean(Tools.class).llm();
				});
				return wrapped.submit(() -> context.getBean(Tools.class).step()).get(10, TimeUnit.SECONDS);
			});
		}
		finally {
			executor.shutdownNow();
		}
		EndedSpan agent = this.traces.named("invoke_agent run");
		assertThat(agent.metadata("seen")).isEqualTo(true);
		assertThat(this.traces.named("http").parentId()).isEqualTo(agent.id());
		assertThat(this.traces.named("chat m").parentId()).isEqualTo(this.traces.named("http").id());
		assertThat(this.traces.named("step step").parentId()).isEqualTo(agent.id());
		assertThat(agent.metadata("agent.steps_executed")).isEqualTo(1);
		assertThat(agent.metadata("agent.task_completed")).isEqualTo(true);
	}

	@Test
	void countsModelRoundsWhereThereAreNoSteps() throws Exception {
		try (AnnotationConfigApplicationContext context = this.traces.beans(Agent.class, Tools.class)) {
			Tools tools = context.getBean(Tools.class);
			context.getBean(Agent.class).run(() -> tools.llm() + tools.llm());
		}
		assertThat(this.traces.named("invoke_agent run").metadata("agent.steps_executed")).isEqualTo(2);
	}

	@Test
	void looksThroughObservationsThatAreSwitchedOff() throws Exception {
		this.traces.registry().observationConfig().observationPredicate((name, context) -> !name.equals("off"));
		try (AnnotationConfigApplicationContext context = this.traces.beans(Agent.class, Tools.class)) {
			context.getBean(Agent.class)
				.run(() -> Observation.createNotStarted("off", this.traces.registry()).observe(() -> {
					GenAiSpan.current().metadata("seen", true);
					return context.getBean(Tools.class).llm();
				}));
		}
		EndedSpan agent = this.traces.named("invoke_agent run");
		assertThat(agent.metadata("seen")).isEqualTo(true);
		assertThat(agent.metadata("agent.steps_executed")).isEqualTo(1);
		assertThat(this.traces.named("chat m").parentId()).isEqualTo(agent.id());
	}

	@Test
	void staysInsideOfAsynchronousMethodsAndOutsideOfRetries() throws Exception {
		try (AnnotationConfigApplicationContext context = this.traces.beans(AsyncConfiguration.class, Agent.class,
				AsyncTools.class)) {
			AsyncTools tools = context.getBean(AsyncTools.class);
			CompletableFuture<String> done = new CompletableFuture<>();
			context.getBean(Agent.class).run(() -> {
				assertThat(tools.future().get(10, TimeUnit.SECONDS)).isEqualTo("later");
				tools.background(done);
				assertThat(done.get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread().getName());
				return tools.flaky();
			});
		}
		this.traces.await("execute_tool background");
		String agent = this.traces.named("invoke_agent run").id();
		assertThat(this.traces.names()).filteredOn("execute_tool flaky"::equals).hasSize(1);
		assertThat(this.traces.named("execute_tool flaky").output()).isEqualTo("third");
		assertThat(this.traces.named("execute_tool flaky").parentId()).isEqualTo(agent);
		assertThat(this.traces.named("execute_tool future").parentId()).isEqualTo(agent);
		assertThat(this.traces.named("execute_tool background").parentId()).isEqualTo(agent);
		assertThat(this.traces.named("execute_tool background").metadata("seen")).isEqualTo(true);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@EnableResilientMethods
	static class AsyncConfiguration {

		@Bean
		AsyncTaskExecutor taskExecutor() {
			SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
			executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
			return executor;
		}

	}

	static class AsyncTools {

		private int attempts;

		@Async
		@AgentTool
		public CompletableFuture<String> future() {
			return CompletableFuture.completedFuture("later");
		}

		@Async
		@AgentTool
		public void background(CompletableFuture<String> done) {
			GenAiSpan.current().metadata("seen", true);
			done.complete(Thread.currentThread().getName());
		}

		@AgentTool
		@Retryable(maxRetries = 3, delay = 1)
		public String flaky() {
			if (++this.attempts < 3) {
				throw new IllegalStateException();
			}
			return "third";
		}

	}

	static class Agent {

		@TracedAgent
		Object run(Callable<Object> work) throws Exception {
			return work.call();
		}

	}

	static class Tools {

		@TracedLlmCall(model = "m")
		String llm() {
			return "answer";
		}

		@AgentStep
		String step() {
			return "done";
		}

	}

}

package dev.gai.braintrust.aspect;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.LlmRetry;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.FailedAttempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class RetriedMethodsTests {

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	private Llm llm;

	@BeforeEach
	void start() {
		System.setProperty("retry.delay", "2ms");
		this.context = this.traces.beans(Llm.class, Agent.class);
		this.llm = this.context.getBean(Llm.class);
	}

	@AfterEach
	void stop() {
		System.clearProperty("retry.delay");
		this.context.close();
		assertThat(this.traces.registry().getCurrentObservationScope()).isNull();
		assertThat(this.traces.otel().currentSpan()).isNull();
	}

	@Test
	void showsFailedAttemptsBelowTheSpanOfTheCall() throws Exception {
		assertThat(this.llm.value(2)).isEqualTo("fine");

		EndedSpan call = this.traces.named("chat m");
		assertThat(this.traces.names()).containsExactly("attempt 1", "attempt 2", "chat m");
		assertThat(this.traces.named("attempt 1").parentId()).isEqualTo(call.id());
		assertThat(this.traces.named("attempt 2").parentId()).isEqualTo(call.id());
		assertThat(call.record().error()).isNull();
		assertThat(call.output()).isEqualTo("fine");
		assertThat(call.record().attempts().maxAttempts()).isEqualTo(3);
		assertThat(call.record().attempts().failed()).extracting(FailedAttempt::waited)
			.containsExactly(Duration.ofMillis(1), Duration.ofMillis(2));
		assertThat(call.record().attempts().exhausted()).isFalse();
	}

	@Test
	void throwsTheLastErrorWhenAttemptsAreUsedUp() throws Exception {
		assertThatThrownBy(() -> this.llm.value(3)).isInstanceOf(ConnectException.class).hasMessage("attempt 3");

		EndedSpan call = this.traces.named("chat m");
		assertThat(call.record().error()).hasMessage("attempt 3");
		assertThat(call.record().errorClassification().category()).isEqualTo(ErrorCategory.NETWORK);
		assertThat(call.record().attempts().failedCount()).isEqualTo(3);
		assertThat(call.record().attempts().exhausted()).isTrue();
	}

	@Test
	void runsEachAttemptInsideOfTheSpan() throws Exception {
		this.llm.value(2);

		assertThat(this.llm.seen()).hasSize(3).containsOnly(this.traces.named("chat m").id());
	}

	@Test
	void callsAStageAgain() throws Exception {
		assertThat(this.llm.stage(2).get()).isEqualTo("fine");

		EndedSpan call = this.traces.await("chat m");
		assertThat(this.traces.names()).contains("attempt 1", "attempt 2");
		assertThat(this.llm.seen()).hasSize(3).containsOnly(call.id());
		assertThat(call.output()).isEqualTo("fine");
	}

	@Test
	void callsForAStreamAgainUntilItIsThere() throws Exception {
		try (Stream<String> stream = this.llm.stream(2)) {
			assertThat(stream.toList()).containsExactly("a", "b");
		}

		assertThat(this.traces.named("chat m").output()).isEqualTo("ab");
		assertThat(this.traces.names()).contains("attempt 2");
	}

	@Test
	void subscribesToAMonoAgainWithinTheSpanThatTheSubscriptionBelongsTo() throws Exception {
		assertThat(this.llm.mono(2).block()).isEqualTo("fine");

		EndedSpan call = this.traces.await("chat m");
		assertThat(this.traces.names()).containsExactly("attempt 1", "attempt 2", "chat m");
		assertThat(this.llm.seen()).hasSize(3).containsOnly(call.id());
	}

	@Test
	void subscribesToAFluxAgainBeforeItsFirstElement() throws Exception {
		assertThat(this.llm.flux(2).collectList().block()).containsExactly("a", "b");

		EndedSpan call = this.traces.await("chat m");
		assertThat(call.output()).isEqualTo("ab");
		assertThat(this.llm.seen()).hasSize(3).containsOnly(call.id());
		assertThat(this.traces.names()).contains("attempt 1", "attempt 2");
	}

	@Test
	void keepsTheSpanOfAPublisherBelowTheAgentThatCalls() throws Exception {
		this.context.getBean(Agent.class).run();

		EndedSpan agent = this.traces.await("invoke_agent a");
		assertThat(this.traces.named("chat m").parentId()).isEqualTo(agent.id());
		assertThat(this.traces.named("attempt 1").parentId()).isEqualTo(this.traces.named("chat m").id());
	}

	@Test
	void callsAToolAgain() throws Exception {
		assertThat(this.llm.tool(1)).isEqualTo("fine");
		assertThat(this.traces.named("execute_tool t").record().attempts().failedCount()).isEqualTo(1);
	}

	@Test
	void callsAToolFailedThatFailsForAReasonOfItsOwn() throws Exception {
		assertThatThrownBy(() -> this.llm.brokenTool()).isInstanceOf(IllegalStateException.class);

		EndedSpan tool = this.traces.named("execute_tool broken");
		assertThat(tool.record().errorClassification().category()).isEqualTo(ErrorCategory.TOOL_FAILED);
		assertThat(tool.record().errorClassification().retryable()).isFalse();
		assertThat(tool.record().attempts().failedCount()).isEqualTo(1);
		assertThat(tool.record().attempts().exhausted()).isFalse();
	}

	@Test
	void takesDurationsFromPropertiesAndArguments() throws Exception {
		this.llm.templated("3ms", 2);

		assertThat(this.traces.named("chat m").record().attempts().failed()).extracting(FailedAttempt::waited)
			.containsExactly(Duration.ofMillis(2), Duration.ofMillis(3));
	}

	@Test
	void saysOnceThatADurationCannotBeRead(CapturedOutput output) throws Exception {
		assertThat(this.llm.mistaken(0)).isEqualTo("fine");
		assertThat(this.llm.mistaken(0)).isEqualTo("fine");

		assertThat(output.toString())
			.containsOnlyOnce("@LlmRetry(delay = \"soon\") of " + Llm.class.getName() + ".mistaken is invalid")
			.containsOnlyOnce("@LlmRetry(multiplier = 0.5) of " + Llm.class.getName() + ".mistaken is invalid");
		assertThat(this.traces.named("chat m").record().attempts().maxAttempts()).isEqualTo(2);
	}

	@Test
	void doesNotCallAgainWithoutBeingTold() throws Exception {
		assertThatThrownBy(() -> this.llm.once(1)).isInstanceOf(ConnectException.class);

		assertThat(this.traces.names()).containsExactly("chat m");
		assertThat(this.traces.only().record().attempts().maxAttempts()).isNull();
	}

	static class Llm {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final AtomicInteger calls = new AtomicInteger();

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		String value(int failures) throws ConnectException {
			attempt(failures);
			return "fine";
		}

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		CompletableFuture<String> stage(int failures) {
			try {
				attempt(failures);
				return CompletableFuture.completedFuture("fine");
			}
			catch (ConnectException ex) {
				return CompletableFuture.failedFuture(ex);
			}
		}

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		Stream<String> stream(int failures) throws ConnectException {
			attempt(failures);
			return Stream.of("a", "b");
		}

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		Mono<String> mono(int failures) {
			return Mono.fromCallable(() -> {
				attempt(failures);
				return "fine";
			});
		}

		@TracedLlmCall(provider = "p", model = "m", retry = @LlmRetry(maxAttempts = 3, delay = "1ms"))
		Flux<String> flux(int failures) {
			return Flux.defer(() -> {
				try {
					attempt(failures);
					return Flux.just("a", "b");
				}
				catch (ConnectException ex) {
					return Flux.error(ex);
				}
			});
		}

		@AgentTool(name = "t", retry = @LlmRetry(maxAttempts = 2, delay = "0s"))
		String tool(int failures) throws ConnectException {
			attempt(failures);
			return "fine";
		}

		@AgentTool(name = "broken", retry = @LlmRetry(maxAttempts = 2, delay = "0s"))
		String brokenTool() {
			throw new IllegalStateException("No such row");
		}

		@TracedLlmCall(provider = "p", model = "m",
				retry = @LlmRetry(maxAttempts = 3, delay = "${retry.delay}", maxDelay = "#{#longest}"))
		String templated(String longest, int failures) throws ConnectException {
			attempt(failures);
			return "fine";
		}

		@TracedLlmCall(provider = "p", model = "m",
				retry = @LlmRetry(maxAttempts = 2, delay = "soon", multiplier = 0.5))
		String mistaken(int failures) throws ConnectException {
			attempt(failures);
			return "fine";
		}

		@TracedLlmCall(provider = "p", model = "m")
		String once(int failures) throws ConnectException {
			attempt(failures);
			return "fine";
		}

		List<String> seen() {
			return this.seen;
		}

		private void attempt(int failures) throws ConnectException {
			this.seen.add(String.valueOf(GenAiSpan.current().spanId()));
			int number = this.calls.incrementAndGet();
			if (number <= failures) {
				throw new ConnectException("attempt " + number);
			}
		}

	}

	static class Agent {

		private final Llm llm;

		Agent(Llm llm) {
			this.llm = llm;
		}

		@TracedAgent(name = "a")
		String run() {
			return this.llm.mono(1).block();
		}

	}

}

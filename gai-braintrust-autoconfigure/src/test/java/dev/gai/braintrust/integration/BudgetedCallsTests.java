package dev.gai.braintrust.integration;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.cost.budget.BudgetExceededEvent;
import dev.gai.braintrust.cost.budget.BudgetExceededException;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.CallGate;
import dev.gai.braintrust.trace.GenAiContext;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.usage.LlmCallCompletedEvent;
import dev.gai.braintrust.usage.UsageLedger;
import io.opentelemetry.proto.trace.v1.Status;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A whole application whose budget of each user is spent.
 */
@Tag("application")
class BudgetedCallsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private ConfigurableApplicationContext context;

	private Model model;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties(braintrust.properties())
			.properties("gai.braintrust.cost.budgets[0].name=per user", "gai.braintrust.cost.budgets[0].limit-usd=0.01",
					"gai.braintrust.cost.budgets[0].window=1h", "gai.braintrust.cost.budgets[0].by=metadata.user_id",
					"gai.braintrust.cost.budgets[0].action=block", "gai.braintrust.cost.budgets[1].name=all",
					"gai.braintrust.cost.budgets[1].limit-usd=0.005", "gai.braintrust.cost.budgets[1].action=health")
			.run();
		this.model = this.context.getBean(Model.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void refusesAnnotatedMethodsOfEveryReturnTypeBeforeTheyRun() {
		assertThat(this.model.ask("ann")).isEqualTo("answer");
		int made = this.model.made();

		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> this.model.ask("ann"))
			.withMessageContaining("{metadata.user_id=ann}");
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> this.model.stream("ann"));
		CompletionStage<String> stage = this.model.later("ann");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> stage.toCompletableFuture().join())
			.withCauseInstanceOf(BudgetExceededException.class);
		StepVerifier.create(this.model.mono("ann")).verifyError(BudgetExceededException.class);
		StepVerifier.create(this.model.flux("ann")).verifyError(BudgetExceededException.class);
		assertThat(this.model.made()).isEqualTo(made);

		assertThat(this.model.ask("bob")).isEqualTo("answer");
	}

	@Test
	void refusesPublishersAlsoWhereACallIsGoingOnAndWhenTheyAreAskedAgain() {
		Mono<String> twice = this.model.mono("ann");
		StepVerifier.create(twice).expectNext("answer").verifyComplete();
		StepVerifier.create(twice).verifyError(BudgetExceededException.class);
		int made = this.model.made();

		GenAiTracer tracer = this.context.getBean(GenAiTracer.class);
		tracer.span("around").run((span) -> {
			assertThatCode(() -> this.model.flux("ann")).doesNotThrowAnyException();
			StepVerifier.create(this.model.flux("ann")).verifyError(BudgetExceededException.class);
			StepVerifier.create(this.model.mono("ann")).verifyError(BudgetExceededException.class);
		});
		assertThat(this.model.made()).isEqualTo(made);
	}

	@Test
	void refusesCallsOfTheTracerAndAsksTheGateForOthers() {
		GenAiTracer tracer = this.context.getBean(GenAiTracer.class);
		this.model.ask("ann");

		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(
				() -> tracer.llm("openai", "gpt-4o").with((span) -> span.metadata("user_id", "ann")).run((span) -> {
					throw new AssertionError("The call was made");
				}));
		assertThat(this.context.getBeansOfType(CallGate.class)).hasSize(1);
	}

	@Test
	void countsACallForTheUserOfTheContext() {
		GenAiTracer tracer = this.context.getBean(GenAiTracer.class);
		for (String user : List.of("eve", "fay")) {
			try (GenAiContext.Scope scope = GenAiContext.session("s-1").user(user).open()) {
				tracer.llm("openai", "gpt-4o").run((span) -> span.usage(4000, 1000));
				assertThatExceptionOfType(BudgetExceededException.class)
					.isThrownBy(() -> tracer.llm("openai", "gpt-4o").run((span) -> {
						throw new AssertionError("The call was made");
					}))
					.withMessageContaining("{metadata.user_id=" + user + "}");
			}
		}
		assertThat(braintrust.awaitSpans(4))
			.allSatisfy((span) -> assertThat(span.metadata().path("session_id").asString()).isEqualTo("s-1"));
	}

	@Test
	void countsACallForWhomAMethodAroundItNames() {
		Agent agent = this.context.getBean(Agent.class);
		agent.run("carl");

		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> agent.run("carl"));
		agent.run("dora");
	}

	@Test
	void leavesASpanThatSaysWhyAndCountsNoRequest() {
		this.model.ask("ann");
		assertThatExceptionOfType(BudgetExceededException.class).isThrownBy(() -> this.model.ask("ann"));

		List<SentSpan> spans = braintrust.awaitSpans(2);
		SentSpan refused = spans.stream()
			.filter((span) -> span.span().getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
			.findFirst()
			.orElseThrow();
		assertThat(refused.name()).isEqualTo("chat gpt-4o");
		assertThat(refused.span().getStatus().getMessage()).contains("is spent, the call was not made");
		assertThat(refused.metadata().path("error.category").asString()).isEqualTo("quota_exceeded");
		assertThat(refused.metadata().path("error.retryable").asBoolean(true)).isFalse();
		assertThat(refused.metrics().has("estimated_cost")).isFalse();
		assertThat(refused.metadata().has("cost.unavailable")).isFalse();
		assertThat(this.context.getBean(UsageLedger.class).report().all().total().requests()).isEqualTo(1);
	}

	@Test
	void saysOnTheSpanWhyACallHasNoCost() {
		this.context.getBean(GenAiTracer.class).llm("ollama", "home-made").run((span) -> span.usage(10, 5));

		SentSpan span = braintrust.awaitSpans(1).get(0);
		assertThat(span.metadata().path("cost.unavailable").asString()).isEqualTo("unknown_model");
		assertThat(span.metrics().has("estimated_cost")).isFalse();
		assertThat(span.metrics().path("prompt_tokens").asInt()).isEqualTo(10);
	}

	@Test
	void publishesEventsAndShowsTheBudgetOnTheHealthPage() {
		assertThat(reason()).doesNotContain("Budget");
		this.model.ask("ann");

		Awaitility.await().until(() -> this.model.events().size() == 3);
		LlmCallCompletedEvent call = this.model.events()
			.stream()
			.filter(LlmCallCompletedEvent.class::isInstance)
			.map(LlmCallCompletedEvent.class::cast)
			.findFirst()
			.orElseThrow();
		assertThat(call.call().costUsd()).isEqualByComparingTo(new BigDecimal("0.02"));
		assertThat(call.call().model()).isEqualTo("gpt-4o");
		assertThat(call.call().metadata()).containsEntry("user_id", "ann");
		assertThat(call.call().spanId()).isNotNull();
		assertThat(call.toString()).doesNotContain("answer").doesNotContain("question of");
		assertThat(this.model.events()).filteredOn(BudgetExceededEvent.class::isInstance).hasSize(2);
		assertThat(reason()).isEqualTo("Budget 'all' of 0.005 USD per day (UTC) is spent");
	}

	private String reason() {
		return String.valueOf(this.context.getBean("braintrustHealthIndicator", HealthIndicator.class)
			.health()
			.getDetails()
			.get("reason"));
	}

	static class Model {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final List<Object> events = new CopyOnWriteArrayList<>();

		@TracedLlmCall(provider = "openai", model = "gpt-4o", metadata = "user_id=#{#user}")
		String ask(String user) {
			return call("question of " + user);
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o", metadata = "user_id=#{#user}")
		Stream<String> stream(String user) {
			return Stream.of(call(user));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o", metadata = "user_id=#{#user}")
		CompletionStage<String> later(String user) {
			return CompletableFuture.completedFuture(call(user));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o", metadata = "user_id=#{#user}")
		Mono<String> mono(String user) {
			return Mono.fromCallable(() -> call(user));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o", metadata = "user_id=#{#user}")
		Flux<String> flux(String user) {
			return Flux.defer(() -> Flux.just(call(user)));
		}

		@TracedLlmCall(provider = "openai", model = "gpt-4o")
		String askForWhomever() {
			return call("anything");
		}

		int made() {
			return this.calls.size();
		}

		List<Object> events() {
			return this.events;
		}

		private String call(String user) {
			this.calls.add(user);
			GenAiSpan.current().usage(4000, 1000);
			return "answer";
		}

		@EventListener
		void heard(LlmCallCompletedEvent event) {
			this.events.add(event);
		}

		@EventListener
		void heard(BudgetExceededEvent event) {
			this.events.add(event);
		}

	}

	static class Agent {

		private final Model model;

		Agent(Model model) {
			this.model = model;
		}

		@TracedAgent(name = "assistant", metadata = "user_id=#{#user}")
		String run(String user) {
			return this.model.askForWhomever();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Model model() {
			return new Model();
		}

		@Bean
		Agent agent(Model model) {
			return new Agent(model);
		}

	}

}

package dev.gai.braintrust.aspect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.annotation.AgentTool;
import dev.gai.braintrust.annotation.TracedAgent;
import dev.gai.braintrust.annotation.TracedLlmCall;
import dev.gai.braintrust.testing.Garbage;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.usage.CompletedCall;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A publisher that does nothing before it is subscribed to is a call then, and as often
 * as it is.
 */
@Tag("thorough")
class ColdPublisherTests {

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	private Models models;

	@BeforeEach
	void start() {
		this.context = this.traces.beans(Models.class, Agents.class, Outer.class);
		this.models = this.context.getBean(Models.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
		assertThat(this.traces.registry().getCurrentObservationScope()).isNull();
	}

	@Test
	void countsNothingThatIsBuiltAndNeverAskedFor() {
		this.traces.tracer()
			.agent("outer")
			.run((span) -> Flux.just("a").switchIfEmpty(this.models.answer("fallback")).blockLast());

		assertThat(this.traces.calls()).isEmpty();
		assertThat(this.traces.names()).containsExactly("invoke_agent outer");
	}

	@Test
	void startsTheSecondOfTwoStreamsWhenTheFirstHasEnded() {
		this.traces.tracer()
			.agent("outer")
			.run((span) -> Flux.concat(this.models.slow("first"), this.models.slow("second")).blockLast());

		EndedSpan first = this.traces.spans().get(0);
		EndedSpan second = this.traces.spans().get(1);
		assertThat(second.data().getStartEpochNanos()).isGreaterThanOrEqualTo(first.data().getEndEpochNanos());
		assertThat(second.parentId()).isEqualTo(this.traces.named("invoke_agent outer").id());
	}

	@Test
	void countsEachSubscription() {
		this.traces.tracer().agent("outer").run((span) -> {
			Flux<String> answer = this.models.answer("q");
			answer.blockLast();
			answer.blockLast();
		});

		assertThat(this.traces.calls()).hasSize(2);
	}

	@Test
	void belongsToWhereItWasBuiltIfNothingIsKnownWhereItIsAskedFor() {
		this.traces.tracer()
			.agent("outer")
			.run((span) -> this.models.answer("q").subscribeOn(Schedulers.boundedElastic()).blockLast());

		assertThat(this.traces.await("chat m").parentId()).isEqualTo(this.traces.await("invoke_agent outer").id());
	}

	@Test
	void keepsBelowAMethodWhatItDoesBeforeItReturns() {
		this.context.getBean(Agents.class).looksUpFirst().block();

		String agent = this.traces.await("invoke_agent looksUpFirst").id();
		assertThat(this.traces.named("execute_tool lookUp").parentId()).isEqualTo(agent);
		assertThat(this.traces.named("chat m").parentId()).isEqualTo(agent);
		assertThat(this.traces.named("invoke_agent looksUpFirst").metadata("note")).isEqualTo("written early");
	}

	@Test
	void keepsBelowAMethodWhatItDidEvenIfItsResultIsNeverAskedFor() {
		this.context.getBean(Agents.class).looksUpFirst();

		EndedSpan tool = this.traces.named("execute_tool lookUp");
		Garbage.collectUntil(() -> this.traces.names().contains("invoke_agent looksUpFirst"));
		assertThat(tool.parentId()).isEqualTo(this.traces.named("invoke_agent looksUpFirst").id());
		assertThat(this.traces.named("invoke_agent looksUpFirst").record().failure().cancelled()).isFalse();
		assertThat(this.traces.calls()).isEmpty();
	}

	@Test
	void countsNoRequestOfAMethodThatEmbedsAndIsNeverAskedFor() {
		this.context.getBean(Agents.class).embedsFirst();

		Garbage.collectUntil(() -> this.traces.names().contains("embedsFirst"));
		assertThat(this.traces.calls()).extracting(CompletedCall::operation).containsExactly("embeddings");
	}

	@Test
	void nestsMethodsThatDoSomethingBeforeTheyReturn() {
		this.context.getBean(Outer.class).nested().block();

		String outer = this.traces.await("invoke_agent nested").id();
		String inner = this.traces.await("invoke_agent looksUpFirst").id();
		assertThat(this.traces.named("invoke_agent looksUpFirst").parentId()).isEqualTo(outer);
		assertThat(this.traces.named("execute_tool lookUp").parentId()).isEqualTo(inner);
	}

	@Test
	void measuresAProgrammaticStreamFromWhenItIsAskedFor() throws Exception {
		Flux<Map<String, Object>> built = this.traces.tracer()
			.llm("p", "m")
			.call((span) -> Flux.just(Map.<String, Object>of("text", "a")));
		long asked = System.currentTimeMillis() + 20;
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> System.currentTimeMillis() >= asked);
		built.blockLast();

		EndedSpan span = this.traces.named("chat m");
		assertThat(span.record().placement().times().start(0) / 1_000_000).isGreaterThanOrEqualTo(asked);
		assertThat(span.record().duration())
			.isLessThan(Duration.ofNanos(span.data().getEndEpochNanos() - span.data().getStartEpochNanos()));
	}

	@Test
	void countsNoProgrammaticStreamThatIsNeverAskedFor() {
		this.traces.tracer().llm("p", "m").call((span) -> Flux.just("a"));

		Garbage.collectUntil(() -> this.traces.names().contains("chat m"));
		assertThat(this.traces.calls()).isEmpty();
		assertThat(this.traces.spans().get(0).record().placement().isLeftOut()).isTrue();
	}

	@Test
	void waitsForNoneThatIsBuiltWithinACallAndNeverAskedFor() {
		this.traces.tracer().agent("outer").run((agent) -> this.traces.tracer().llm("p", "own").call((span) -> {
			this.traces.tracer().llm("p", "never").call((inner) -> Flux.just("a"));
			return answer("own", 5);
		}));

		assertThat(this.traces.calls()).extracting(CompletedCall::model).containsExactly("own");
		assertThat(this.traces.named("invoke_agent outer").record().below().inputTokens()).isEqualTo(5);
	}

	@Test
	void countsWhatIsAskedForAfterTheCallThatBuiltItAtAllThatIsStillAround() {
		AtomicReference<Flux<Object>> built = new AtomicReference<>();
		this.traces.tracer().agent("outer").run((agent) -> {
			this.traces.tracer().llm("p", "own").call((span) -> {
				built.set(this.traces.tracer().llm("p", "later").call((inner) -> Flux.just(answer("later", 7))));
				return answer("own", 5);
			});
			built.get().blockLast();
		});

		assertThat(this.traces.calls()).extracting(CompletedCall::model).containsExactly("own", "later");
		assertThat(this.traces.named("invoke_agent outer").record().below().inputTokens()).isEqualTo(12);
	}

	private static Object answer(String model, int input) {
		return Map.of("id", "chatcmpl-" + model, "model", model, "choices",
				List.of(Map.of("index", 0, "message", Map.of("role", "assistant", "content", "Hello"))), "usage",
				Map.of("prompt_tokens", input, "completion_tokens", 1));
	}

	static class Models {

		@TracedLlmCall(model = "m")
		Flux<String> answer(String question) {
			return Flux.just("a", "b");
		}

		@TracedLlmCall(model = "m")
		Flux<String> slow(String question) {
			return Flux.just("a", "b").delayElements(Duration.ofMillis(5));
		}

		@TracedLlmCall(model = "e", operation = "embeddings")
		String embed() {
			return "1.0";
		}

		@AgentTool
		String lookUp() {
			return "found";
		}

	}

	static class Agents {

		private final Models models;

		Agents(Models models) {
			this.models = models;
		}

		@TracedAgent
		Mono<List<String>> looksUpFirst() {
			GenAiSpan.current().metadata("note", "written early");
			this.models.lookUp();
			return this.models.answer("q").collectList();
		}

		@TracedLlmCall(model = "m")
		Flux<String> embedsFirst() {
			this.models.embed();
			return Flux.just("a");
		}

	}

	static class Outer {

		private final Agents agents;

		Outer(Agents agents) {
			this.agents = agents;
		}

		@TracedAgent
		Mono<List<String>> nested() {
			return this.agents.looksUpFirst();
		}

	}

}

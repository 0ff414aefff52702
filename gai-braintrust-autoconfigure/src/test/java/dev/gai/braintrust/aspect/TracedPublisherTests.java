package dev.gai.braintrust.aspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.gai.braintrust.aspect.PublishingTools.Agent;
import dev.gai.braintrust.aspect.PublishingTools.Tools;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class TracedPublisherTests {

	private final PublishingTools publishingTools = new PublishingTools();

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	@BeforeEach
	void start() {
		this.context = this.traces.beans(Tools.class, Agent.class);
		this.publishingTools.tools = this.context.getBean(Tools.class);
	}

	@AfterEach
	void stop() {
		Hooks.disableAutomaticContextPropagation();
		this.context.close();
		assertThat(this.traces.registry().getCurrentObservationScope()).isNull();
		assertThat(this.traces.otel().currentSpan()).isNull();
	}

	@Test
	void recordsTheValueOfAMono() {
		assertThat(this.publishingTools.tools.mono(Mono.just("a")).block()).isEqualTo("a");
		assertThat(this.traces.only().output()).isEqualTo("a");
	}

	@Test
	void recordsAnEmptyMono() {
		assertThat(this.publishingTools.tools.mono(Mono.empty()).block()).isNull();
		assertThat(this.traces.only().output()).isNull();
		assertThat(this.traces.only().record().failure().cancelled()).isFalse();
	}

	@Test
	void recordsTheErrorOfAMono() {
		IllegalStateException error = new IllegalStateException();
		StepVerifier.create(this.publishingTools.tools.mono(Mono.error(error)))
			.verifyErrorMatches((seen) -> seen == error);
		assertThat(this.traces.only().record().error()).isSameAs(error);
	}

	@Test
	void marksACancelledMono() {
		StepVerifier.create(this.publishingTools.tools.mono(Mono.never())).thenCancel().verify();
		assertThat(this.traces.only().record().failure().cancelled()).isTrue();
	}

	@Test
	void endsAMonoWithItsValueAndNotWithWhatIsDoneWithIt() {
		List<Integer> endedBefore = new ArrayList<>();
		this.publishingTools.tools.mono(Mono.just("a"))
			.doOnNext((value) -> endedBefore.add(this.traces.spans().size()))
			.block();
		assertThat(endedBefore).containsExactly(1);
		Flux.from(this.publishingTools.tools.mono(Mono.just("a"))).take(1).blockLast();
		assertThat(this.traces.spans()).hasSize(2)
			.allSatisfy((span) -> assertThat(span.record().failure().cancelled()).isFalse());
	}

	@Test
	void startsNothingWithoutASubscriber() {
		this.publishingTools.tools.mono(Mono.just("a"));
		this.publishingTools.tools.flux(Flux.just("a"));
		assertThat(this.traces.spans()).isEmpty();
	}

	@Test
	void startsNothingWithoutASubscriberInsideASpan() {
		this.traces.tracer().agent("outer").run((span) -> {
			this.publishingTools.tools.mono(Mono.just("a"));
			Mono.just("there")
				.switchIfEmpty(this.publishingTools.tools.mono(Mono.just("fallback")).cast(String.class))
				.block();
		});
		assertThat(this.traces.names()).containsExactly("invoke_agent outer");
	}

	@Test
	void makesASpanOfEachSubscription() {
		Mono<Object> mono = this.publishingTools.tools.mono(Mono.just("a"));
		mono.block();
		mono.block();
		this.traces.tracer().agent("outer").run((span) -> {
			Mono<Object> inside = this.publishingTools.tools.mono(Mono.just("b"));
			inside.block();
			inside.block();
		});
		assertThat(this.traces.names()).filteredOn("execute_tool mono"::equals).hasSize(4);
	}

	@Test
	void joinsTextAndListsObjects() {
		this.publishingTools.tools.flux(Flux.just("a", "b")).blockLast();
		this.publishingTools.tools.flux(Flux.just(Map.of("n", 1), Map.of("n", 2))).blockLast();
		assertThat(this.traces.spans().get(0).output()).isEqualTo("ab");
		assertThat(this.traces.spans().get(0).record().timing().timeToFirstChunk()).isPositive();
		assertThat(this.traces.spans().get(1).output()).isEqualTo(List.of(Map.of("n", 1), Map.of("n", 2)));
	}

	@Test
	void keepsWhatHadArrivedBeforeAnErrorOrACancellation() {
		IllegalStateException error = new IllegalStateException();
		StepVerifier.create(this.publishingTools.tools.flux(Flux.concat(Flux.just("a", "b"), Flux.error(error))))
			.expectNext("a", "b")
			.verifyErrorMatches((seen) -> seen == error);
		StepVerifier.create(this.publishingTools.tools.flux(Flux.concat(Flux.just("c"), Flux.never())))
			.expectNext("c")
			.thenCancel()
			.verify();
		assertThat(this.traces.spans().get(0).output()).isEqualTo("ab");
		assertThat(this.traces.spans().get(0).record().error()).isSameAs(error);
		assertThat(this.traces.spans().get(1).output()).isEqualTo("c");
		assertThat(this.traces.spans().get(1).record().failure().cancelled()).isTrue();
	}

	@Test
	void respectsDemandAndOperatorsOfTheCaller() {
		StepVerifier.create(this.publishingTools.tools.flux(Flux.range(1, 5)), 0)
			.thenRequest(2)
			.expectNext(1, 2)
			.expectNoEvent(Duration.ofMillis(20))
			.thenRequest(10)
			.expectNext(3, 4, 5)
			.verifyComplete();
		assertThat(this.publishingTools.tools.flux(Flux.just("a", "b", "c")).take(1).collectList().block())
			.containsExactly("a");
		assertThat(this.publishingTools.tools.flux(Flux.range(1, 300))
			.publishOn(Schedulers.parallel())
			.map((number) -> number)
			.subscribeOn(Schedulers.boundedElastic())
			.count()
			.block()).isEqualTo(300);
		assertThat(this.traces.await("execute_tool flux")).isNotNull();
		Awaitility.await().until(() -> this.traces.spans().size() == 3);
		assertThat(this.traces.spans().get(1).record().failure().cancelled()).isTrue();
		assertThat(this.traces.spans().get(1).output()).isEqualTo("a");
	}

	@Test
	void makesASpanOfEachRetry() {
		AtomicInteger attempts = new AtomicInteger();
		Flux<Object> flaky = Flux
			.defer(() -> (attempts.incrementAndGet() < 3) ? Flux.error(new IllegalStateException()) : Flux.just("ok"));
		assertThat(this.publishingTools.tools.flux(flaky).retry(5).blockLast()).isEqualTo("ok");
		assertThat(this.traces.spans()).hasSize(3).allSatisfy((span) -> assertThat(span.isRoot()).isTrue());
		assertThat(this.traces.spans().get(2).output()).isEqualTo("ok");
	}

	@Test
	void leavesAFluxWithMethodsOfItsOwnAlone() {
		ConnectableFlux<Object> source = Flux.<Object>just("a").publish();
		assertThat(this.publishingTools.tools.connectable(source)).isSameAs(source);
		assertThat(this.publishingTools.tools.flux(source)).isSameAs(source);
	}

	@Test
	void worksUpstreamInsideAndDownstreamOutside() {
		List<String> upstream = new ArrayList<>();
		List<String> downstream = new ArrayList<>();
		this.publishingTools.tools
			.flux(Flux.<Object>just("a").doOnNext((element) -> upstream.add(GenAiSpan.current().spanId())))
			.doOnNext((element) -> downstream.add(GenAiSpan.current().spanId()))
			.flatMap((element) -> this.publishingTools.tools.mono(Mono.just("b")))
			.doOnNext((element) -> this.publishingTools.tools.leaf())
			.blockLast();
		assertThat(upstream).containsExactly(this.traces.named("execute_tool flux").id());
		assertThat(downstream).containsExactly((String) null);
		assertThat(this.traces.named("execute_tool mono").isRoot()).isTrue();
		assertThat(this.traces.named("execute_tool leaf").isRoot()).isTrue();
	}

	@Test
	void makesSiblingsOfChainedCallsInsideAnAgent() {
		this.context.getBean(Agent.class).chain().block();
		assertSiblings();
	}

	@Test
	void makesSiblingsAcrossThreads() {
		this.context.getBean(Agent.class).chainAcrossThreads().block();
		assertSiblings();
	}

	@Test
	void makesSiblingsAcrossThreadsWithAutomaticPropagation() {
		Hooks.enableAutomaticContextPropagation();
		this.context.getBean(Agent.class).chainAcrossThreads().block();
		assertSiblings();
	}

	/**
	 * Across threads the first stream may complete, on its own thread, after its element
	 * has made it all the way to the caller.
	 */
	private void assertSiblings() {
		EndedSpan agent = this.traces.await("invoke_agent agent");
		assertThat(agent.isRoot()).isTrue();
		assertThat(this.traces.await("execute_tool flux").parentId()).isEqualTo(agent.id());
		assertThat(this.traces.await("execute_tool mono").parentId()).isEqualTo(agent.id());
	}

	@Test
	void takesItsParentFromTheReactorContext() {
		Observation outer = Observation.start("outer", this.traces.registry());
		Observation other = Observation.start("other", this.traces.registry());
		Mono<Object> mono = this.publishingTools.tools.mono(Mono.just("a"))
			.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, outer));
		mono.block();
		other.scoped(() -> {
			mono.block();
		});
		other.stop();
		outer.stop();
		String parent = this.traces.named("outer").id();
		assertThat(this.traces.spans().subList(0, 2)).extracting(EndedSpan::parentId).containsOnly(parent);
	}

	@Test
	void leavesTheCallersObservationToTheCallerWithAutomaticPropagation() {
		Hooks.enableAutomaticContextPropagation();
		Observation outer = Observation.start("outer", this.traces.registry());
		this.publishingTools.tools.flux(Flux.<Object>just("a").publishOn(Schedulers.parallel()))
			.doOnNext((element) -> this.publishingTools.tools.leaf())
			.contextWrite((view) -> view.put(ObservationThreadLocalAccessor.KEY, outer))
			.blockLast();
		outer.stop();
		String parent = this.traces.named("outer").id();
		assertThat(this.traces.named("execute_tool leaf").parentId()).isEqualTo(parent);
		assertThat(this.traces.named("execute_tool flux").parentId()).isEqualTo(parent);
	}

	@Test
	void keepsParallelCallsApart() {
		Agent agent = this.context.getBean(Agent.class);
		Flux.range(0, 200)
			.flatMap((number) -> agent.numbered(number).subscribeOn(Schedulers.parallel()), 64)
			.blockLast();
		Awaitility.await().until(() -> this.traces.spans().size() == 400);
		assertThat(this.traces.spans().stream().filter((span) -> span.name().startsWith("execute_tool"))).hasSize(200)
			.allSatisfy((span) -> {
				EndedSpan parent = this.traces.spans()
					.stream()
					.filter((other) -> other.id().equals(span.parentId()))
					.findFirst()
					.orElseThrow();
				assertThat(parent.input()).isEqualTo(Map.of("number", span.output()));
				assertThat(parent.isRoot()).isTrue();
			});
	}

	@Test
	void followsProgrammaticCalls() {
		CompletableFuture<String> future = new CompletableFuture<>();
		this.traces.tracer().tool("future").call((span) -> future);
		Mono<String> mono = this.traces.tracer().tool("mono").call((span) -> Mono.just("m"));
		Supplier<Integer> ended = () -> this.traces.spans().size();
		assertThat(ended.get()).isZero();
		future.complete("f");
		mono.block();
		assertThat(this.traces.named("execute_tool future").output()).isEqualTo("f");
		assertThat(this.traces.named("execute_tool mono").output()).isEqualTo("m");
	}

}

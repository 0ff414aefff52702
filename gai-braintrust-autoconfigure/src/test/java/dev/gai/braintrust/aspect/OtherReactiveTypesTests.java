package dev.gai.braintrust.aspect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.gai.braintrust.aspect.OtherReactiveCalls.Agent;
import dev.gai.braintrust.aspect.OtherReactiveCalls.Calls;
import dev.gai.braintrust.aspect.OtherReactiveCalls.Tools;
import dev.gai.braintrust.testing.Traces;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Results of RxJava and Mutiny, to their end.
 */
@Tag("thorough")
@Timeout(60)
class OtherReactiveTypesTests {

	private final Traces traces = new Traces();

	private ConfigurableApplicationContext context;

	private Calls calls;

	@BeforeEach
	void start() {
		this.context = this.traces.beans(Tools.class, Calls.class, Agent.class);
		this.calls = this.context.getBean(Calls.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
		assertThat(this.traces.registry().getCurrentObservationScope()).isNull();
	}

	@Test
	void aValueEndsTheCall() {
		assertThat(this.calls.single("Hi").blockingGet()).isEqualTo("Hi");
		assertThat(this.calls.maybe("Hi").blockingGet()).isEqualTo("Hi");
		assertThat(this.calls.uni("Hi").await().atMost(Duration.ofSeconds(10))).isEqualTo("Hi");

		assertThat(this.traces.spans()).hasSize(3)
			.allSatisfy((span) -> assertThat(span.output()).isEqualTo("Hi"))
			.allSatisfy((span) -> assertThat(span.record().error()).isNull());
	}

	@Test
	void severalValuesAreJoined() {
		assertThat(this.calls.flowable().toList().blockingGet()).containsExactly("Hel", "lo");
		assertThat(this.calls.observable().toList().blockingGet()).containsExactly("Hel", "lo");
		assertThat(this.calls.multi().collect().asList().await().atMost(Duration.ofSeconds(10))).containsExactly("Hel",
				"lo");

		assertThat(this.traces.spans()).hasSize(3)
			.allSatisfy((span) -> assertThat(span.output()).isEqualTo("Hello"))
			.allSatisfy((span) -> assertThat(span.record().timing().timeToFirstChunk()).isNotNull());
	}

	@Test
	void nothingIsAnEndToo() {
		assertThat(this.calls.maybe(null).blockingGet()).isNull();
		this.calls.completable(false).blockingAwait();
		assertThat(this.calls.uni(null).await().atMost(Duration.ofSeconds(10))).isNull();

		assertThat(this.traces.spans()).hasSize(3)
			.allSatisfy((span) -> assertThat(span.output()).isNull())
			.allSatisfy((span) -> assertThat(span.record().failure().cancelled()).isFalse());
	}

	@Test
	void anErrorIsTheOneThatTheCallerGets() {
		assertThatThrownBy(() -> this.calls.failing().blockingGet()).isSameAs(OtherReactiveCalls.ERROR);
		assertThatThrownBy(() -> this.calls.failingMulti().collect().asList().await().indefinitely())
			.isSameAs(OtherReactiveCalls.ERROR);
		assertThatThrownBy(() -> this.calls.completable(true).blockingAwait()).isSameAs(OtherReactiveCalls.ERROR);
		assertThatThrownBy(() -> this.calls.failingFlowable().toList().blockingGet())
			.isSameAs(OtherReactiveCalls.ERROR);

		assertThat(this.traces.spans()).hasSize(4)
			.allSatisfy((span) -> assertThat(span.record().error()).isSameAs(OtherReactiveCalls.ERROR));
		assertThat(this.traces.named("execute_tool failingFlowable").output()).isEqualTo("Hel");
	}

	@Test
	void whoeverLeavesCancels() {
		Disposable single = this.calls.never().subscribe();
		assertThat(this.traces.spans()).isEmpty();
		single.dispose();
		assertThat(this.calls.flowable().firstElement().blockingGet()).isEqualTo("Hel");
		this.calls.neverUni().subscribe().with((item) -> {
		}).cancel();
		this.calls.neverCompletable().subscribe().dispose();

		assertThat(this.traces.spans()).hasSize(4)
			.allSatisfy((span) -> assertThat(span.record().failure().cancelled()).isTrue())
			.allSatisfy((span) -> assertThat(span.record().error()).isNull());
		assertThat(this.traces.named("execute_tool flowable").output()).isEqualTo("Hel");
	}

	@Test
	void aCallBeginsWithEachSubscription() {
		Single<String> single = this.calls.single("Hi");
		Completable completable = this.calls.completable(false);
		assertThat(this.traces.spans()).isEmpty();

		single.blockingGet();
		single.blockingGet();
		completable.blockingAwait();

		assertThat(this.traces.names()).containsExactly("execute_tool single", "execute_tool single",
				"execute_tool completable");
	}

	@Test
	void whatRunsWithinBelongsToTheCall() {
		assertThat(this.context.getBean(Agent.class).work().blockingGet()).isEqualTo("done looked looked");
		assertThat(this.context.getBean(Agent.class).uniWork().await().atMost(Duration.ofSeconds(10)))
			.isEqualTo("done looked");
		this.context.getBean(Agent.class).completableWork().blockingAwait();

		for (String agent : List.of("single", "uni", "completable")) {
			String id = this.traces.named("invoke_agent " + agent).id();
			assertThat(this.traces.spans())
				.filteredOn((span) -> span.name().equals("execute_tool look") && span.parentId().equals(id))
				.as(agent)
				.isNotEmpty();
		}
		assertThat(this.traces.spans()).filteredOn((span) -> span.name().equals("execute_tool look"))
			.noneMatch(Traces.EndedSpan::isRoot);
	}

	/**
	 * As {@code docs/results.md} has it: the application says so, for these hooks are its
	 * own.
	 */
	@Test
	void whatRunsOnOtherThreadsBelongsToTheCallWhereTheyHandTheContextOn() {
		ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
			.contextRegistry(new ContextRegistry()
				.registerThreadLocalAccessor(new ObservationThreadLocalAccessor(this.traces.registry())))
			.build();
		ExecutorService pool = Executors.newSingleThreadExecutor();
		RxJavaPlugins.setScheduleHandler((work) -> snapshots.captureAll().wrap(work));
		try {
			Agent agent = this.context.getBean(Agent.class);
			assertThat(agent.workElsewhere().blockingGet()).isEqualTo("looked looked");
			assertThat(agent.uniElsewhere(ContextExecutorService.wrap(pool, snapshots::captureAll))
				.await()
				.atMost(Duration.ofSeconds(10))).isEqualTo("looked");
		}
		finally {
			RxJavaPlugins.setScheduleHandler(null);
			pool.shutdown();
		}

		assertThat(this.traces.spans()).hasSize(6);
		assertThat(this.traces.spans()).filteredOn(Traces.EndedSpan::isRoot)
			.extracting(Traces.EndedSpan::name)
			.containsExactlyInAnyOrder("invoke_agent elsewhere", "invoke_agent uni-elsewhere");
	}

	@Test
	void modelsAreAskedAgain() {
		assertThat(this.calls.busySingle().blockingGet()).isEqualTo("third");
		assertThat(this.calls.busyUni().await().atMost(Duration.ofSeconds(10))).isEqualTo("third");
		assertThat(this.calls.busyFlowable().toList().blockingGet()).containsExactly("third");

		assertThat(this.traces.spans()).filteredOn((span) -> span.name().equals("chat m"))
			.hasSize(3)
			.allSatisfy((span) -> assertThat(span.record().attempts().failed()).hasSize(2))
			.allSatisfy((span) -> assertThat(span.record().error()).isNull());
	}

	@Test
	void theyShareAContext() {
		assertThat(this.calls.inContext().blockingGet()).isEqualTo("looked");
		assertThat(this.calls.inContextLater().toList().blockingGet()).containsExactly("looked");
		assertThat(this.calls.uniInContext().await().atMost(Duration.ofSeconds(10))).isEqualTo("looked");

		assertThat(this.traces.spans()).hasSize(3)
			.allSatisfy((span) -> assertThat(span.metadata("session_id")).isEqualTo("s-1"));
	}

}

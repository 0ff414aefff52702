package dev.gai.braintrust.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.SpanLabels;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class GenAiContextTests {

	private final Traces traces = new Traces();

	private final ExecutorService other = Executors.newSingleThreadExecutor();

	@AfterEach
	void stop() {
		this.other.shutdownNow();
		OpenContext.clear();
	}

	@Test
	void everySpanBelowHasIt() {
		GenAiContext context = GenAiContext.session("s-1").user("u-42").metadata("business.size", 3).tag("beta");
		try (GenAiContext.Scope scope = context.open()) {
			this.traces.tracer().agent("a").run((agent) -> call("m"));
		}
		call("after");
		assertThat(this.traces.names()).containsExactly("chat m", "invoke_agent a", "chat after");
		for (Traces.EndedSpan span : this.traces.spans().subList(0, 2)) {
			assertThat(span.record().labels().metadata()).contains(entry("session_id", "s-1"), entry("user_id", "u-42"))
				.containsEntry("business.size", 3);
			assertThat(span.record().labels().tags()).containsExactly("beta");
		}
		assertThat(labels(2).metadata()).doesNotContainKeys("session_id", "user_id");
		assertThat(labels(2).tags()).isEmpty();
	}

	@Test
	void theInnerContextWinsAndTheSpanItselfMost() {
		try (GenAiContext.Scope outer = GenAiContext.session("s").user("outer").open()) {
			try (GenAiContext.Scope inner = GenAiContext.empty().user("inner").tag("t").open()) {
				call("m");
				this.traces.tracer().llm("p", "own").metadata("user_id", "own").run((span) -> {
				});
			}
			call("again");
		}
		assertThat(labels(0).metadata()).containsAllEntriesOf(Map.of("session_id", "s", "user_id", "inner"));
		assertThat(labels(1).metadata()).containsAllEntriesOf(Map.of("session_id", "s", "user_id", "own"));
		assertThat(labels(2).metadata()).containsAllEntriesOf(Map.of("session_id", "s", "user_id", "outer"));
		assertThat(labels(2).tags()).isEmpty();
	}

	@Test
	void goesWhereTheObservationGoes() throws Exception {
		Runnable work = () -> call("m");
		try (GenAiContext.Scope scope = GenAiContext.session("s").open()) {
			work = ContextSnapshotFactory.builder().build().captureAll().wrap(work);
		}
		this.other.submit(work).get();
		this.other.submit(() -> call("later")).get();
		assertThat(labels(0).metadata()).containsEntry("session_id", "s");
		assertThat(labels(1).metadata()).doesNotContainKey("session_id");
	}

	@Test
	void isSharedBelowASpanWhereverThatContinues() throws Exception {
		ActiveSpan agent;
		try (GenAiContext.Scope scope = GenAiContext.session("s").tag("t").open()) {
			agent = this.traces.tracer().agent("a").start();
		}
		Observation observation = agent.observation();
		this.other.submit(() -> observation.scoped(() -> call("m"))).get();
		agent.completed();
		assertThat(labels(0).metadata()).containsEntry("session_id", "s");
		assertThat(labels(0).tags()).containsExactly("t");
	}

	@Test
	void supplyAsyncAndParallelStreamsNeedAnExecutorThatPropagates() {
		Executor wrapped = ContextExecutorService.wrap(this.other,
				() -> ContextSnapshotFactory.builder().build().captureAll());
		try (GenAiContext.Scope scope = GenAiContext.session("s").open()) {
			this.traces.tracer().agent("a").run((agent) -> {
				CompletableFuture.runAsync(() -> call("with"), wrapped).join();
				CompletableFuture.runAsync(() -> call("without"), this.other).join();
				List<Runnable> parallel = List.of(() -> call("p"), () -> call("q"), () -> call("r"));
				parallel.stream()
					.map((work) -> CompletableFuture.runAsync(work, wrapped))
					.toList()
					.forEach(CompletableFuture::join);
			});
		}
		Traces.EndedSpan agent = this.traces.spans().get(this.traces.spans().size() - 1);
		assertThat(this.traces.spans()).filteredOn((span) -> span.parentId().equals(agent.id()))
			.extracting((span) -> span.record().request().model())
			.containsExactlyInAnyOrder("with", "p", "q", "r");
		assertThat(labels(0).metadata()).containsEntry("session_id", "s");
		assertThat(labels(1).metadata()).as("a thread that nobody told").doesNotContainKey("session_id");
	}

	@Test
	void survivesTheRestoringOfASnapshot() {
		try (GenAiContext.Scope scope = GenAiContext.session("s").open()) {
			ContextSnapshotFactory.builder().build().captureAll().wrap(() -> call("inside")).run();
			call("m");
		}
		call("after");
		assertThat(labels(1).metadata()).containsEntry("session_id", "s");
		assertThat(labels(2).metadata()).doesNotContainKey("session_id");
	}

	@Test
	void endsWithTheWorkThatItWasOpenedInIfNobodyClosesIt() {
		List<GenAiContext.Scope> kept = new ArrayList<>();
		Observation request = Observation.start("request", this.traces.registry());
		request.scoped(() -> kept.add(GenAiContext.session("s").open()));
		request.stop();
		Observation next = Observation.start("request", this.traces.registry());
		next.scoped(() -> call("m"));
		next.stop();
		assertThat(this.traces.calls().get(0).metadata()).doesNotContainKey("session_id");
	}

	@Test
	void endsWhereAnotherThreadClosesIt() throws Exception {
		GenAiContext.Scope scope = GenAiContext.session("s").open();
		this.other.submit(scope::close).get();
		call("m");
		assertThat(labels(0).metadata()).doesNotContainKey("session_id");
	}

	@Test
	void leavesNothingBehindWhereScopesAreClosedOutOfOrder() {
		GenAiContext.Scope outer = GenAiContext.session("s").open();
		GenAiContext.Scope inner = GenAiContext.empty().user("u").open();
		outer.close();
		inner.close();
		inner.close();
		call("m");
		assertThat(labels(0).metadata()).doesNotContainKeys("session_id", "user_id");
		assertThat(OpenContext.ofThread()).isNull();
	}

	@Test
	void isBounded() {
		GenAiContext context = GenAiContext.session("x".repeat(1 << 20)).user(null).tag("");
		for (int i = 0; i < 1000; i++) {
			context = context.metadata("k" + i, i).tag("t" + i);
		}
		try (GenAiContext.Scope scope = context.open()) {
			call("m");
		}
		assertThat(labels(0).metadata()).containsEntry("session_id", "x".repeat(256)).hasSizeLessThan(80);
		assertThat(labels(0).tags()).hasSize(32);
	}

	@Test
	void oddKeysSayNothingOrWhatTheySay() {
		GenAiContext context = GenAiContext.session("s").metadata(null, 1).metadata("", 2).metadata(" \t", 3);
		String[] odd = { "a.b", "\u0000", "__proto__", "\uD83D", "x".repeat(10_000), "$ref", "\"", "ключ" };
		for (String key : odd) {
			context = context.metadata(key, key.length());
		}
		try (GenAiContext.Scope scope = context.open()) {
			call("m");
		}
		assertThat(labels(0).metadata()).containsEntry("session_id", "s")
			.containsEntry("a.b", 3)
			.containsEntry("x".repeat(256), 10_000)
			.hasSize(1 + odd.length);
	}

	@Test
	void textsThatThrowAreNotShared() {
		CharSequence evil = new CharSequence() {

			@Override
			public int length() {
				throw new StackOverflowError();
			}

			@Override
			public char charAt(int index) {
				throw new StackOverflowError();
			}

			@Override
			public CharSequence subSequence(int start, int end) {
				throw new StackOverflowError();
			}

		};

		assertThat(GenAiContext.session("s").metadata("evil", evil).metadata("good", 1).keys())
			.containsExactly("session_id", "good");
	}

	@Test
	void completedCallsArePutDownToTheUser() {
		try (GenAiContext.Scope scope = GenAiContext.empty().user("u-42").open()) {
			call("m");
		}
		assertThat(this.traces.calls().get(0).metadata()).containsEntry("user_id", "u-42");
	}

	private void call(String model) {
		this.traces.tracer().llm("p", model).run((span) -> {
		});
	}

	private SpanLabels labels(int index) {
		return this.traces.spans().get(index).record().labels();
	}

}

package dev.gai.braintrust.trace;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.gai.braintrust.testing.Traces;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that are opened and never closed, on threads that go on to other work.
 */
@Tag("thorough")
class OddContextsTests {

	private final Traces traces = new Traces();

	private final ExecutorService pool = Executors.newFixedThreadPool(1);

	@AfterEach
	void stop() {
		this.pool.shutdownNow();
	}

	@Test
	void areTakenByTheCollectorWhereNobodyClosesThem() throws Exception {
		List<WeakReference<GenAiContext>> opened = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			int number = i;
			this.pool.submit(() -> {
				GenAiContext context = GenAiContext.session("s" + number).metadata("k", "v".repeat(4000));
				opened.add(new WeakReference<>(context));
				Observation request = Observation.start("request", this.traces.registry());
				request.scoped(context::open);
				request.stop();
			}).get();
		}

		Awaitility.await().until(() -> {
			System.gc();
			// The thread's next request.
			this.pool.submit(() -> call("next")).get();
			return opened.stream().filter((each) -> each.get() != null).count() < 10;
		});
		assertThat(metadata("next")).doesNotContainKey("session_id");
	}

	@Test
	void ofOneThreadAreNotThoseOfTheNextTask() throws Exception {
		for (int i = 0; i < 100; i++) {
			int number = i;
			Observation request = Observation.start("request", this.traces.registry());
			this.pool.submit(() -> request.scoped(() -> {
				GenAiContext.Scope forgotten = GenAiContext.session("s" + number).open();
				call("m" + number);
				assertThat(forgotten).isNotNull();
			})).get();
			request.stop();
			this.pool.submit(() -> call("after" + number)).get();
		}

		for (int i = 0; i < 100; i++) {
			assertThat(metadata("m" + i)).containsEntry("session_id", "s" + i);
			assertThat(metadata("after" + i)).doesNotContainKey("session_id");
		}
	}

	/** The common pool is nobody's: nothing of ours gets there, and nothing breaks. */
	@Test
	void leaveTheCommonPoolAlone() {
		try (GenAiContext.Scope scope = GenAiContext.session("s").open()) {
			this.traces.tracer().agent("a").run((agent) -> {
				CompletableFuture
					.allOf(IntStream.range(0, 50)
						.mapToObj((number) -> CompletableFuture.runAsync(() -> call("async")))
						.toArray(CompletableFuture[]::new))
					.join();
				IntStream.range(0, 50).parallel().forEach((number) -> call("parallel"));
				call("inside");
			});
		}

		assertThat(this.traces.spans()).filteredOn((span) -> span.record() != null).hasSize(102);
		assertThat(metadata("inside")).containsEntry("session_id", "s");
		assertThat(OpenContext.ofThread()).isNull();
		CompletableFuture.runAsync(() -> call("later")).join();
		assertThat(metadata("later")).doesNotContainKey("session_id");
	}

	@Test
	void ofManyUsersAtTheSameTimeAreNotMixedUp() {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			CompletableFuture.allOf(IntStream.range(0, 400).mapToObj((number) -> {
				try (GenAiContext.Scope scope = GenAiContext.session("s" + number).open()) {
					Runnable work = ContextSnapshotFactory.builder()
						.build()
						.captureAll()
						.wrap(() -> call("u" + number));
					return CompletableFuture.runAsync(work, threads);
				}
			}).toArray(CompletableFuture[]::new)).join();
		}
		finally {
			threads.shutdownNow();
		}

		for (int i = 0; i < 400; i++) {
			assertThat(metadata("u" + i)).containsEntry("session_id", "s" + i);
		}
	}

	private void call(String model) {
		this.traces.tracer().llm("p", model).run((span) -> {
		});
	}

	private Map<String, Object> metadata(String model) {
		return this.traces.spans()
			.stream()
			.filter((span) -> span.record() != null && model.equals(span.record().request().model()))
			.findFirst()
			.orElseThrow()
			.record()
			.labels()
			.metadata();
	}

}

package dev.gai.braintrust.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import dev.gai.braintrust.delivery.ExportCounters.Counts;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiCall;
import dev.gai.braintrust.trace.GenAiSpan;
import io.micrometer.observation.Observation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever traces look like and whichever threads they run on: each arrives whole or not
 * at all, below spans that arrive too, and every span is accounted for at every instant.
 */
@Tag("thorough")
class RandomTracesTests {

	private static final int THREADS = 4;

	private static final int TRACES = 120;

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final Map<String, Set<String>> ended = new ConcurrentHashMap<>();

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);

	private final TraceRatio ratio = new TraceRatio(0.2);

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void arriveWholeOrNotAtAll(boolean synchronous) throws Exception {
		TracedPipeline.Setup setup = TracedPipeline.sendingTo(braintrust)
			.ratio(0.2)
			.queue(100_000, 1_000_000_000)
			.keeper(TraceKeeper.failed());
		try (TracedPipeline pipeline = (synchronous ? setup.synchronous() : setup).start();
				Observer observer = new Observer(pipeline)) {
			List<CompletableFuture<Void>> running = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				Random random = new Random(7L * i);
				running.add(CompletableFuture.runAsync(() -> {
					for (int trace = 0; trace < TRACES; trace++) {
						run(pipeline, random);
					}
				}));
			}
			for (CompletableFuture<Void> each : running) {
				each.get(60, TimeUnit.SECONDS);
			}
			this.workers.shutdown();
			assertThat(this.workers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
			Awaitility.await().until(() -> pipeline.counts().undecided() == 0);
			pipeline.flush();

			assertThat(observer.wrong()).isNull();
			assertArrivedWhole();
			assertAccountedFor(pipeline.counts());
		}
	}

	private void assertArrivedWhole() {
		Map<String, List<SentSpan>> sent = braintrust.spans()
			.stream()
			.collect(Collectors.groupingBy(SentSpan::traceId));
		Set<String> expected = this.ended.keySet()
			.stream()
			.filter((traceId) -> this.ratio.keeps(traceId) || this.failed.contains(traceId))
			.collect(Collectors.toSet());
		assertThat(sent.keySet()).isEqualTo(expected);
		assertThat(expected.size()).isBetween(TRACES / 2, THREADS * TRACES - TRACES / 2);
		sent.forEach((traceId, spans) -> {
			Set<String> ids = spans.stream().map(SentSpan::spanId).collect(Collectors.toSet());
			assertThat(ids).isEqualTo(this.ended.get(traceId));
			assertThat(spans).filteredOn(SentSpan::isRoot).hasSize(1);
			assertThat(spans).filteredOn((span) -> !span.isRoot())
				.allSatisfy((span) -> assertThat(ids).contains(span.parentId()));
		});
	}

	private void assertAccountedFor(Counts counts) {
		long spans = this.ended.values().stream().mapToLong(Set::size).sum();
		assertThat(counts.ended() - counts.filtered()).isEqualTo(spans);
		assertThat(counts.unsampled() + counts.delivered()).isEqualTo(spans);
		assertThat(counts.totalDropped()).isZero();
		assertThat(counts.queued()).isZero();
	}

	private void run(TracedPipeline pipeline, Random random) {
		if (random.nextBoolean()) {
			work(pipeline.genAi().agent("a"), pipeline, random, 0);
			return;
		}
		Observation.createNotStarted("http.server.requests", pipeline.registry())
			.observe(() -> work(pipeline.genAi().agent("a"), pipeline, random, 0));
	}

	private void work(GenAiCall call, TracedPipeline pipeline, Random random, int depth) {
		try {
			call.run((span) -> {
				note(span);
				int children = (depth > 2) ? 0 : random.nextInt(4);
				for (int i = 0; i < children; i++) {
					child(pipeline, random, depth + 1);
				}
				if (depth > 0 && random.nextInt(12) == 0) {
					this.failed.add(span.traceId());
					throw new IllegalStateException("handled above");
				}
			});
		}
		catch (IllegalStateException ex) {
			assertThat(ex).hasMessage("handled above");
		}
	}

	private void child(TracedPipeline pipeline, Random random, int depth) {
		switch (random.nextInt(5)) {
			case 0 -> pipeline.otel().spanBuilder("plain").startSpan().end();
			case 1 -> Observation.createNotStarted("plain", pipeline.registry())
				.observe(() -> work(pipeline.genAi().llm("p", "m"), pipeline, random, depth));
			case 2 -> elsewhere(pipeline);
			default -> work(pipeline.genAi().tool("t"), pipeline, random, depth);
		}
	}

	/**
	 * A span that ends on another thread, before or after its root.
	 */
	private void elsewhere(TracedPipeline pipeline) {
		ActiveSpan late = pipeline.genAi().tool("elsewhere").start();
		note(late.span());
		this.workers.execute(() -> late.completed("x"));
	}

	private void note(GenAiSpan span) {
		this.ended.computeIfAbsent(String.valueOf(span.traceId()), (id) -> ConcurrentHashMap.newKeySet())
			.add(String.valueOf(span.spanId()));
	}

	/**
	 * Looks at the counters all the time.
	 */
	private static final class Observer implements AutoCloseable {

		private final AtomicBoolean running = new AtomicBoolean(true);

		private final AtomicReference<String> wrong = new AtomicReference<>();

		private final Thread thread;

		Observer(TracedPipeline pipeline) {
			this.thread = new Thread(() -> {
				while (this.running.get()) {
					Counts counts = pipeline.counts();
					if (!isBalanced(counts)) {
						this.wrong.set(counts.toString());
					}
				}
			});
			this.thread.start();
		}

		String wrong() {
			return this.wrong.get();
		}

		private static boolean isBalanced(Counts counts) {
			long waiting = counts.undecided() + counts.queued() + counts.logged();
			long gone = counts.unsampled() + counts.filtered() + counts.delivered() + counts.totalDropped();
			return counts.ended() == waiting + gone && counts.undecided() >= 0 && counts.queued() >= 0
					&& counts.logged() >= 0;
		}

		@Override
		public void close() {
			this.running.set(false);
		}

	}

}

package dev.gai.braintrust.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters.Counts;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when more ends than can be written, and that every span is accounted for.
 */
@Tag("thorough")
class QueueBoundsTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final CountDownLatch open = new CountDownLatch(1);

	@Test
	void dropsWhatDoesNotFitInNumber() {
		try (TracedPipeline pipeline = blocked().queue(10, 1_000_000_000).start()) {
			for (int i = 0; i < 100; i++) {
				pipeline.genAi().tool("t").run((tool) -> {
				});
			}
			assertThat(pipeline.counts().queued()).isEqualTo(10);
			assertThat(pipeline.counts().dropped()).containsEntry(DropReason.QUEUE_FULL, 90L);

			this.open.countDown();
			assertThat(braintrust.awaitSpans(10)).hasSize(10);
		}
	}

	@Test
	void logsWhatCameBeforeASpanAtWhichAFilterHangs() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.filter((span) -> span.getName().endsWith("hangs") ? await(span) : span)
			.start()) {
			for (String name : List.of("first", "second", "hangs")) {
				pipeline.genAi().tool(name).run((tool) -> {
				});
			}
			assertThat(braintrust.awaitSpans(2)).hasSize(2);
			assertThat(pipeline.counts().queued()).isEqualTo(1);
			this.open.countDown();
		}
	}

	@Test
	void dropsWhatDoesNotFitInBytesWhereverTheyAre() {
		try (TracedPipeline pipeline = blocked().queue(1000, 1_000_000).start()) {
			for (int i = 0; i < 20; i++) {
				pipeline.genAi().tool("in").input("x".repeat(100_000)).run((tool) -> {
				});
			}
			assertThat(pipeline.counts().queued()).isBetween(4L, 9L);
			this.open.countDown();
			pipeline.flush();
			assertThat(pipeline.counts().queued()).isZero();
			long before = pipeline.counts().totalDropped();

			pipeline.genAi().tool("in").input("x".repeat(2_000_000)).run((tool) -> {
			});
			pipeline.flush();
			assertThat(pipeline.counts().totalDropped()).as("one large span fits an empty queue").isEqualTo(before);
		}
	}

	@Test
	void takesABurstOfLargeCallsThatItHasTheBytesFor() {
		String text = "x".repeat(200_000);
		try (TracedPipeline pipeline = blocked().queue(8192, 1L << 25).start()) {
			for (int i = 0; i < 50; i++) {
				pipeline.genAi().llm("p", "m").input(text).run((call) -> call.output(text));
			}
			assertThat(pipeline.counts().queued()).isEqualTo(50);
			assertThat(pipeline.counts().totalDropped()).isZero();
			this.open.countDown();
		}
	}

	@Test
	void countsBytesOfForeignSpansAndOfWhatModelsAnswer() {
		try (TracedPipeline pipeline = blocked().queue(1000, 1_000_000).start()) {
			for (int i = 0; i < 20; i++) {
				Span span = pipeline.otel().spanBuilder("foreign").startSpan();
				span.setAttribute("gen_ai.prompt", "x".repeat(200_000)).end();
				pipeline.genAi()
					.llm("p", "m")
					.call((llm) -> java.util.Map.of("choices",
							List.of(java.util.Map.of("message", java.util.Map.of("content", "x".repeat(200_000))))));
			}
			assertThat(pipeline.counts().queued()).isBetween(2L, 5L);
			this.open.countDown();
		}
	}

	@Test
	void accountsForEverySpanAtEveryInstant() throws Exception {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.ratio(0.5)
			.queue(200, 1_000_000_000)
			.filter((span) -> {
				if (span.getName().endsWith("broken")) {
					throw new LinkageError("broken");
				}
				return span;
			})
			.start()) {
			AtomicBoolean running = new AtomicBoolean(true);
			AtomicReference<String> wrong = new AtomicReference<>();
			Thread observer = new Thread(() -> {
				while (running.get()) {
					Counts counts = pipeline.counts();
					if (!isBalanced(counts)) {
						wrong.set(counts.toString());
					}
				}
			});
			observer.start();
			List<Thread> workers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				workers.add(new Thread(() -> work(pipeline)));
			}
			workers.forEach(Thread::start);
			for (Thread worker : workers) {
				worker.join(60_000);
			}
			pipeline.flush();
			running.set(false);
			observer.join(5_000);

			assertThat(wrong.get()).isNull();
			Counts counts = pipeline.counts();
			assertThat(counts.ended()).isEqualTo(4 * 500 * 4);
			assertThat(counts.queued()).isZero();
			assertThat(counts.logged()).isZero();
			assertThat(counts.filtered()).isEqualTo(4 * 500);
			assertThat(counts.unsampled() + counts.filtered() + counts.delivered() + counts.totalDropped())
				.isEqualTo(counts.ended());
			Set<String> ids = new HashSet<>(braintrust.spans().stream().map(SentSpan::spanId).toList());
			assertThat(counts.delivered()).isEqualTo(ids.size()).isPositive();
		}
	}

	@Test
	void decidesAboutATraceOfWhichASpanWasNotTaken() {
		try (TracedPipeline pipeline = blocked().ratio(0).keeper((trace) -> true).queue(1, 1_000_000_000).start()) {
			pipeline.genAi().tool("blocks").run((tool) -> {
			});
			io.micrometer.observation.Observation.createNotStarted("http", pipeline.registry())
				.observe(() -> pipeline.genAi().agent("a").run((agent) -> pipeline.genAi().tool("t").run((tool) -> {
				})));

			assertThat(pipeline.counts().dropped()).containsEntry(DropReason.QUEUE_FULL, 2L);
			this.open.countDown();
			pipeline.flush();
			assertThat(pipeline.counts().undecided()).isZero();
			assertThat(braintrust.spans()).hasSize(1);
		}
	}

	private static void work(TracedPipeline pipeline) {
		for (int i = 0; i < 500; i++) {
			pipeline.genAi().agent("a").run((agent) -> {
				pipeline.otel().spanBuilder("plain").startSpan().end();
				pipeline.genAi().tool("t").run((tool) -> {
				});
				pipeline.genAi().tool("broken").run((tool) -> {
				});
			});
		}
	}

	private static boolean isBalanced(Counts counts) {
		long waiting = counts.undecided() + counts.queued() + counts.logged();
		long gone = counts.unsampled() + counts.filtered() + counts.delivered() + counts.totalDropped();
		return counts.ended() == waiting + gone && counts.queued() >= 0 && counts.logged() >= 0;
	}

	private TracedPipeline.Setup blocked() {
		return TracedPipeline.sendingTo(braintrust).filter(this::await);
	}

	private FinishedSpan await(FinishedSpan span) {
		try {
			this.open.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return span;
	}

}

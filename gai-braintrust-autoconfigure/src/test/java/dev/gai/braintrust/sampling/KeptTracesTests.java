package dev.gai.braintrust.sampling;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gai.braintrust.delivery.ExportCounters.Counts;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.ActiveSpan;
import io.micrometer.observation.Observation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Traces that the ratio leaves out, and that are sent all the same: whole, or not at all.
 */
@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class KeptTracesTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void rescuesAWholeTraceFromAnErrorThatTheAgentHandled(boolean synchronous) {
		TracedPipeline.Setup setup = keeping(TraceKeeper.failed());
		try (TracedPipeline pipeline = (synchronous ? setup.synchronous() : setup).start()) {
			handle(pipeline, true);
			handle(pipeline, false);
			Awaitility.await().until(() -> pipeline.counts().undecided() == 0 && pipeline.counts().unsampled() == 4);

			pipeline.flush();
			List<SentSpan> spans = braintrust.spans();
			assertThat(spans).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent a", "chat first", "execute_tool t", "chat second");
			SentSpan agent = SentSpan.named(spans, "invoke_agent a");
			SentSpan tool = SentSpan.named(spans, "execute_tool t");
			assertThat(agent.isRoot()).isTrue();
			assertThat(spans).extracting(SentSpan::traceId).containsOnly(agent.traceId());
			assertThat(tool.parentId()).isEqualTo(agent.spanId());
			assertThat(SentSpan.named(spans, "chat first").parentId()).isEqualTo(agent.spanId());
			assertThat(SentSpan.named(spans, "chat second").parentId()).isEqualTo(tool.spanId());
			assertThat(tool.span().getStatus().getMessage()).contains("no search today");
			assertThat(agent.span().getStatus().getMessage()).isEmpty();
			assertThat(pipeline.counts().totalDropped()).isZero();
		}
	}

	@Test
	void hasAllOfAKeptTraceInTheLogWhenTheCallReturnsInSynchronousMode() {
		try (TracedPipeline pipeline = keeping(LocalTrace::finished).synchronous().start()) {
			handle(pipeline, false);

			Counts counts = pipeline.counts();
			assertThat(counts.logged() + counts.delivered()).isEqualTo(4);
			assertThat(counts.undecided() + counts.queued() + counts.unsampled()).isZero();
		}
	}

	@Test
	void sendsWhatHasEndedAsSoonAsAKeeperSpeaksAndTheRestAsItEnds() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.failed()).start()) {
			pipeline.genAi().agent("a").run((agent) -> {
				pipeline.genAi().llm("p", "before").run((llm) -> llm.output("x"));
				Awaitility.await().until(() -> pipeline.counts().undecided() == 1);
				assertThat(braintrust.spans()).isEmpty();
				KeptTraces.failingTool(pipeline);
				assertThat(braintrust.awaitSpans(2)).extracting(SentSpan::name)
					.containsExactlyInAnyOrder("chat before", "execute_tool t");
			});

			List<SentSpan> spans = braintrust.awaitSpans(3);
			assertThat(spans).filteredOn((span) -> !span.isRoot())
				.extracting(SentSpan::parentId)
				.containsOnly(SentSpan.named(spans, "invoke_agent a").spanId());
		}
	}

	@Test
	void keepsAFailedSpanOfAnotherInstrumentation() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.failed()).start()) {
			Span failed = pipeline.otel().spanBuilder("foreign").startSpan();
			failed.setAttribute("gen_ai.operation.name", "chat").setStatus(StatusCode.ERROR).end();
			Span plain = pipeline.otel().spanBuilder("plain").startSpan();
			plain.setStatus(StatusCode.ERROR).end();

			assertThat(braintrust.awaitSpan("foreign").isRoot()).isTrue();
			pipeline.flush();
			assertThat(braintrust.spans()).hasSize(1);
			assertThat(pipeline.counts().filtered()).isEqualTo(1);
		}
	}

	@Test
	void keepsWhatTakesLongerFromTheFirstStartToTheLastEnd() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.slowerThan(Duration.ofSeconds(10))).start()) {
			request(pipeline, 4, 3, 4);
			request(pipeline, 4, 3, 3);

			assertThat(braintrust.awaitSpans(3)).hasSize(3);
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 3);
			pipeline.flush();
			assertThat(braintrust.spans()).extracting(SentSpan::isRoot).containsOnly(true);
			assertThat(braintrust.spans()).hasSize(3);
		}
	}

	@Test
	void keepsWhatCostsMoreThoughThePricedCallEndsAfterItsRoot() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.costlierThan(new BigDecimal("0.10"))).start()) {
			ActiveSpan agent = pipeline.genAi().agent("a").start();
			ActiveSpan llm = agent.observation().scoped(() -> pipeline.genAi().llm("p", "m").start());
			agent.observation().scoped(() -> pipeline.genAi().llm("p", "m").run((cheap) -> cheap.cost(usd("0.06"))));
			agent.completed();
			llm.span().cost(usd("0.05"));
			llm.completed();
			pipeline.genAi().llm("p", "cheap").run((cheap) -> cheap.cost(usd("0.10")));

			List<SentSpan> spans = braintrust.awaitSpans(3);
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 1);
			assertThat(spans).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent a", "chat m", "chat m");
		}
	}

	@Test
	void keepsWhatWasRetriedAndDoesNotTakeAFailedAttemptForAnError() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.retried()).start();
				TracedPipeline errors = keeping(TraceKeeper.failed()).start()) {
			retriedCall(pipeline).completed("x");
			retriedCall(errors).completed("x");

			List<SentSpan> spans = braintrust.awaitSpans(2);
			assertThat(spans).extracting(SentSpan::name).containsExactlyInAnyOrder("chat m", "attempt 1");
			Awaitility.await().until(() -> errors.counts().unsampled() == 2);

			retriedCall(errors).failed(new IllegalStateException("exhausted"));
			// Its only attempt is the call itself.
			assertThat(braintrust.awaitSpans(3)).hasSize(3);
		}
	}

	@Test
	void asksTheKeepersOfTheApplicationAndSurvivesThoseThatFail(CapturedOutput output) {
		AtomicInteger running = new AtomicInteger();
		TraceKeeper own = (trace) -> {
			running.addAndGet(trace.finished() ? 0 : 1);
			return trace.finished() && trace.traceId().length() == 32
					&& trace.spans().stream().anyMatch((span) -> "u-1".equals(span.labels().metadata().get("user_id")));
		};
		try (TracedPipeline pipeline = keeping((trace) -> {
			throw new IllegalStateException("secret prompt");
		}).keeper(own).start()) {
			for (int i = 1; i <= 2; i++) {
				String user = "u-" + i;
				pipeline.genAi().agent(user).run((agent) -> {
					agent.metadata("user_id", user);
					pipeline.genAi().llm("p", "m").run((llm) -> llm.output("x"));
				});
			}

			assertThat(braintrust.awaitSpans(2)).extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent u-1", "chat m");
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 2);
			assertThat(running).hasValue(2);
			assertThat(output.getOut().lines().filter((line) -> line.contains("A keeper of traces failed"))).hasSize(1);
			assertThat(output).doesNotContain("secret prompt");
		}
	}

	@Test
	void doesNotAskForTracesThatTheRatioKeeps() {
		AtomicInteger asked = new AtomicInteger();
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).ratio(1).keeper((trace) -> {
			asked.incrementAndGet();
			return false;
		}).start()) {
			handle(pipeline, true);

			assertThat(braintrust.awaitSpans(4)).hasSize(4);
			assertThat(asked).hasValue(0);
		}
	}

	private static TracedPipeline.Setup keeping(TraceKeeper keeper) {
		return TracedPipeline.sendingTo(braintrust).ratio(0).keeper(keeper);
	}

	/**
	 * A request whose agent calls a model, and a tool that calls one.
	 */
	private static void handle(TracedPipeline pipeline, boolean failing) {
		Observation.createNotStarted("http.server.requests", pipeline.registry())
			.observe(() -> pipeline.genAi().agent("a").run((agent) -> {
				pipeline.genAi().llm("p", "first").run((llm) -> llm.output("x"));
				try {
					pipeline.genAi().tool("t").run((tool) -> {
						pipeline.otel().spanBuilder("db").startSpan().end();
						Observation.createNotStarted("pool", pipeline.registry())
							.observe(() -> pipeline.genAi().llm("p", "second").run((llm) -> llm.output("y")));
						if (failing) {
							throw new IllegalStateException("no search today");
						}
					});
				}
				catch (IllegalStateException ex) {
					agent.output("without search");
				}
			}));
	}

	private static void request(TracedPipeline pipeline, long... seconds) {
		Span http = pipeline.otel().spanBuilder("http").startSpan();
		long start = 1_000_000;
		for (long duration : seconds) {
			Span span = pipeline.otel()
				.spanBuilder("chat")
				.setParent(Context.root().with(http))
				.setStartTimestamp(start, TimeUnit.SECONDS)
				.startSpan();
			span.setAttribute("gen_ai.operation.name", "chat");
			start += duration;
			span.end(start, TimeUnit.SECONDS);
		}
		http.end();
	}

	private static ActiveSpan retriedCall(TracedPipeline pipeline) {
		ActiveSpan call = pipeline.genAi().llm("p", "m").start();
		call.attemptFailed(1, new IllegalStateException("once"), Instant.now(), Instant.now(), Duration.ofMillis(1));
		return call;
	}

	private static BigDecimal usd(String amount) {
		return new BigDecimal(amount);
	}

}

package dev.gai.braintrust.sampling;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.ActiveSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When it is decided whether a trace is kept, and what becomes of spans that end later.
 */
@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class TimeOfDecisionTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void letsLateSpansFollowTheDecision() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.failed()).start()) {
			ActiveSpan kept = pipeline.genAi().agent("kept").start();
			ActiveSpan left = pipeline.genAi().agent("left").start();
			kept.failed(new IllegalStateException("x"));
			left.completed();
			SentSpan root = braintrust.awaitSpan("invoke_agent kept");
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 1);

			kept.observation().scoped(() -> pipeline.genAi().tool("late").run((tool) -> tool.output("x")));
			left.observation().scoped(() -> KeptTraces.failingTool(pipeline));

			assertThat(braintrust.awaitSpan("execute_tool late").parentId()).isEqualTo(root.spanId());
			assertThat(pipeline.counts().unsampled()).isEqualTo(2);
			assertThat(braintrust.spans()).hasSize(2);
		}
	}

	@Test
	void decidesWithoutSpansThatStillRunLongAfterTheirRootHasEnded() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.failed()).start()) {
			ActiveSpan agent = pipeline.genAi().agent("a").start();
			ActiveSpan endless = agent.observation().scoped(() -> pipeline.genAi().tool("endless").start());
			agent.completed();

			Awaitility.await().until(() -> pipeline.counts().unsampled() == 1);
			endless.failed(new IllegalStateException("too late"));
			assertThat(pipeline.counts().unsampled()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void waitsForAnAgentThatOutlivesTheRequestThatStartedIt(boolean startsInTime) {
		try (TracedPipeline pipeline = keeping(TraceKeeper.failed()).start()) {
			Span http = pipeline.otel().spanBuilder("http").startSpan();
			Context request = Context.root().with(http);
			if (!startsInTime) {
				http.end();
			}
			ActiveSpan agent = in(request, () -> pipeline.genAi().agent("a").start());
			http.end();
			agent.observation().scoped(() -> pipeline.genAi().tool("t").run((tool) -> tool.output("x")));
			ActiveSpan other = in(request, () -> pipeline.genAi().agent("other").start());
			Awaitility.await().until(() -> pipeline.counts().undecided() == 1);
			agent.failed(new IllegalStateException("x"));
			other.completed();

			List<SentSpan> spans = braintrust.awaitSpans(3);
			assertThat(SentSpan.named(spans, "execute_tool t").parentId())
				.isEqualTo(SentSpan.named(spans, "invoke_agent a").spanId());
			assertThat(spans).filteredOn(SentSpan::isRoot)
				.extracting(SentSpan::name)
				.containsExactlyInAnyOrder("invoke_agent a", "invoke_agent other");
		}
	}

	@Test
	void hangsNothingOnASpanThatWasLeftOut() {
		try (TracedPipeline pipeline = keeping(TraceKeeper.failed()).everySpan().start()) {
			Span http = pipeline.otel().spanBuilder("http").startSpan();
			http.end();
			Awaitility.await().until(() -> pipeline.counts().unsampled() == 1);

			in(Context.root().with(http), () -> pipeline.genAi().agent("a").start())
				.failed(new IllegalStateException("x"));

			assertThat(braintrust.awaitSpan("invoke_agent a").isRoot()).isTrue();
		}
	}

	@Test
	void decidesTheUndecidedWhenTheApplicationEnds() {
		TracedPipeline pipeline = keeping((trace) -> trace.spans().size() == 2).scheduleDelay(Duration.ofHours(1))
			.start();
		ActiveSpan kept = pipeline.genAi().agent("kept").start();
		ActiveSpan left = pipeline.genAi().agent("left").start();
		for (int i = 0; i < 2; i++) {
			kept.observation().scoped(() -> pipeline.genAi().tool("t").run((tool) -> tool.output("x")));
		}
		left.observation().scoped(() -> pipeline.genAi().tool("t").run((tool) -> tool.output("x")));

		pipeline.close();

		assertThat(braintrust.spans()).hasSize(2);
		assertThat(pipeline.counts().unsampled()).isEqualTo(1);
		assertThat(pipeline.counts().undecided()).isZero();
		assertThat(pipeline.counts().delivered()).isEqualTo(2);
		kept.completed();
		assertThat(pipeline.counts().ended()).isEqualTo(4);
	}

	private static TracedPipeline.Setup keeping(TraceKeeper keeper) {
		return TracedPipeline.sendingTo(braintrust).ratio(0).keeper(keeper);
	}

	private static <T> T in(Context context, Supplier<T> work) {
		try (Scope ignored = context.makeCurrent()) {
			return work.get();
		}
	}

}

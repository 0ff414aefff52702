package dev.gai.braintrust.export;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.export.live.TraceTarget;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Traces that go to another Braintrust object than the configured one.
 */
class TraceTargetTests {

	private static final String EXPERIMENT = "experiment_id:0b6f7c1e-2a1f-4e6b-9f0a-0e5d0f1f2a3b";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void sendsAWholeTraceToItsTargetOnWhateverThreadItsSpansRun() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			ActiveSpan eval = eval(pipeline, EXPERIMENT);
			eval.observation().scoped(() -> {
				pipeline.genAi().llm("p", "same-thread").run((span) -> span.output("a"));
				Context captured = Context.root().with(Span.current());
				CompletableFuture.runAsync(() -> {
					try (Scope ignored = captured.makeCurrent()) {
						Span foreign = pipeline.otel()
							.spanBuilder("foreign")
							.setAttribute("gen_ai.operation.name", "chat")
							.startSpan();
						foreign.end();
					}
				}, Executors.newSingleThreadExecutor()).join();
			});
			eval.completed();
			pipeline.genAi().llm("p", "production").run((span) -> span.output("b"));

			List<SentSpan> spans = braintrust.awaitSpans(4);
			assertThat(spans).extracting(SentSpan::name, (span) -> span.attribute("braintrust.parent"))
				.containsExactlyInAnyOrder(tuple("case 1", EXPERIMENT), tuple("chat same-thread", EXPERIMENT),
						tuple("foreign", EXPERIMENT), tuple("chat production", "project_name:demo"));
			SentSpan root = SentSpan.named(spans, "case 1");
			assertThat(root.isRoot()).isTrue();
			assertThat(SentSpan.named(spans, "foreign").parentId()).isEqualTo(root.spanId());
		}
	}

	@Test
	void namesTheParentInTheHeaderOnlyIfItIsThatOfAllSpans() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			eval(pipeline, EXPERIMENT).completed();
			pipeline.flush();
			pipeline.genAi().span("production").run((span) -> span.output("b"));
			pipeline.flush();

			assertThat(braintrust.requests()).extracting((request) -> request.getHeader("x-bt-parent"))
				.containsExactly(EXPERIMENT, "project_name:demo");
		}
		braintrust.forget();
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.scheduleDelay(Duration.ofMinutes(1))
			.start()) {
			eval(pipeline, EXPERIMENT).completed();
			pipeline.genAi().span("production").run((span) -> span.output("b"));
			pipeline.flush();

			List<LoggedRequest> requests = braintrust.requests();
			assertThat(requests).hasSize(1);
			assertThat(requests.get(0).containsHeader("x-bt-parent")).isFalse();
			assertThat(braintrust.spans()).extracting((span) -> span.attribute("braintrust.parent"))
				.containsExactlyInAnyOrder(EXPERIMENT, "project_name:demo");
		}
	}

	@Test
	void keepsEvaluationsWhateverTheSampling() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).ratio(0).start()) {
			eval(pipeline, EXPERIMENT).completed();
			pipeline.genAi()
				.starter()
				.start(new SpanSpec(SpanType.EVAL, "local", null, "eval", Capture.INHERIT), (span) -> {
				}, null)
				.completed();
			pipeline.genAi().span("production").run((span) -> span.output("b"));
			pipeline.flush();

			assertThat(braintrust.spans()).extracting(SentSpan::name).containsExactlyInAnyOrder("case 1", "local");
			assertThat(pipeline.counts().unsampled()).isEqualTo(1);
		}
	}

	@Test
	void makesARootOfWhatGoesElsewhereThanTheSpanAboveIt() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi().span("suite").run((suite) -> {
				ActiveSpan eval;
				try (Scope ignored = new TraceTarget(EXPERIMENT).makeCurrent()) {
					eval = pipeline.genAi()
						.starter()
						.start(new SpanSpec(SpanType.EVAL, "case 1", null, "eval", Capture.INHERIT), (span) -> {
						});
				}
				eval.observation().scoped(() -> pipeline.genAi().llm("p", "m").run((span) -> span.output("a")));
				eval.completed();
			});

			List<SentSpan> spans = braintrust.awaitSpans(3);
			SentSpan eval = SentSpan.named(spans, "case 1");
			assertThat(eval.isRoot()).isTrue();
			assertThat(eval.attribute("braintrust.parent")).isEqualTo(EXPERIMENT);
			assertThat(SentSpan.named(spans, "chat m").parentId()).isEqualTo(eval.spanId());
			assertThat(SentSpan.named(spans, "suite").attribute("braintrust.parent")).isEqualTo("project_name:demo");
		}
	}

	@Test
	void writesWhatAnEvaluationNeedsOfARow() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			ActiveSpan eval = eval(pipeline, EXPERIMENT);
			eval.origin(Map.of("object_type", "dataset", "object_id", "d-1", "id", "row-1"));
			eval.span().input("2 + 2").expected("4").output("4");
			eval.observation().scoped(() -> {
				ActiveSpan score = started(pipeline, SpanType.SCORE, "exact");
				score.observation().scoped(() -> pipeline.genAi().llm("p", "judge").run((span) -> span.output("same")));
				score.span().score("exact", 1);
				score.completed();
				started(pipeline, SpanType.CLASSIFIER, "topic").completed();
			});
			eval.completed();

			List<SentSpan> spans = braintrust.awaitSpans(4);
			SentSpan root = SentSpan.named(spans, "case 1");
			assertThat(root.attribute("braintrust.span_attributes"))
				.isEqualTo("{\"type\":\"eval\",\"name\":\"case 1\"}");
			assertThat(root.json("braintrust.origin").path("id").asString()).isEqualTo("row-1");
			assertThat(root.attribute("braintrust.expected_json")).isEqualTo("\"4\"");
			assertThat(root.attributes()).doesNotContainKey("gen_ai.operation.name");
			assertThat(SentSpan.named(spans, "exact").attribute("braintrust.span_attributes"))
				.isEqualTo("{\"type\":\"score\",\"name\":\"exact\",\"purpose\":\"scorer\"}");
			assertThat(SentSpan.named(spans, "exact").attribute("braintrust.scores")).isEqualTo("{\"exact\":1.0}");
			assertThat(SentSpan.named(spans, "topic").attribute("braintrust.span_attributes"))
				.isEqualTo("{\"type\":\"classifier\",\"name\":\"topic\",\"purpose\":\"scorer\"}");
			assertThat(
					SentSpan.named(spans, "chat judge").json("braintrust.span_attributes").path("purpose").asString())
				.isEqualTo("scorer");
		}
	}

	@Test
	void refusesWhatNamesNoObject() {
		assertThatIllegalArgumentException().isThrownBy(() -> new TraceTarget("experiment"));
		assertThatIllegalArgumentException().isThrownBy(() -> new TraceTarget("experiment_id:"));
		assertThatIllegalArgumentException().isThrownBy(() -> new TraceTarget("project_name:a\r\nx: y"));
	}

	private static ActiveSpan eval(TracedPipeline pipeline, String parent) {
		try (Scope ignored = new TraceTarget(parent).makeCurrent()) {
			return started(pipeline, SpanType.EVAL, "case 1");
		}
	}

	private static ActiveSpan started(TracedPipeline pipeline, SpanType type, String name) {
		return pipeline.genAi().starter().start(new SpanSpec(type, name, null, "eval", Capture.INHERIT), (span) -> {
		});
	}

}

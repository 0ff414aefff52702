package dev.gai.braintrust.export;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What spans above a call of a model, and spans of its attempts, say of it.
 */
@Tag("thorough")
class RollUpTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private TracedPipeline pipeline;

	private GenAiTracer tracer;

	@BeforeEach
	void start() {
		this.pipeline = TracedPipeline.sendingTo(braintrust).start();
		this.tracer = this.pipeline.genAi();
	}

	@AfterEach
	void stop() {
		this.pipeline.close();
	}

	@Test
	void sumsRequestsInTheMetadataOfAllSpansAbove() {
		this.tracer.agent("researcher").run((agent) -> {
			this.tracer.step("plan").run((step) -> request("m1", 100, 10, "0.1"));
			request("m2", 200, 20, "0.02");
		});

		Map<String, SentSpan> spans = sent(4);
		SentSpan agent = spans.get("invoke_agent researcher");
		assertThat(agent.metadata().path("usage.model_calls").asInt()).isEqualTo(2);
		assertThat(agent.metadata().path("usage.prompt_tokens").asInt()).isEqualTo(300);
		assertThat(agent.metadata().path("usage.completion_tokens").asInt()).isEqualTo(30);
		assertThat(agent.metadata().path("cost.estimated_usd").decimalValue()).isEqualByComparingTo("0.12");
		assertThat(agent.metrics().isMissingNode()).isTrue();
		assertThat(spans.get("step plan").metadata().path("usage.prompt_tokens").asInt()).isEqualTo(100);
		assertThat(spans.get("chat m1").metrics().path("estimated_cost").decimalValue()).isEqualByComparingTo("0.1");
		assertThat(spans.get("chat m1").metadata().has("usage.model_calls")).isFalse();
	}

	@Test
	void showsACallThatOnlyWrapsOthersAsATaskThatIsNotBilled() {
		this.tracer.agent("a").run((agent) -> this.tracer.llm("openai", "outer").call((outer) -> {
			request("inner", 100, 10, "0.1");
			outer.usage(100, 10).cost(new BigDecimal("0.1")).finishReason("stop");
			return "answer";
		}));

		Map<String, SentSpan> spans = sent(3);
		SentSpan outer = spans.get("chat outer");
		assertThat(outer.type()).isEqualTo("task");
		assertThat(outer.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_INTERNAL);
		assertThat(outer.metrics().isMissingNode()).isTrue();
		assertThat(outer.attribute("gen_ai.usage.input_tokens")).isNull();
		assertThat(outer.metadata().path("usage.prompt_tokens").asInt()).isEqualTo(100);
		assertThat(outer.attribute("braintrust.output_json")).isEqualTo("\"answer\"");
		assertThat(spans.get("chat inner").type()).isEqualTo("llm");
		SentSpan agent = spans.get("invoke_agent a");
		assertThat(agent.metadata().path("usage.model_calls").asInt()).isEqualTo(1);
		assertThat(agent.metadata().path("usage.prompt_tokens").asInt()).isEqualTo(100);
		assertThat(agent.metadata().path("agent.steps_executed").asInt()).isEqualTo(1);
	}

	@Test
	void namesATaskAroundOtherCallsAfterItsMethod() {
		SpanSpec spec = new SpanSpec(SpanType.LLM, "", null, "aspect", Capture.INHERIT, "answer", null);
		ActiveSpan outer = this.tracer.starter()
			.start(spec, (span) -> span.model("gpt").messages(List.of(Message.user("hi"))));
		ActiveSpan inner = this.tracer.starter()
			.start(new SpanSpec(SpanType.LLM, "", null, "manual", Capture.INHERIT), (span) -> span.model("gpt"),
					outer.observation());
		inner.completed("x");
		outer.completed("x");

		assertThat(sent(2)).containsKeys("answer", "chat gpt");
	}

	@Test
	void waitsWithASpanForTheCallsBelowItThatEndLater() {
		ActiveSpan agent = this.tracer.agent("a").start();
		ActiveSpan step = start(SpanType.STEP, "s", agent);
		ActiveSpan call = start(SpanType.LLM, "", step);
		step.completed("done");
		agent.completed("done");
		call.span().usage(5, 6);
		call.completed("late");

		Map<String, SentSpan> spans = sent(3);
		assertThat(spans.get("invoke_agent a").metadata().path("usage.prompt_tokens").asInt()).isEqualTo(5);
		assertThat(spans.get("step s").metadata().path("usage.completion_tokens").asInt()).isEqualTo(6);
	}

	@Test
	void doesNotWaitLongForACallThatDoesNotEnd() {
		ActiveSpan agent = this.tracer.agent("a").start();
		ActiveSpan call = start(SpanType.LLM, "", agent);
		agent.completed("done");

		SentSpan sent = sent(1).get("invoke_agent a");
		assertThat(sent.metadata().has("usage.model_calls")).isFalse();
		call.completed("much later");
		assertThat(sent(2)).containsKey("chat");
	}

	@Test
	void showsAttemptsThatFailedAsSpansBelowTheCall() {
		Instant start = Instant.parse("2026-11-22T10:00:00.000000123Z");
		ActiveSpan call = this.tracer.llm("openai", "gpt").start();
		call.attemptFailed(1, new IllegalStateException("overloaded"), start, start.plusMillis(250),
				Duration.ofMillis(1500));
		call.attemptFailed(2, new IllegalArgumentException("no"), start.plusSeconds(2), start.plusSeconds(3), null);
		call.completed("fine");

		Map<String, SentSpan> spans = sent(3);
		SentSpan first = spans.get("attempt 1");
		assertThat(first.parentId()).isEqualTo(spans.get("chat gpt").spanId());
		assertThat(first.type()).isEqualTo("task");
		assertThat(first.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
		assertThat(first.span().getStatus().getMessage()).contains("overloaded");
		// By the clock of the trace, which is another one.
		assertThat(first.span().getStartTimeUnixNano()).isCloseTo(1_795_341_600_000_000_123L, within(100_000_000L));
		assertThat(first.span().getEndTimeUnixNano() - first.span().getStartTimeUnixNano()).isEqualTo(250_000_000L);
		assertThat(first.metadata().path("retry.wait_ms").asInt()).isEqualTo(1500);
		assertThat(spans.get("attempt 2").metadata().has("retry.wait_ms")).isFalse();
		assertThat(spans.get("chat gpt").span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
		assertThat(this.pipeline.counts().delivered()).isEqualTo(3);
	}

	@Test
	void hidesTheErrorsOfAttemptsOfACallWithoutContent() {
		ActiveSpan call = this.tracer.llm("openai", "gpt").capture(Capture.NONE).start();
		call.attemptFailed(1, new IllegalStateException("secret prompt"), Instant.now(), Instant.now(), null);
		call.completed("fine");

		assertThat(sent(2).get("attempt 1").span().toString()).contains("IllegalStateException")
			.doesNotContain("secret prompt");
	}

	private void request(String model, long input, long output, String cost) {
		this.tracer.llm("openai", model).run((span) -> span.usage(input, output).cost(new BigDecimal(cost)));
	}

	private ActiveSpan start(SpanType type, String name, ActiveSpan parent) {
		return this.tracer.starter().start(new SpanSpec(type, name, null, "manual", Capture.INHERIT), (span) -> {
		}, parent.observation());
	}

	private Map<String, SentSpan> sent(int count) {
		this.pipeline.flush();
		return braintrust.awaitSpans(count).stream().collect(Collectors.toMap(SentSpan::name, Function.identity()));
	}

}

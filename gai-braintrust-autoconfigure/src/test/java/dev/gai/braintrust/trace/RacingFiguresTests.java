package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.error.ErrorCategory;
import dev.gai.braintrust.error.ErrorClassification;
import dev.gai.braintrust.error.ErrorClassifier;
import dev.gai.braintrust.error.ErrorClassifiers;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import dev.gai.braintrust.usage.Usage;
import dev.gai.braintrust.usage.UsageCarrier;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two threads say of one call while it ends. The application's own extensions are
 * where the second one is let in.
 */
class RacingFiguresTests {

	private static final Usage OF_THE_RESULT = Usage.builder().input(264L).output(200L).build();

	private @Nullable Runnable meanwhile;

	private final Traces traces = new Traces(List.of(), (settings) -> settings.withCosts(new OneDollarAToken())
		.withErrors(new ErrorClassifiers(List.of(new ByType()))));

	@Test
	void takesNoFiguresOfTheApplicationWhileItsCostIsEstimated() {
		this.traces.tracer().llm("p", "m").call((span) -> {
			letIn(() -> span.usage(1, 2).model("other").responseModel("other").provider("other"));
			return (UsageCarrier) () -> OF_THE_RESULT;
		});

		SpanRecord record = this.traces.only().record();
		assertThat(record.response().usage()).isEqualTo(OF_THE_RESULT);
		assertThat(record.response().cost()).isEqualByComparingTo("464");
		assertThat(record.request().model()).isEqualTo("m");
		assertThat(record.request().provider()).isEqualTo("p");
		assertThat(record.response().model()).isNull();
	}

	@Test
	void takesNoCostOfTheApplicationWhileItsOwnIsEstimated() {
		this.traces.tracer().llm("p", "m").call((span) -> {
			letIn(() -> span.cost(new BigDecimal("7")));
			return (UsageCarrier) () -> OF_THE_RESULT;
		});

		assertThat(this.traces.only().record().response().cost()).isEqualByComparingTo("464");
		assertThat(this.traces.calls().get(0).costUsd()).isEqualByComparingTo("464");
	}

	@Test
	void hasTheCategoryOfItsError() {
		IllegalStateException second = new IllegalStateException("second");
		this.traces.tracer().llm("p", "m").call((span) -> {
			letIn(() -> span.error(second));
			span.error(new IllegalArgumentException("first"));
			return "answer";
		});

		SpanRecord record = this.traces.only().record();
		assertThat(record.error()).hasMessage("first");
		assertThat(record.errorClassification().category()).isEqualTo(ErrorCategory.INVALID_REQUEST);
		assertThat(this.traces.calls().get(0).error()).isEqualTo("invalid_request");
	}

	@Test
	void saysOnlyTheInputOfAStreamThatWasCancelledThoughItsLastPartsComeLater() {
		ForeignSpan span = stream();
		span.element(chunk("Hel"));
		letIn(() -> {
			span.element(usage());
			span.elementsEnded(true);
		});

		span.interrupted(null);
		runWhatIsLeft();

		SpanRecord record = span.recorded().record();
		assertThat(record.response().usage()).isEqualTo(Usage.builder().input(9L).build());
		assertThat(record.response().cost()).isNull();
		assertThat(record.response().costUnavailable()).isEqualTo("cancelled");
	}

	@Test
	void hasTheCostOfAStreamWhoseEndCameWhenNobodyWantedItAnyMore() {
		ForeignSpan span = stream();
		span.element(chunk("Hel"));
		letIn(() -> {
			span.element(finish());
			span.element(usage());
			span.elementsEnded(true);
		});

		span.interrupted(null);
		runWhatIsLeft();

		SpanRecord record = span.recorded().record();
		assertThat(record.response().finishReason()).isEqualTo("stop");
		assertThat(record.response().usage().output()).isEqualTo(6);
		assertThat(record.response().cost()).isEqualByComparingTo("15");
	}

	@Test
	void classifiesAnErrorThatCameAfterTheStreamWasLeft() {
		ForeignSpan span = stream();
		span.element(chunk("Hel"));

		span.interrupted(null);
		span.element(Map.of("error", Map.of("code", 429, "message", "Slow down")));
		span.elementsEnded(true);

		assertThat(span.recorded().record().error()).hasMessage("Slow down");
		assertThat(span.recorded().record().errorClassification().category()).isEqualTo(ErrorCategory.RATE_LIMITED);
	}

	@Test
	void hasTheCostOfFiguresThatOnlyTheElementsSay() {
		ForeignSpan span = stream();
		span.element(chunk("Hello"));
		span.element(usage());

		span.completed(
				Map.of("id", "c1", "object", "chat.completion", "model", "m", "choices",
						List.of(Map.of("index", 0, "finish_reason", "stop", "message", Map.of("content", "Hello")))),
				null);
		span.elementsEnded(true);

		SpanRecord record = span.recorded().record();
		assertThat(record.response().usage().input()).isEqualTo(9);
		assertThat(record.response().cost()).isEqualByComparingTo("15");
	}

	@Test
	void isCutOffThoughTheProviderHadSaidSomeFigures() {
		ForeignSpan span = stream();
		span.element(chunk("Hel"));

		span.figures().ofProvider(Usage.builder().input(9L).output(1L).build());
		span.interrupted(null);

		SpanRecord record = span.recorded().record();
		assertThat(record.response().usage()).isEqualTo(Usage.builder().input(9L).build());
		assertThat(record.response().costUnavailable()).isEqualTo("cancelled");
	}

	@Test
	void leavesTheUsageThatTheApplicationSays() {
		ForeignSpan span = stream();
		span.span().usage(3, 4);
		span.figures().ofProvider(Usage.builder().input(9L).cachedInput(1L).output(1L).build());
		span.completed(Map.of(), null);
		span.figures().more(Usage.builder().input(9L).cachedInput(1L).output(1L).build());

		assertThat(span.recorded().record().response().usage()).isEqualTo(Usage.builder().input(3L).output(4L).build());
	}

	@Test
	void isNotCompleteBeforeItIsKnownWhetherItIsARequest() {
		ForeignSpan span = stream();
		Span started = this.traces.otel().nextSpan();
		span.startWith(started::start);
		ForeignSpan below = this.traces.tracer()
			.starter()
			.observe(new Observation.Context(), spec(), span, (prepared) -> prepared.model("m"));
		span.completed((UsageCarrier) () -> OF_THE_RESULT, null);
		SpanRecord record = span.recorded().record();

		span.endWith(this.traces.otel(), started, () -> {
			below.completed((UsageCarrier) () -> Usage.builder().input(1L).output(1L).build(), null);
			below.endWith(this.traces.otel(), this.traces.otel().nextSpan().start(), () -> {
			});
			assertThat(record.isComplete()).isFalse();
		});

		assertThat(record.isComplete()).isTrue();
		assertThat(record.billable()).isTrue();
		assertThat(record.response().cost()).isEqualByComparingTo("464");
	}

	@Test
	void countsTheStepsOfAnAgentThatEndAfterIt() {
		List<ActiveSpan> step = new ArrayList<>();
		this.traces.tracer()
			.agent("a")
			.run((span) -> step.add(this.traces.tracer()
				.starter()
				.start(new SpanSpec(SpanType.STEP, "1", null, "test", Capture.INHERIT), (prepared) -> {
				})));
		SpanRecord agent = this.traces.only().record();
		assertThat(agent.isComplete()).isFalse();

		step.get(0).completed(null);

		assertThat(agent.isComplete()).isTrue();
		assertThat(agent.labels().metadata()).containsEntry("agent.steps_executed", 1)
			.containsEntry("agent.task_completed", true);
	}

	@Test
	void doesNotCountTheStepsOfAnAgentThatNobodyWaitsFor() {
		this.traces.tracer()
			.agent("a")
			.run((span) -> this.traces.tracer()
				.starter()
				.start(new SpanSpec(SpanType.STEP, "1", null, "test", Capture.INHERIT), (prepared) -> {
				}));
		SpanRecord agent = this.traces.only().record();

		agent.waitNoLonger(true);

		assertThat(agent.labels().metadata()).containsEntry("agent.steps_executed", 0);
	}

	private ForeignSpan stream() {
		return this.traces.tracer()
			.starter()
			.observe(new Observation.Context(), spec(), null, (prepared) -> prepared.model("m"));
	}

	private static SpanSpec spec() {
		return new SpanSpec(SpanType.LLM, "chat", null, "test", Capture.INHERIT);
	}

	private void letIn(Runnable telling) {
		this.meanwhile = () -> CompletableFuture.runAsync(telling).join();
	}

	private void runWhatIsLeft() {
		Runnable telling = this.meanwhile;
		this.meanwhile = null;
		if (telling != null) {
			telling.run();
		}
	}

	private static Map<String, Object> chunk(String text) {
		return Map.of("id", "c1", "object", "chat.completion.chunk", "model", "m", "choices",
				List.of(Map.of("index", 0, "delta", Map.of("content", text))));
	}

	private static Map<String, Object> finish() {
		return Map.of("id", "c1", "object", "chat.completion.chunk", "model", "m", "choices",
				List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop")));
	}

	private static Map<String, Object> usage() {
		return Map.of("id", "c1", "object", "chat.completion.chunk", "model", "m", "choices", List.of(), "usage",
				Map.of("prompt_tokens", 9, "completion_tokens", 6, "total_tokens", 15));
	}

	private final class OneDollarAToken implements CostCalculator {

		@Override
		public Optional<Cost> cost(@Nullable String provider, String model, Usage usage, Instant at) {
			runWhatIsLeft();
			BigDecimal input = BigDecimal.valueOf((usage.input() != null) ? usage.input() : 0);
			BigDecimal output = BigDecimal.valueOf((usage.output() != null) ? usage.output() : 0);
			return Optional.of(new Cost(input, output, input.add(output), "test"));
		}

	}

	private final class ByType implements ErrorClassifier {

		@Override
		public @Nullable ErrorClassification classify(Throwable error) {
			runWhatIsLeft();
			return (error instanceof IllegalArgumentException) ? ErrorClassification.of(ErrorCategory.INVALID_REQUEST)
					: null;
		}

	}

}

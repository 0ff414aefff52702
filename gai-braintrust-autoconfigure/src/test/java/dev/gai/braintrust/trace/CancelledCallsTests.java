package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gai.braintrust.cost.Cost;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.CompletedCalls;
import dev.gai.braintrust.trace.record.SpanResponse;
import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams that nobody wanted the rest of: what is known of them is said, and no more.
 */
class CancelledCallsTests {

	private static final Map<String, Object> START = Map.of("type", "message_start", "message",
			Map.of("id", "msg_1", "type", "message", "model", "claude-sonnet-4-5", "content", List.of(), "usage",
					Map.of("input_tokens", 1000, "output_tokens", 1)));

	private static final Map<String, Object> TEXT = Map.of("type", "content_block_delta", "index", 0, "delta",
			Map.of("type", "text_delta", "text", "Hello"));

	private static final Map<String, Object> END = Map.of("type", "message_delta", "delta",
			Map.of("stop_reason", "end_turn"), "usage", Map.of("output_tokens", 20));

	private final Traces traces = new Traces(List.of(),
			(settings) -> settings.withCosts((provider, model, usage, at) -> Optional.of(cost(usage))));

	@Test
	void sayWhatTheirInputWas() {
		stream().take(2).blockLast();

		SpanResponse response = this.traces.only().record().response();
		assertThat(response.usage()).isEqualTo(Usage.builder().input(1000L).build());
		assertThat(response.cost()).isNull();
		assertThat(response.costUnavailable()).isEqualTo("cancelled");
		assertThat(this.traces.only().record().failure().cancelled()).isTrue();
	}

	@Test
	void sayWhatTheirInputWasWhereNobodyKnowsPrices() {
		Traces unpriced = new Traces();
		unpriced.tracer()
			.llm("anthropic", "claude-sonnet-4-5")
			.call((span) -> Flux.concat(Flux.just(START, TEXT), Flux.never()))
			.take(2)
			.blockLast();

		assertThat(unpriced.only().record().response().usage()).isEqualTo(Usage.builder().input(1000L).build());
		assertThat(unpriced.only().record().response().costUnavailable()).isNull();
	}

	@Test
	void countInBudgetsWithWhatHasArrived() {
		List<CompletedCall> told = new ArrayList<>();
		List<CompletedCall> spent = new ArrayList<>();
		stream().take(2).blockLast();

		new CompletedCalls(List.of(told::add), List.of(spent::add), InstantSource.system())
			.ended(this.traces.only().record());

		assertThat(told).extracting(CompletedCall::costUsd).containsExactly((BigDecimal) null);
		assertThat(spent).extracting(CompletedCall::costUsd).containsExactly(BigDecimal.valueOf(1000 + 5 * 2));
	}

	@Test
	void countInBudgetsWithTheTextThatWasAskedWhereNothingWasReported() {
		List<CompletedCall> spent = new ArrayList<>();
		this.traces.tracer()
			.llm("openai", "gpt-4o")
			.messages(List.of(Message.system("abc"), Message.user("abcdef")))
			.call((span) -> Flux.just("abc", "b"))
			.take(1)
			.blockLast();

		new CompletedCalls(List.of(), List.of(spent::add), InstantSource.system()).ended(this.traces.only().record());

		// The names of the roles count, too: rather too much than too little.
		assertThat(spent.get(0).costUsd()).isBetween(BigDecimal.valueOf(3 + 5), BigDecimal.valueOf(7 + 5));
	}

	@Test
	void haveNoFiguresWhereNoneWereReported() {
		this.traces.tracer().llm("openai", "gpt-4o").call((span) -> Flux.just("a", "b", "c")).take(1).blockLast();

		SpanResponse response = this.traces.only().record().response();
		assertThat(response.usage()).isNull();
		assertThat(response.costUnavailable()).isEqualTo("cancelled");
	}

	@Test
	void haveTheirCostWhereTheModelHadFinished() {
		stream().take(3).blockLast();

		SpanResponse response = this.traces.only().record().response();
		assertThat(response.usage().output()).isEqualTo(20);
		assertThat(response.cost()).isEqualByComparingTo("1100");
	}

	@Test
	void haveTheCostOfWhatTheApplicationSays() {
		this.traces.tracer().llm("p", "m").call((span) -> {
			span.usage(3, 4);
			return Flux.just("a", "b");
		}).take(1).blockLast();

		assertThat(this.traces.only().record().response().cost()).isEqualByComparingTo("23");
	}

	private static Cost cost(Usage usage) {
		BigDecimal input = BigDecimal.valueOf((usage.input() != null) ? usage.input() : 0);
		BigDecimal output = BigDecimal.valueOf((usage.output() != null) ? 5 * usage.output() : 0);
		return new Cost(input, output, input.add(output), "test");
	}

	private Flux<Map<String, Object>> stream() {
		return this.traces.tracer()
			.llm("anthropic", "claude-sonnet-4-5")
			.call((span) -> Flux.concat(Flux.just(START, TEXT, END), Flux.never()));
	}

}

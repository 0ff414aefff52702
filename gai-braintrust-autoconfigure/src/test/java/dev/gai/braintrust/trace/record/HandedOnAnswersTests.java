package dev.gai.braintrust.trace.record;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that hand on what calls below them have answered count once.
 */
class HandedOnAnswersTests {

	private final NestedCalls calls = new NestedCalls();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void handsOnTheAnswerOfACallBelow(boolean sameObject) {
		Map<String, Object> answer = NestedCalls.answer("chatcmpl-1", 100, 5);

		this.calls.outer(() -> {
			this.calls.embeds(10);
			this.calls.asks(answer);
			return sameObject ? answer : new HashMap<>(answer);
		});

		assertThat(this.calls.figures()).containsExactly("10/0", "100/5");
		assertThat(this.calls.typeOfOuter()).isEqualTo(SpanType.TASK);
	}

	@Test
	void handsOnAnAnswerOfWhichTheApplicationSaidSomethingElseBelow() {
		Map<String, Object> answer = NestedCalls.answer(null, 100, 5);

		this.calls.outer(() -> this.calls.tracer.llm("openai", "inner").call((span) -> {
			span.usage(90, 5);
			return answer;
		}));

		assertThat(this.calls.figures()).containsExactly("90/5");
	}

	@Test
	void handsOnTheSumOfCallsBelow() {
		this.calls.outer(() -> {
			this.calls.asks(NestedCalls.answer("guard", 7, 3));
			this.calls.asks(NestedCalls.answer(null, 100, 5));
			this.calls.embeds(11);
			this.calls.asks(NestedCalls.answer(null, 200, 6));
			return NestedCalls.answer(null, 300, 11);
		});

		assertThat(this.calls.figures()).containsExactly("7/3", "100/5", "11/0", "200/6");
	}

	@Test
	void handsOnATextThatACallBelowBrought() {
		this.calls.outer(() -> {
			this.calls.asks(NestedCalls.answer("chatcmpl-1", 100, 5));
			return "Hello";
		});

		assertThat(this.calls.figures()).containsExactly("100/5");
		assertThat(this.calls.typeOfOuter()).isEqualTo(SpanType.TASK);
	}

	@Test
	void tellsEachOfManyLevelsApart() {
		this.calls.outer(() -> {
			this.calls.outer(() -> {
				this.calls.outer(() -> {
					this.calls.asks(NestedCalls.answer("a", 1, 1));
					return NestedCalls.answer("b", 2, 2);
				});
				return NestedCalls.answer("b", 2, 2);
			});
			return NestedCalls.answer("c", 4, 4);
		});

		assertThat(this.calls.figures()).containsExactly("1/1", "2/2", "4/4");
		assertThat(this.calls.traces.spans()).extracting((span) -> span.record().type())
			.containsExactly(SpanType.LLM, SpanType.LLM, SpanType.TASK, SpanType.LLM);
	}

	@Test
	void tellsStreamsApart() {
		Flux<Map<String, Object>> flux = this.calls.tracer.llm("openai", "outer").call((outer) -> {
			this.calls.asks(NestedCalls.answer("guard", 10, 5));
			return Flux.just(NestedCalls.chunk("own", "Hel"), NestedCalls.chunk("own", "lo"),
					NestedCalls.answer("own", 70, 7));
		});
		flux.blockLast();

		assertThat(this.calls.figures()).containsExactly("10/5", "70/7");
	}

	@Test
	void sumsWhatIsBelowInTheSpansAboveEveryLevel() {
		this.calls.tracer.agent("a").run((agent) -> this.calls.outer(() -> {
			this.calls.embeds(6456);
			return NestedCalls.answer("chatcmpl-1", 10_000, 500);
		}));

		CallsBelow below = this.calls.traces.named("invoke_agent a").record().below();
		assertThat(below.requests()).isEqualTo(2);
		assertThat(below.inputTokens()).isEqualTo(16_456);
		assertThat(below.outputTokens()).isEqualTo(500);
	}

	@Test
	void comparesNoMoreCallsThanItKeeps() {
		this.calls.outer(() -> {
			for (int i = 0; i < 2000; i++) {
				this.calls.asks(NestedCalls.answer("id-" + i, i + 1000, 1));
			}
			return NestedCalls.answer("id-1999", 2999, 1);
		});

		assertThat(this.calls.traces.calls()).hasSize(2000);
		assertThat(this.calls.traces.named("chat outer").record().below().calls()).isEmpty();
	}

}

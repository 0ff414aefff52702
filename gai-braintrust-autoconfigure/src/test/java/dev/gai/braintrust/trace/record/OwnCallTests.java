package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A call of a model with others below it: what its result says decides whether it is a
 * request itself.
 */
class OwnCallTests {

	private final Traces traces = new Traces();

	private final GenAiTracer tracer = this.traces.tracer();

	@Test
	void isARequestWhenItsAnswerIsNotThatOfTheEmbeddingBelowIt() {
		outer(() -> {
			embeds(6456);
			return answer("chatcmpl-1", 10_000, 500);
		});

		assertThat(figures()).containsExactly("6456/0", "10000/500");
		assertThat(typeOfOuter()).isEqualTo(SpanType.LLM);
	}

	@Test
	void isARequestBesideAGuardWhoseFiguresAreTheSameIfTheAnswersAreOthers() {
		outer(() -> {
			asks(answer("guard", 10, 5));
			return answer("own", 10, 5);
		});

		assertThat(figures()).containsExactly("10/5", "10/5");
	}

	@Test
	void isARequestBesideAGuardThatFails() {
		outer(() -> {
			fails(new ConnectException("guard"));
			return answer("own", 100, 5);
		});

		assertThat(figures()).containsExactly("-", "100/5");
	}

	@Test
	void isARequestWhenTheApplicationSaysFiguresOfItsOwn() {
		this.tracer.llm("openai", "outer").call((span) -> {
			asks(answer("guard", 10, 5));
			span.usage(1000, 50);
			return "answer";
		});

		assertThat(figures()).containsExactly("10/5", "1000/50");
	}

	@Test
	void isARequestWhenTheApplicationSaysACostOfItsOwn() {
		this.tracer.llm("openai", "outer").call((span) -> {
			this.tracer.llm("openai", "guard").run((guard) -> guard.cost(new BigDecimal("0.1")));
			span.cost(new BigDecimal("0.25"));
			return "answer";
		});

		assertThat(this.traces.calls()).extracting(CompletedCall::costUsd)
			.containsExactly(new BigDecimal("0.1"), new BigDecimal("0.25"));
	}

	@Test
	void isARequestWithoutFiguresWhenNothingBelowCouldHaveAnswered() {
		outer(() -> {
			embeds(10);
			return "a text without figures";
		});

		assertThat(figures()).containsExactly("10/0", "-");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void handsOnTheAnswerOfACallBelow(boolean sameObject) {
		Map<String, Object> answer = answer("chatcmpl-1", 100, 5);

		outer(() -> {
			embeds(10);
			asks(answer);
			return sameObject ? answer : new HashMap<>(answer);
		});

		assertThat(figures()).containsExactly("10/0", "100/5");
		assertThat(typeOfOuter()).isEqualTo(SpanType.TASK);
	}

	@Test
	void handsOnAnAnswerOfWhichTheApplicationSaidSomethingElseBelow() {
		Map<String, Object> answer = answer(null, 100, 5);

		outer(() -> this.tracer.llm("openai", "inner").call((span) -> {
			span.usage(90, 5);
			return answer;
		}));

		assertThat(figures()).containsExactly("90/5");
	}

	@Test
	void handsOnTheSumOfCallsBelow() {
		outer(() -> {
			asks(answer("guard", 7, 3));
			asks(answer(null, 100, 5));
			embeds(11);
			asks(answer(null, 200, 6));
			return answer(null, 300, 11);
		});

		assertThat(figures()).containsExactly("7/3", "100/5", "11/0", "200/6");
	}

	@Test
	void handsOnATextThatACallBelowBrought() {
		outer(() -> {
			asks(answer("chatcmpl-1", 100, 5));
			return "Hello";
		});

		assertThat(figures()).containsExactly("100/5");
		assertThat(typeOfOuter()).isEqualTo(SpanType.TASK);
	}

	@Test
	void tellsEachOfManyLevelsApart() {
		outer(() -> {
			outer(() -> {
				outer(() -> {
					asks(answer("a", 1, 1));
					return answer("b", 2, 2);
				});
				return answer("b", 2, 2);
			});
			return answer("c", 4, 4);
		});

		assertThat(figures()).containsExactly("1/1", "2/2", "4/4");
		assertThat(this.traces.spans()).extracting((span) -> span.record().type())
			.containsExactly(SpanType.LLM, SpanType.LLM, SpanType.TASK, SpanType.LLM);
	}

	@Test
	void countsAFailureOfItsOwn() {
		assertThatThrownBy(() -> this.tracer.llm("openai", "outer").call((span) -> {
			asks(answer("guard", 1, 1));
			throw new ConnectException("own");
		}));

		assertThat(this.traces.calls()).extracting(CompletedCall::error).containsExactly(null, "network");
	}

	@Test
	void countsAFailureThatIsHandedOnOnce() {
		assertThatThrownBy(() -> this.tracer.llm("openai", "outer").call((span) -> {
			try {
				fails(new ConnectException("below"));
			}
			catch (IllegalStateException ex) {
				throw new IllegalArgumentException("No answer", ex);
			}
			return null;
		}));

		assertThat(this.traces.calls()).extracting(CompletedCall::error).containsExactly("network");
	}

	@Test
	void countsNoRequestForAMistakeInWhatIsDoneWithTheAnswer() {
		assertThatThrownBy(() -> this.tracer.llm("openai", "outer").call((span) -> {
			asks(answer("chatcmpl-1", 1, 1));
			throw new NumberFormatException("Not the JSON that was expected");
		}));

		assertThat(figures()).containsExactly("1/1");
	}

	@Test
	void waitsForACallBelowThatEndsLater() {
		ActiveSpan outer = this.tracer.llm("openai", "outer").start();
		ActiveSpan inner = this.tracer.starter().start(SPEC, (span) -> span.model("inner"), outer.observation());
		outer.completed(answer("chatcmpl-1", 100, 5));
		assertThat(this.traces.calls()).isEmpty();

		inner.completed(answer("chatcmpl-1", 100, 5));

		assertThat(figures()).containsExactly("100/5");
		assertThat(typeOfOuter()).isEqualTo(SpanType.TASK);
	}

	@Test
	void isARequestWhenWhatEndsLaterWasAnotherCall() {
		ActiveSpan outer = this.tracer.llm("openai", "outer").start();
		ActiveSpan inner = this.tracer.starter().start(SPEC, (span) -> span.model("inner"), outer.observation());
		outer.completed(answer("own", 100, 5));
		inner.completed(answer("other", 1, 1));

		assertThat(figures()).containsExactly("100/5", "1/1");
	}

	@Test
	void tellsStreamsApart() {
		Flux<Map<String, Object>> flux = this.tracer.llm("openai", "outer").call((outer) -> {
			asks(answer("guard", 10, 5));
			return Flux.just(chunk("own", "Hel"), chunk("own", "lo"), answer("own", 70, 7));
		});
		flux.blockLast();

		assertThat(figures()).containsExactly("10/5", "70/7");
	}

	@Test
	void sumsWhatIsBelowInTheSpansAboveEveryLevel() {
		this.tracer.agent("a").run((agent) -> outer(() -> {
			embeds(6456);
			return answer("chatcmpl-1", 10_000, 500);
		}));

		CallsBelow below = this.traces.named("invoke_agent a").record().below();
		assertThat(below.requests()).isEqualTo(2);
		assertThat(below.inputTokens()).isEqualTo(16_456);
		assertThat(below.outputTokens()).isEqualTo(500);
	}

	@Test
	void comparesNoMoreCallsThanItKeeps() {
		outer(() -> {
			for (int i = 0; i < 2000; i++) {
				asks(answer("id-" + i, i + 1000, 1));
			}
			return answer("id-1999", 2999, 1);
		});

		assertThat(this.traces.calls()).hasSize(2000);
		assertThat(this.traces.named("chat outer").record().below().calls()).isEmpty();
	}

	private static final SpanSpec SPEC = new SpanSpec(SpanType.LLM, "", null, "manual", Capture.INHERIT);

	private void outer(Body body) {
		this.tracer.llm("openai", "outer").call((span) -> body.run());
	}

	private void asks(Map<String, Object> answer) {
		this.tracer.llm("openai", "inner").call((span) -> answer);
	}

	private void embeds(long tokens) {
		this.tracer.embeddings("openai", "text-embedding-3-small")
			.run((span) -> span.usage(Usage.builder().input(tokens).build()));
	}

	private void fails(Exception failure) {
		try {
			this.tracer.llm("openai", "inner").call((span) -> {
				throw failure;
			});
		}
		catch (Exception ex) {
			if (failure.getMessage().equals("below")) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private SpanType typeOfOuter() {
		return this.traces.named("chat outer").record().type();
	}

	private List<String> figures() {
		List<String> figures = new ArrayList<>();
		for (CompletedCall call : this.traces.calls()) {
			Usage usage = call.usage();
			figures.add((usage != null) ? usage.input() + "/" + ((usage.output() != null) ? usage.output() : 0) : "-");
		}
		return figures;
	}

	private static Map<String, Object> answer(String id, long input, long output) {
		Map<String, Object> answer = new HashMap<>(Map.of("object", "chat.completion", "model", "gpt-4o", "choices",
				List.of(Map.of("index", 0, "finish_reason", "stop", "message",
						Map.of("role", "assistant", "content", "Hello"))),
				"usage", Map.of("prompt_tokens", input, "completion_tokens", output)));
		if (id != null) {
			answer.put("id", id);
		}
		return answer;
	}

	private static Map<String, Object> chunk(String id, String text) {
		return Map.of("id", id, "object", "chat.completion.chunk", "model", "gpt-4o", "choices",
				List.of(Map.of("index", 0, "delta", Map.of("content", text))));
	}

	@FunctionalInterface
	private interface Body {

		Object run();

	}

}

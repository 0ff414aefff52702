package dev.gai.braintrust.trace.record;

import java.math.BigDecimal;
import java.net.ConnectException;

import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.usage.CompletedCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Whether a call around other calls is a request of its own.
 */
class OwnCallTests {

	private final NestedCalls calls = new NestedCalls();

	@Test
	void isARequestWhenItsAnswerIsNotThatOfTheEmbeddingBelowIt() {
		this.calls.outer(() -> {
			this.calls.embeds(6456);
			return NestedCalls.answer("chatcmpl-1", 10_000, 500);
		});

		assertThat(this.calls.figures()).containsExactly("6456/0", "10000/500");
		assertThat(this.calls.typeOfOuter()).isEqualTo(SpanType.LLM);
	}

	@Test
	void isARequestBesideAGuardWhoseFiguresAreTheSameIfTheAnswersAreOthers() {
		this.calls.outer(() -> {
			this.calls.asks(NestedCalls.answer("guard", 10, 5));
			return NestedCalls.answer("own", 10, 5);
		});

		assertThat(this.calls.figures()).containsExactly("10/5", "10/5");
	}

	@Test
	void isARequestBesideAGuardThatFails() {
		this.calls.outer(() -> {
			this.calls.fails(new ConnectException("guard"));
			return NestedCalls.answer("own", 100, 5);
		});

		assertThat(this.calls.figures()).containsExactly("-", "100/5");
	}

	@Test
	void isARequestWhenTheApplicationSaysFiguresOfItsOwn() {
		this.calls.tracer.llm("openai", "outer").call((span) -> {
			this.calls.asks(NestedCalls.answer("guard", 10, 5));
			span.usage(1000, 50);
			return "answer";
		});

		assertThat(this.calls.figures()).containsExactly("10/5", "1000/50");
	}

	@Test
	void isARequestWhenTheApplicationSaysACostOfItsOwn() {
		this.calls.tracer.llm("openai", "outer").call((span) -> {
			this.calls.tracer.llm("openai", "guard").run((guard) -> guard.cost(new BigDecimal("0.1")));
			span.cost(new BigDecimal("0.25"));
			return "answer";
		});

		assertThat(this.calls.traces.calls()).extracting(CompletedCall::costUsd)
			.containsExactly(new BigDecimal("0.1"), new BigDecimal("0.25"));
	}

	@Test
	void isARequestWithoutFiguresWhenNothingBelowCouldHaveAnswered() {
		this.calls.outer(() -> {
			this.calls.embeds(10);
			return "a text without figures";
		});

		assertThat(this.calls.figures()).containsExactly("10/0", "-");
	}

	@Test
	void countsAFailureOfItsOwn() {
		assertThatThrownBy(() -> this.calls.tracer.llm("openai", "outer").call((span) -> {
			this.calls.asks(NestedCalls.answer("guard", 1, 1));
			throw new ConnectException("own");
		}));

		assertThat(this.calls.traces.calls()).extracting(CompletedCall::error).containsExactly(null, "network");
	}

	@Test
	void countsAFailureThatIsHandedOnOnce() {
		assertThatThrownBy(() -> this.calls.tracer.llm("openai", "outer").call((span) -> {
			try {
				this.calls.fails(new ConnectException("below"));
			}
			catch (IllegalStateException ex) {
				throw new IllegalArgumentException("No answer", ex);
			}
			return null;
		}));

		assertThat(this.calls.traces.calls()).extracting(CompletedCall::error).containsExactly("network");
	}

	@Test
	void countsNoRequestForAMistakeInWhatIsDoneWithTheAnswer() {
		assertThatThrownBy(() -> this.calls.tracer.llm("openai", "outer").call((span) -> {
			this.calls.asks(NestedCalls.answer("chatcmpl-1", 1, 1));
			throw new NumberFormatException("Not the JSON that was expected");
		}));

		assertThat(this.calls.figures()).containsExactly("1/1");
	}

	@Test
	void waitsForACallBelowThatEndsLater() {
		ActiveSpan outer = this.calls.tracer.llm("openai", "outer").start();
		ActiveSpan inner = this.calls.tracer.starter()
			.start(NestedCalls.SPEC, (span) -> span.model("inner"), outer.observation());
		outer.completed(NestedCalls.answer("chatcmpl-1", 100, 5));
		assertThat(this.calls.traces.calls()).isEmpty();

		inner.completed(NestedCalls.answer("chatcmpl-1", 100, 5));

		assertThat(this.calls.figures()).containsExactly("100/5");
		assertThat(this.calls.typeOfOuter()).isEqualTo(SpanType.TASK);
	}

	@Test
	void isARequestWhenWhatEndsLaterWasAnotherCall() {
		ActiveSpan outer = this.calls.tracer.llm("openai", "outer").start();
		ActiveSpan inner = this.calls.tracer.starter()
			.start(NestedCalls.SPEC, (span) -> span.model("inner"), outer.observation());
		outer.completed(NestedCalls.answer("own", 100, 5));
		inner.completed(NestedCalls.answer("other", 1, 1));

		assertThat(this.calls.figures()).containsExactly("100/5", "1/1");
	}

}

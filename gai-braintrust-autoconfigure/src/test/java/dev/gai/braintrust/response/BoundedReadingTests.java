package dev.gai.braintrust.response;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import dev.gai.braintrust.testing.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer is an object of the application and may be anything. Reading it takes a
 * bounded time and a bounded memory. The time-outs are far from both.
 */
@Timeout(20)
@Tag("thorough")
class BoundedReadingTests {

	private final Traces traces = new Traces();

	@Test
	void readsAnAnswerThatContainsItselfFourTimes() {
		Map<String, Object> message = new HashMap<>();
		List<Object> content = new ArrayList<>();
		content.addAll(List.of(content, content, content, content));
		message.put("role", "assistant");
		message.put("content", content);
		Map<String, Object> answer = answer(message);
		message.put("tool_calls", List.of(Map.of("function", Map.of("name", "f", "arguments", twisted()))));

		run(answer);

		assertThat(this.traces.only().record().response().usage().input()).isEqualTo(3);
	}

	private static Map<String, Object> twisted() {
		Map<String, Object> twisted = new HashMap<>();
		for (String key : List.of("a", "b", "c", "d")) {
			twisted.put(key, twisted);
		}
		return twisted;
	}

	@ParameterizedTest
	@ValueSource(strings = { "choices", "content", "tool_calls", "data", "output" })
	void readsAnAnswerWithAListThatMakesItsElements(String where) {
		AtomicLong made = new AtomicLong();
		Map<String, Object> message = new HashMap<>(Map.of("role", "assistant", "content", "hi"));
		Map<String, Object> answer = answer(message);
		List<Object> endless = new Endless(made, () -> switch (where) {
			case "choices" -> Map.of("message", message);
			case "content" -> Map.of("type", "text", "text", "x");
			case "tool_calls" -> Map.of("id", "c", "function", Map.of("name", "f", "arguments", "{}"));
			case "data" -> Map.of("embedding", List.of(1));
			default -> Map.of("type", "message", "content", List.of(Map.of("type", "output_text", "text", "x")));
		});
		switch (where) {
			case "content", "tool_calls" -> message.put(where, endless);
			case "choices" -> answer.put(where, endless);
			default -> {
				answer.remove("choices");
				answer.put("object", where.equals("data") ? "list" : "response");
				answer.put(where, endless);
			}
		}

		run(answer);

		assertThat(this.traces.spans()).hasSize(1);
		assertThat(made.get()).isLessThan(1_000_000);
	}

	@Test
	void givesUpAListThatTakesItsTime() {
		AtomicLong made = new AtomicLong();
		Endless slow = new Endless(made, () -> {
			long until = System.nanoTime() + Duration.ofMillis(2).toNanos();
			while (System.nanoTime() < until) {
				Thread.onSpinWait();
			}
			return "x";
		});

		this.traces.tracer().llm("openai", "m").input(slow).call((span) -> Map.of("choices", slow));

		assertThat(this.traces.spans()).hasSize(1);
		assertThat(made.get()).isLessThan(10_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e-20000000", "1e20000000", "-1e20000000", "1e-2147483647", "1e2147483647" })
	void doesNoArithmeticWithNumbersThatAreNotOfThisWorld(String text) {
		BigDecimal number = new BigDecimal(text);
		Map<String, Object> answer = answer(Map.of("role", "assistant", "content", List.of(number)));
		answer.put("usage", Map.of("prompt_tokens", number, "completion_tokens", number, "total_tokens", number,
				"prompt_tokens_details", Map.of("cached_tokens", number)));

		this.traces.tracer().llm("openai", "m").maxTokens(1).input(number).metadata("n", number).call((span) -> {
			span.requestParameter("max_tokens", number).requestParameter("temperature", number);
			span.cost(number.abs()).output(Map.of("n", number));
			return answer;
		});
		this.traces.tracer().llm("openai", "m").run((span) -> span.cost(new BigDecimal("0.5")).usage(1, 1));

		assertThat(this.traces.spans()).hasSize(2);
		assertThat(this.traces.calls()).hasSize(2);
	}

	@Test
	void doesNotPrintNumbersWithMillionsOfDigits() {
		BigInteger huge = BigInteger.TWO.pow(40_000_000);
		Map<String, Object> answer = answer(Map.of("role", "assistant", "content", "hi"));
		answer.put("usage", Map.of("prompt_tokens", huge, "completion_tokens", new BigDecimal(huge, 3)));

		this.traces.tracer().llm("openai", "m").input(huge).metadata("n", huge).call((span) -> {
			span.requestParameter("max_tokens", huge).cost(new BigDecimal(huge, 7));
			return answer;
		});

		assertThat(this.traces.only().record().response().usage()).isNull();
	}

	@Test
	void takesSoManyMessagesAndNoMore() {
		AtomicLong made = new AtomicLong();
		List<Message> endless = new AbstractList<>() {

			@Override
			public Message get(int index) {
				made.incrementAndGet();
				return Message.user("m" + index);
			}

			@Override
			public int size() {
				return Integer.MAX_VALUE;
			}

		};

		this.traces.tracer().llm("openai", "m").messages(endless).run((span) -> span.output("x"));

		assertThat(made.get()).isLessThan(20_000);
		assertThat(this.traces.spans()).hasSize(1);
	}

	private void run(Map<String, Object> answer) {
		this.traces.tracer().llm("openai", "m").call((span) -> answer);
	}

	private static Map<String, Object> answer(Map<String, Object> message) {
		Map<String, Object> answer = new HashMap<>();
		answer.put("model", "m");
		answer.put("choices", List.of(Map.of("message", message, "finish_reason", "stop")));
		answer.put("usage", Map.of("prompt_tokens", 3, "completion_tokens", 4));
		return answer;
	}

	private static final class Endless extends AbstractList<Object> {

		private final AtomicLong made;

		private final Supplier<Object> element;

		Endless(AtomicLong made, Supplier<Object> element) {
			this.made = made;
			this.element = element;
		}

		@Override
		public Object get(int index) {
			this.made.incrementAndGet();
			return this.element.get();
		}

		@Override
		public int size() {
			return Integer.MAX_VALUE;
		}

	}

}

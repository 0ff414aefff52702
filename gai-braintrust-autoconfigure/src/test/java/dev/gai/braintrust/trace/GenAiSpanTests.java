package dev.gai.braintrust.trace;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.testing.Traces.EndedSpan;
import dev.gai.braintrust.trace.record.SpanRecord;
import dev.gai.braintrust.usage.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GenAiSpanTests {

	private final Traces traces = new Traces();

	@Test
	void writesEverything() {
		this.traces.tracer()
			.llm("groq", "m-1")
			.run((span) -> span.model("m-2")
				.provider("openai")
				.temperature(0.5)
				.temperature(Double.NaN)
				.maxTokens(7)
				.maxTokens(-1)
				.requestParameter("top_p", 0.9)
				.tools(List.of(Map.of("name", "t")))
				.conversationId("c")
				.messages(List.of(Message.user("hi")))
				.output("out")
				.expected("want")
				.responseModel("m-3")
				.responseId("r")
				.finishReason("length")
				.usage(10, 2)
				.cost(new BigDecimal("0.25"))
				.costCenter("cc", "cp")
				.metadata("list", List.of(1, 2))
				.metadata("gone", 1)
				.metadata("gone", null)
				.tag("beta")
				.tag(" ")
				.experiment("e", "v")
				.segment("s")
				.score("accuracy", 0.92)
				.feedback("helpful"));

		EndedSpan span = this.traces.only();
		SpanRecord record = span.record();
		assertThat(span.name()).isEqualTo("chat m-2");
		assertThat(record.request().provider()).isEqualTo("openai");
		assertThat(record.request().parameters()).isEqualTo(Map.of("temperature", 0.5, "max_tokens", 7L, "top_p", 0.9));
		assertThat(record.request().tools().tree()).isEqualTo(List.of(Map.of("name", "t")));
		assertThat(record.request().conversationId()).isEqualTo("c");
		assertThat(span.input()).isEqualTo(List.of(Map.of("role", "user", "content", "hi")));
		assertThat(span.output()).isEqualTo("out");
		assertThat(record.response().expected().tree()).isEqualTo("want");
		assertThat(record.response().model()).isEqualTo("m-3");
		assertThat(record.response().id()).isEqualTo("r");
		assertThat(record.response().finishReason()).isEqualTo("length");
		assertThat(record.response().usage()).isEqualTo(Usage.builder().input(10L).output(2L).build());
		assertThat(record.response().cost()).isEqualByComparingTo("0.25");
		assertThat(record.labels().metadata())
			.isEqualTo(Map.of("cost.center", "cc", "cost.project", "cp", "list", List.of(1, 2), "experiment.name", "e",
					"experiment.variant", "v", "experiment.user_segment", "s", "eval.human_feedback", "helpful"));
		assertThat(record.labels().tags()).containsExactly("beta");
		assertThat(record.labels().scores()).isEqualTo(Map.of("accuracy", 0.92));
	}

	@Test
	void knowsItsIdsAndItsAddress() {
		this.traces.tracer().tool("t").run((span) -> {
			assertThat(span.traceId()).hasSize(32);
			assertThat(span.spanId()).hasSize(16);
			assertThat(span.permalink()).isEqualTo("https://example/" + span.traceId() + "/" + span.spanId());
			assertThat(GenAiSpan.current().spanId()).isEqualTo(span.spanId());
		});
	}

	@Test
	void refusesImpossibleFiguresInsideAndOutsideOfASpan() {
		this.traces.tracer().tool("t").run(GenAiSpanTests::assertRefusal);
		assertRefusal(GenAiSpan.current());
	}

	private static void assertRefusal(GenAiSpan span) {
		assertThatIllegalArgumentException().isThrownBy(() -> span.usage(-1, 2)).withMessageContaining("input=-1");
		assertThatIllegalArgumentException().isThrownBy(() -> span.usage(Usage.builder().reasoningOutput(-3L).build()))
			.withMessageContaining("reasoningOutput=-3");
		assertThatIllegalArgumentException().isThrownBy(() -> span.score("s", Double.NaN)).withMessageContaining("NaN");
		assertThatIllegalArgumentException().isThrownBy(() -> span.score("s", -0.1)).withMessageContaining("-0.1");
		assertThatIllegalArgumentException().isThrownBy(() -> span.score("s", 1.1)).withMessageContaining("1.1");
		assertThatIllegalArgumentException().isThrownBy(() -> span.cost(new BigDecimal("-0.01")))
			.withMessageContaining("-0.01");
	}

	@Test
	void ignoresEverythingOutsideOfASpan() {
		GenAiSpan none = GenAiSpan.current();
		assertThat(none.model("m").input("i").usage(1, 1).error(new IllegalStateException()).tag("t")).isSameAs(none);
		assertThat(none.traceId()).isNull();
		assertThat(none.spanId()).isNull();
		assertThat(none.permalink()).isNull();
	}

	@Test
	void ignoresCallsOnASpanThatHasEnded() {
		GenAiSpan[] kept = new GenAiSpan[1];
		this.traces.tracer().tool("t").run((span) -> kept[0] = span);
		kept[0].metadata("late", 1).output("late").score("late", 1).error(new IllegalStateException());
		EndedSpan span = this.traces.only();
		assertThat(span.metadata("late")).isNull();
		assertThat(span.output()).isNull();
		assertThat(span.record().labels().scores()).isEmpty();
		assertThat(span.record().error()).isNull();
	}

	@Test
	void marksAnErrorThatWasSetByHand() {
		IllegalStateException error = new IllegalStateException();
		this.traces.tracer().agent("a").run((span) -> span.error(null).error(error));
		assertThat(this.traces.only().record().error()).isSameAs(error);
		assertThat(this.traces.only().metadata("agent.task_completed")).isEqualTo(false);
		assertThat(this.traces.only().data().getStatus().getStatusCode().name()).isEqualTo("ERROR");
	}

	@Test
	void isNotThereOnOtherThreads() throws Exception {
		GenAiSpan[] seen = new GenAiSpan[1];
		this.traces.tracer().tool("t").run((span) -> {
			Thread thread = new Thread(() -> seen[0] = GenAiSpan.current());
			thread.start();
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(seen[0].spanId()).isNull();
	}

}

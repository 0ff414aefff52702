package dev.gai.braintrust.export.row;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.common.AttributeKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What listeners are told, compared with what is sent.
 */
class RowListenerTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final List<Row> rows = new CopyOnWriteArrayList<>();

	@Test
	void isToldWhatIsSentMasked() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).listener(this.rows::add).start()) {
			assertThatIllegalStateException().isThrownBy(
					() -> pipeline.genAi().agent("researcher").input("sk-proj-" + "a1B2".repeat(10)).call((span) -> {
						pipeline.genAi().tool("search").call((tool) -> "found");
						throw new IllegalStateException("broken");
					}));
			pipeline.flush();
		}

		List<SentSpan> sent = braintrust.awaitSpans(2);
		assertThat(this.rows).extracting(Row::name).containsExactly("execute_tool search", "invoke_agent researcher");
		Row tool = this.rows.get(0);
		Row agent = this.rows.get(1);
		assertThat(agent.parentSpanId()).isNull();
		assertThat(tool.parentSpanId()).isEqualTo(agent.spanId());
		assertThat(tool.error()).isNull();
		assertThat(agent.error()).isEqualTo("java.lang.IllegalStateException: broken");
		assertThat(agent.events()).extracting(Row.Event::name).containsExactly("exception");
		assertThat(agent.endNanos()).isGreaterThanOrEqualTo(agent.startNanos());
		assertThat(agent.resource().asMap()).isNotEmpty();
		SentSpan sentAgent = sent.stream().filter((span) -> span.name().equals(agent.name())).findFirst().orElseThrow();
		String input = agent.attributes().get(AttributeKey.stringKey("braintrust.input_json"));
		assertThat(input).isEqualTo(sentAgent.json("braintrust.input_json").toString()).doesNotContain("sk-proj-");
	}

	@Test
	void isNotToldWhatIsNotSent() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.listener(this.rows::add)
			.predicate((span) -> !span.getName().contains("search"))
			.start()) {
			pipeline.genAi().tool("search").call((span) -> "hidden");
			pipeline.otel().spanBuilder("GET /").startSpan().end();
			pipeline.genAi().tool("chart").call((span) -> "shown");
			pipeline.flush();
		}

		assertThat(this.rows).extracting(Row::name).containsExactly("execute_tool chart");
	}

	@Test
	void changesNothingWhenItFails() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).listener((row) -> {
			throw new IllegalStateException("no room");
		}).start()) {
			pipeline.genAi().tool("search").call((span) -> "result");
			pipeline.flush();
			assertThat(pipeline.counts().delivered()).isEqualTo(1);
			assertThat(pipeline.counts().totalDropped()).isZero();
		}
	}

	@Test
	void severalAreToldInOrder() {
		List<String> told = new ArrayList<>();
		RowListener both = RowListener.of(List.of((row) -> told.add("first"), (row) -> told.add("second")));

		both.encoded(new Row("t", "s", null, "n", 0, 0, null, io.opentelemetry.api.common.Attributes.empty(),
				io.opentelemetry.api.common.Attributes.empty(), List.of()));

		assertThat(told).containsExactly("first", "second");
		assertThat(RowListener.of(List.of())).isSameAs(RowListener.NONE);
	}

}

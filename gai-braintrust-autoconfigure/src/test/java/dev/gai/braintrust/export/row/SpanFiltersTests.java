package dev.gai.braintrust.export.row;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.micrometer.tracing.exporter.FinishedSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's own filters of spans.
 */
class SpanFiltersTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void honoursPredicatesAndFiltersAndKeepsTypes() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.predicate((span) -> !span.getName().contains("secret"))
			.filter((span) -> span.setName(span.getName().replace("chat", "talk")))
			.start()) {
			pipeline.genAi().agent("a").run((agent) -> {
				pipeline.genAi().tool("secret").run((tool) -> {
				});
				pipeline.genAi().llm("p", "m").run((llm) -> llm.usage(3, 4).tag("x"));
			});

			List<SentSpan> spans = braintrust.awaitSpans(2);
			assertThat(spans).extracting(SentSpan::name).containsExactlyInAnyOrder("invoke_agent a", "talk m");
			SentSpan llm = braintrust.awaitSpan("talk m");
			assertThat(llm.parentId()).isEqualTo(braintrust.awaitSpan("invoke_agent a").spanId());
			assertThat(llm.attributes()).containsEntry("gen_ai.usage.input_tokens", 3L)
				.containsEntry("braintrust.tags", List.of("x"));
			assertThat(llm.metrics().path("tokens").asInt()).isEqualTo(7);
			assertThat(pipeline.counts().filtered()).isEqualTo(1);
		}
	}

	@Test
	void hangsLaterSpansAboveASpanThatAFilterHasLeftOut() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.predicate((span) -> !span.getName().contains("secret"))
			.start()) {
			io.micrometer.observation.Observation[] left = new io.micrometer.observation.Observation[1];
			pipeline.genAi()
				.agent("a")
				.run((agent) -> pipeline.genAi()
					.tool("secret")
					.run((tool) -> left[0] = pipeline.registry().getCurrentObservation()));
			pipeline.flush();

			left[0].scoped(() -> pipeline.genAi().llm("p", "late").run((llm) -> {
			}));

			assertThat(braintrust.awaitSpan("chat late").parentId())
				.isEqualTo(braintrust.awaitSpan("invoke_agent a").spanId());
		}
	}

	@Test
	void losesOnlyTheSpanThatAFilterFailsOn() {
		Map<String, Throwable> failures = Map.of("execute_tool oom", new OutOfMemoryError("no heap"),
				"execute_tool link", new NoClassDefFoundError("gone"), "execute_tool stack", new StackOverflowError(),
				"execute_tool state", new IllegalStateException("no"));
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.filter((span) -> failing(span, failures))
			.start()) {
			for (String name : List.of("oom", "fine1", "link", "stack", "null", "state", "fine2")) {
				pipeline.genAi().tool(name).run((tool) -> tool.output("ok"));
			}

			assertThat(braintrust.awaitSpans(2)).extracting(SentSpan::name)
				.containsExactly("execute_tool fine1", "execute_tool fine2");
			pipeline.flush();
			assertThat(pipeline.counts().dropped()).isEqualTo(Map.of(DropReason.ENCODING_FAILED, 5L));
			assertThat(pipeline.counts().queued()).isZero();
		}
	}

	@SuppressWarnings("NullAway")
	private static FinishedSpan failing(FinishedSpan span, Map<String, Throwable> failures) {
		Throwable failure = failures.get(span.getName());
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
		return span.getName().endsWith("null") ? null : span;
	}

}

package dev.gai.braintrust.export.row;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What must not be in the bytes that leave.
 */
class ContentPrivacyTests {

	private static final String SECRET = "launch-code";

	private static final String KEY = "sk-abcdefghijklmnopqrstuvwxyz0123";

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void sendsNoContentWhenTheOperatorSaysSo() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.withoutContent()
			.legacyAttributes()
			.start()) {
			GenAiTracer genAi = pipeline.genAi();
			genAi.agent("a").capture(Capture.FULL).input(SECRET).run((agent) -> {
				agent.output(SECRET).expected(SECRET);
				genAi.llm("p", "m")
					.input(SECRET)
					.call((llm) -> Map.of("object", "chat.completion", "choices",
							List.of(Map.of("message", Map.of("role", "assistant", "content", SECRET)))));
				failingTool(genAi, Capture.FULL);
			});
			foreign(pipeline);

			List<SentSpan> spans = braintrust.awaitSpans(4);
			assertThat(spans.toString()).doesNotContain(SECRET);
			assertThat(SentSpan.named(spans, "execute_tool t").attributes()).containsEntry("error.type",
					"java.lang.IllegalStateException");
			assertThat(SentSpan.named(spans, "execute_tool t").span().getStatus().getMessage())
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(SentSpan.named(spans, "foreign").attributes()).containsEntry("gen_ai.usage.input_tokens", 5L);
		}
	}

	@Test
	void sendsNothingOfACallThatIsNotCapturedNotEvenThroughItsAncestors() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).everySpan().start()) {
			GenAiTracer genAi = pipeline.genAi();
			Observation http = Observation.createNotStarted("http", pipeline.registry());
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> http.observe(() -> genAi.agent("a").run((agent) -> {
					failingTool(genAi, Capture.NONE);
					try {
						genAi.llm("p", "m").capture(Capture.NONE).input(SECRET).run((llm) -> {
							llm.output(SECRET);
							foreign(pipeline);
							throw new IllegalStateException("first " + SECRET);
						});
					}
					catch (IllegalStateException ex) {
						failingTool(genAi, Capture.NONE);
						throw new IllegalArgumentException("wraps " + ex.getMessage());
					}
				})));

			List<SentSpan> spans = braintrust.awaitSpans(6);
			assertThat(spans).extracting(SentSpan::name).contains("http", "invoke_agent a", "chat m", "foreign");
			assertThat(spans.toString()).doesNotContain(SECRET);
			assertThat(SentSpan.named(spans, "invoke_agent a").attributes()).containsEntry("error.type",
					"java.lang.IllegalArgumentException");
			assertThat(SentSpan.named(spans, "chat m").span().getStatus().getMessage())
				.isEqualTo("java.lang.IllegalStateException");
		}
	}

	@Test
	void leavesOutArgumentsAndResultsOfToolsWhenAsked() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).withoutToolIo().start()) {
			failingTool(pipeline.genAi(), Capture.INHERIT);
			pipeline.genAi().tool("open").capture(Capture.FULL).input("shown").run((tool) -> tool.output("shown too"));
			pipeline.genAi().llm("p", "m").input("a prompt").run((llm) -> llm.output("an answer"));

			List<SentSpan> spans = braintrust.awaitSpans(3);
			assertThat(SentSpan.named(spans, "execute_tool t").span().toString()).doesNotContain(SECRET);
			assertThat(SentSpan.named(spans, "execute_tool open").json("braintrust.input_json").asString())
				.isEqualTo("shown");
			assertThat(SentSpan.named(spans, "chat m").span().toString()).contains("a prompt").contains("an answer");
		}
	}

	@Test
	void masksEverythingBeforeItLeaves() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.legacyAttributes()
			.pattern("customer-\\w+")
			.start()) {
			String text = "customer-zanzibar with " + KEY;
			pipeline.genAi()
				.llm(text, text)
				.input(text)
				.run((span) -> span.output(Map.of(text, text))
					.expected(text)
					.metadata("note", List.of(text))
					.metadata(text, 1)
					.tag(text)
					.score(text, 1)
					.conversationId(text)
					.responseId(text)
					.responseModel(text)
					.finishReason(text)
					.requestParameter("stop", text)
					.tools(List.of(Map.of("name", text)))
					.error(new IllegalStateException(text)));
			pipeline.genAi().tool(text).run((span) -> span.output(text));
			pipeline.genAi()
				.agent(text)
				.run((span) -> Span.current()
					.setAttribute("custom", text)
					.addEvent(text, Attributes.of(AttributeKey.stringKey("custom"), text)));
			Span foreign = pipeline.otel().spanBuilder(text).startSpan();
			foreign.setAttribute("gen_ai.prompt", text).setStatus(StatusCode.ERROR, text);
			foreign.recordException(new IllegalStateException(text));
			foreign.end();

			List<SentSpan> spans = braintrust.awaitSpans(4);
			assertThat(spans.toString()).doesNotContain("zanzibar").doesNotContain("sk-abcdef").contains("[masked]");
		}
	}

	@Test
	void replacesAFieldThatCannotBeMasked() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).masker((path, text) -> {
			if (text.contains(SECRET)) {
				throw new LinkageError("cannot see " + text);
			}
			return text;
		}).start()) {
			pipeline.genAi().llm("p", "m").input(SECRET).run((llm) -> llm.output("fine").metadata("k", SECRET));

			SentSpan row = braintrust.awaitSpan("chat m");
			assertThat(row.json("braintrust.input_json").asString())
				.isEqualTo("ERROR: Failed to mask field 'input' - LinkageError");
			assertThat(row.json("braintrust.metadata").asString())
				.isEqualTo("ERROR: Failed to mask field 'metadata' - LinkageError");
			assertThat(row.json("braintrust.output_json").toString()).contains("fine");
			assertThat(row.span().toString()).doesNotContain(SECRET);
		}
	}

	private static void failingTool(GenAiTracer genAi, Capture capture) {
		try {
			genAi.tool("t").capture(capture).input(Map.of("q", SECRET)).run((tool) -> {
				tool.output(SECRET);
				throw new IllegalStateException("could not search for " + SECRET);
			});
		}
		catch (IllegalStateException ex) {
			// Tools fail.
		}
	}

	private static void foreign(TracedPipeline pipeline) {
		Span span = pipeline.otel().spanBuilder("foreign").startSpan();
		span.setAttribute("gen_ai.prompt.0.content", SECRET);
		span.setAttribute("gen_ai.output.messages", SECRET);
		span.setAttribute("gen_ai.usage.input_tokens", 5);
		span.addEvent("gen_ai.content.prompt", Attributes.of(AttributeKey.stringKey("text"), SECRET));
		span.setStatus(StatusCode.ERROR, "failed on " + SECRET);
		span.recordException(new IllegalStateException(SECRET));
		span.end();
	}

}

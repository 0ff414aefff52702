package dev.gai.braintrust.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large content, large numbers of things.
 */
@Tag("thorough")
class ExportLimitsTests {

	private static final int MB = 1024 * 1024;

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void cutsALongPromptAndSaysSo() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi()
				.llm("p", "m")
				.messages(List.of(Message.system("short"), Message.user("é".repeat(5 * MB))))
				.run((llm) -> llm.output("ok").metadata("k", "v"));

			SentSpan row = braintrust.awaitSpan("chat m");
			assertThat(utf8(row.attribute("braintrust.input_json"))).isBetween(200_000, 262_144);
			assertThat(row.json("braintrust.input_json").path(0).path("content").asString()).isEqualTo("short");
			assertThat(row.metadata().path("content.truncated").toString()).isEqualTo("[\"input\"]");
			assertThat(row.metadata().path("k").asString()).isEqualTo("v");
			assertThat(row.json("braintrust.output_json").toString()).contains("ok");
		}
	}

	@Test
	void keepsAWholeSpanWithinItsLimitInBytes() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).limits(100_000, 150_000).start()) {
			Map<String, Object> metadata = new LinkedHashMap<>();
			pipeline.genAi().llm("p", "m").input("語".repeat(200_000)).run((llm) -> {
				llm.output("語".repeat(200_000)).expected("語".repeat(200_000));
				for (int i = 0; i < 400; i++) {
					llm.metadata("k" + i, "語".repeat(500)).tag("tag " + i + "語".repeat(10_000)).score("s" + i, 0.5);
				}
				for (int i = 0; i < 100; i++) {
					Span.current().setAttribute("custom" + i, "語".repeat(50_000));
				}
				llm.error(new IllegalStateException("語".repeat(1_000_000)));
			});

			SentSpan row = braintrust.awaitSpan("chat m");
			assertThat(row.span().getSerializedSize()).isLessThan(250_000);
			assertThat(row.metadata().path("content.truncated").toString()).contains("input", "output", "expected");
			assertThat(row.json("braintrust.output_json").path(0).path("message").path("content").asString())
				.startsWith("語");
		}
	}

	@Test
	void keepsForeignSpansWithinTheLimitToo() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).limits(100_000, 150_000).start()) {
			Span span = pipeline.otel().spanBuilder("n".repeat(10_000)).startSpan();
			span.setAttribute("gen_ai.usage.output_tokens", 7);
			for (int i = 0; i < 100; i++) {
				span.setAttribute("gen_ai.prompt." + i, "x".repeat(120_000));
				span.addEvent("e".repeat(20_000));
			}
			span.end();

			SentSpan row = braintrust.awaitSpans(1).get(0);
			assertThat(row.span().getSerializedSize()).isLessThan(200_000);
			assertThat(row.attributes()).containsEntry("gen_ai.usage.output_tokens", 7L);
			assertThat(row.attribute("gen_ai.prompt.0").toString()).endsWith("… [cut]");
		}
	}

	@Test
	void boundsTheNumberOfMetadataKeysAndSaysHowManyAreMissing() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi().llm("p", "m").run((llm) -> {
				for (int i = 0; i < 10_000; i++) {
					llm.metadata("k" + i, i);
				}
			});

			SentSpan row = braintrust.awaitSpan("chat m");
			assertThat(row.metadata().path("k0").asInt(-1)).isZero();
			assertThat(row.metadata().size()).isBetween(512, 520);
			assertThat(row.metadata().path("content.refused_labels").asInt()).isEqualTo(10_000 - 512);
		}
	}

	@Test
	void isNotSubjectToTheLimitOfAttributesOfTheTracer() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).legacyAttributes().start()) {
			pipeline.genAi().llm("p", "m").input("a prompt").run((llm) -> {
				for (int i = 0; i < 300; i++) {
					llm.metadata("k" + i, i);
					Span.current().setAttribute("custom" + i, i);
				}
				llm.output("an answer").usage(1, 2);
			});

			SentSpan row = braintrust.awaitSpan("chat m");
			assertThat(row.metadata().path("k299").asInt()).isEqualTo(299);
			assertThat(row.attributes()).hasSizeGreaterThan(128).containsEntry("gen_ai.completion", "an answer");
			assertThat(row.metrics().path("tokens").asInt()).isEqualTo(3);
		}
	}

	@Test
	void callsAreNotDisturbedByWhatCannotBeCaptured() {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			Map<String, Object> cyclic = new LinkedHashMap<>();
			cyclic.put("self", cyclic);
			cyclic.put("nan", Double.NaN);
			cyclic.put("lone", "\uD800 and \uDC00");
			cyclic.put(null, null);
			Broken broken = new Broken();
			Object result = pipeline.genAi().llm("p", "m").input(cyclic).metadata("broken", broken).call((llm) -> {
				llm.metadata(null, "x").metadata("nan", Float.POSITIVE_INFINITY).expected(null);
				llm.requestParameter("top_p", Double.NaN);
				return broken;
			});
			pipeline.genAi().tool("errors").input(new Fatal()).run((tool) -> tool.output(null));
			pipeline.genAi().tool(null).input(null).call((tool) -> null);

			assertThat(result).isSameAs(broken);
			SentSpan row = braintrust.awaitSpan("chat m");
			assertThat(row.json("braintrust.input_json").toString()).contains("NaN").doesNotContain("\uD800");
			assertThat(row.metadata().path("content.not_captured").toString()).contains("metadata.broken", "output");
			assertThat(braintrust.awaitSpan("execute_tool errors").metadata().path("content.not_captured").toString())
				.contains("input: NoClassDefFoundError");
			assertThat(braintrust.awaitSpans(3)).hasSize(3);
		}
	}

	private static int utf8(Object text) {
		return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
	}

	public static final class Broken {

		public String getName() {
			throw new IllegalStateException("no name");
		}

		@Override
		public String toString() {
			throw new IllegalStateException("no text");
		}

	}

	public static final class Fatal {

		public String getName() {
			throw new NoClassDefFoundError("missing");
		}

	}

}

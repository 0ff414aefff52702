package dev.gai.braintrust.export.row;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.usage.Usage;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every field of a row as Braintrust receives it.
 */
@Tag("thorough")
class RowEncodingTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private static TracedPipeline pipeline;

	@BeforeAll
	static void start() {
		pipeline = TracedPipeline.sendingTo(braintrust)
			.resource(Map.of("service.name", "shop", "service.version", "7", "braintrust.project_id", "p-1"), "prod")
			.start();
	}

	@AfterAll
	static void stop() {
		pipeline.close();
	}

	@Test
	void writesAModelCallWithAllThatTheApiCanSay() {
		pipeline.genAi()
			.llm("groq", "llama-3")
			.messages(List.of(Message.system("Be brief"), Message.user("Hi"),
					Message.assistant(List.of(new ToolCall("c-1", "search", "{\"q\":1}"))), Message.tool("c-1", "42")))
			.temperature(0.5)
			.maxTokens(64)
			.metadata("user_id", "u-1")
			.operation("chat")
			.run((span) -> span.requestParameter("top_p", 0.9)
				.requestParameter("stop", List.of("END"))
				.tools(List.of(Map.of("type", "function", "function", Map.of("name", "search"))))
				.conversationId("c-7")
				.output("Hello")
				.expected("Hello!")
				.responseModel("llama-3-0525")
				.responseId("r-1")
				.finishReason("stop")
				.usage(Usage.builder()
					.input(100L)
					.output(20L)
					.cachedInput(60L)
					.cacheWriteInput(10L)
					.reasoningOutput(5L)
					.build())
				.cost(new BigDecimal("0.00000012"))
				.costCenter("cc", "proj")
				.metadata("business.user_tier", "premium")
				.metadata("number", 7)
				.metadata("flag", true)
				.metadata("list", List.of(1, "two"))
				.metadata("gone", "x")
				.metadata("gone", null)
				.tag("beta")
				.tag("beta")
				.tag(" ")
				.experiment("cmp", "a")
				.segment("vip")
				.score("accuracy", 0.92)
				.feedback("helpful"));

		SentSpan row = braintrust.awaitSpan("chat llama-3");
		assertThat(row.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
		assertThat(row.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
		assertThat(row.json("braintrust.input_json").toString())
			.isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief\"},"
					+ "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
					+ "[{\"id\":\"c-1\",\"type\":\"function\",\"function\":{\"name\":\"search\",\"arguments\":\"{\\\"q\\\":1}\"}}]},"
					+ "{\"role\":\"tool\",\"content\":\"42\",\"tool_call_id\":\"c-1\"}]");
		assertThat(row.json("braintrust.output_json").toString()).isEqualTo(
				"[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]");
		assertThat(row.json("braintrust.expected_json").asString()).isEqualTo("Hello!");
		JsonNode metadata = row.metadata();
		assertThat(metadata.path("model").asString()).isEqualTo("llama-3-0525");
		assertThat(metadata.path("provider").asString()).isEqualTo("groq");
		assertThat(metadata.path("temperature").asDouble()).isEqualTo(0.5);
		assertThat(metadata.path("max_tokens").isIntegralNumber()).isTrue();
		assertThat(metadata.path("top_p").asDouble()).isEqualTo(0.9);
		assertThat(metadata.path("stop").toString()).isEqualTo("[\"END\"]");
		assertThat(metadata.path("tools").path(0).path("function").path("name").asString()).isEqualTo("search");
		assertThat(metadata.path("user_id").asString()).isEqualTo("u-1");
		assertThat(metadata.path("business.user_tier").asString()).isEqualTo("premium");
		assertThat(metadata.path("number").asInt()).isEqualTo(7);
		assertThat(metadata.path("number").isInt()).isTrue();
		assertThat(metadata.path("flag").isBoolean()).isTrue();
		assertThat(metadata.path("list").toString()).isEqualTo("[1,\"two\"]");
		assertThat(metadata.has("gone")).isFalse();
		assertThat(metadata.path("experiment.name").asString()).isEqualTo("cmp");
		assertThat(metadata.path("experiment.variant").asString()).isEqualTo("a");
		assertThat(metadata.path("experiment.user_segment").asString()).isEqualTo("vip");
		assertThat(metadata.path("eval.human_feedback").asString()).isEqualTo("helpful");
		assertThat(metadata.path("cost.center").asString()).isEqualTo("cc");
		assertThat(metadata.path("cost.project").asString()).isEqualTo("proj");
		assertThat(metadata.path("cost.estimated_usd").decimalValue()).isEqualByComparingTo("0.00000012");
		assertThat(row.json("braintrust.metrics").toString())
			.isEqualTo("{\"prompt_tokens\":100,\"completion_tokens\":20,"
					+ "\"tokens\":120,\"prompt_cached_tokens\":60,\"prompt_cache_creation_tokens\":10,"
					+ "\"completion_reasoning_tokens\":5,\"estimated_cost\":1.2E-7}");
		assertThat(row.json("braintrust.scores").toString()).isEqualTo("{\"accuracy\":0.92}");
		assertThat(row.attribute("braintrust.tags")).isEqualTo(List.of("beta"));
		assertThat(row.json("braintrust.span_attributes").toString())
			.isEqualTo("{\"type\":\"llm\",\"name\":\"chat llama-3\"}");
		JsonNode origin = row.json("braintrust.context_json").path("span_origin");
		assertThat(origin.path("name").asString()).isEqualTo("gai-braintrust-spring-boot-starter");
		assertThat(origin.path("version").asString()).isEqualTo("1.2.3");
		assertThat(origin.path("instrumentation").path("name").asString()).isEqualTo("manual");
		assertThat(origin.path("environment").path("name").asString()).isEqualTo("prod");
		assertThat(row.attributes()).containsEntry("gen_ai.operation.name", "chat")
			.containsEntry("gen_ai.provider.name", "groq")
			.containsEntry("gen_ai.request.model", "llama-3")
			.containsEntry("gen_ai.request.temperature", 0.5)
			.containsEntry("gen_ai.request.max_tokens", 64L)
			.containsEntry("gen_ai.request.stop_sequences", List.of("END"))
			.containsEntry("gen_ai.response.model", "llama-3-0525")
			.containsEntry("gen_ai.response.id", "r-1")
			.containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
			.containsEntry("gen_ai.usage.input_tokens", 100L)
			.containsEntry("gen_ai.usage.output_tokens", 20L)
			.containsEntry("gen_ai.usage.cache_read.input_tokens", 60L)
			.containsEntry("gen_ai.conversation.id", "c-7")
			.doesNotContainKeys("gen_ai.system", "gen_ai.prompt.0.content", "gen_ai.completion");
		assertThat(row.resource()).containsEntry("service.name", "shop")
			.containsEntry("service.version", "7")
			.containsEntry("braintrust.project_id", "p-1");
	}

	@Test
	void leavesOutFiguresThatNobodyReported() {
		pipeline.genAi().llm(null, null).run((span) -> span.usage(Usage.builder().output(3L).build()));

		SentSpan row = braintrust.awaitSpan("chat");
		assertThat(row.metrics().toString()).isEqualTo("{\"completion_tokens\":3}");
		assertThat(row.attributes()).doesNotContainKeys("gen_ai.usage.input_tokens", "braintrust.scores",
				"braintrust.tags", "braintrust.input_json", "braintrust.output_json", "braintrust.expected_json",
				"gen_ai.request.model", "gen_ai.provider.name");
		assertThat(row.metadata().has("model")).isFalse();
		assertThat(row.json("braintrust.context_json").toString()).doesNotContain("null");
	}

	@Test
	void keepsAZeroThatWasReported() {
		pipeline.genAi().llm("p", "zero").run((span) -> span.usage(0, 0));

		assertThat(braintrust.awaitSpan("chat zero").metrics().toString())
			.isEqualTo("{\"prompt_tokens\":0,\"completion_tokens\":0,\"tokens\":0}");
	}

	@Test
	void givesNoBillableFiguresToSpansThatCallNoModel() {
		pipeline.genAi()
			.agent("a")
			.input("task")
			.run((agent) -> pipeline.genAi()
				.step("s")
				.run((step) -> pipeline.genAi()
					.tool("t")
					.input(Map.of("q", 1))
					.run((tool) -> pipeline.genAi()
						.span("work")
						.run((task) -> Stream.of(agent, step, tool, task)
							.forEach((span) -> span.usage(5, 6).cost(BigDecimal.ONE).output(List.of(1, 2)))))));

		List<SentSpan> spans = braintrust.awaitSpans(4);
		assertThat(spans).allSatisfy((span) -> {
			assertThat(span.attributes()).doesNotContainKey("braintrust.metrics");
			assertThat(span.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_INTERNAL);
			assertThat(span.json("braintrust.output_json").toString()).isEqualTo("[1,2]");
			assertThat(span.attributes().keySet()).noneMatch((key) -> key.startsWith("gen_ai.usage"));
		});
		assertThat(spans).extracting(SentSpan::name)
			.containsExactlyInAnyOrder("invoke_agent a", "step s", "execute_tool t", "work");
		assertThat(braintrust.awaitSpan("execute_tool t").type()).isEqualTo("tool");
		assertThat(braintrust.awaitSpan("execute_tool t").attributes()).containsEntry("gen_ai.tool.name", "t")
			.containsEntry("gen_ai.operation.name", "execute_tool");
		assertThat(braintrust.awaitSpan("execute_tool t").json("braintrust.input_json").toString())
			.isEqualTo("{\"q\":1}");
		assertThat(braintrust.awaitSpan("invoke_agent a").type()).isEqualTo("task");
		assertThat(braintrust.awaitSpan("invoke_agent a").attributes()).containsEntry("gen_ai.agent.name", "a")
			.containsEntry("gen_ai.operation.name", "invoke_agent");
		assertThat(braintrust.awaitSpan("invoke_agent a").metadata().path("agent.steps_executed").asInt()).isEqualTo(1);
		assertThat(braintrust.awaitSpan("step s").type()).isEqualTo("task");
		assertThat(braintrust.awaitSpan("step s").attributes()).doesNotContainKey("gen_ai.operation.name");
	}

	@Test
	void neverSendsVectors() {
		pipeline.genAi()
			.embeddings("openai", "small")
			.input("text to embed")
			.call((span) -> Map.of("object", "list", "model", "small", "data",
					List.of(Map.of("object", "embedding", "index", 0, "embedding", List.of(0.123456, 0.2))), "usage",
					Map.of("prompt_tokens", 4, "total_tokens", 4)));
		pipeline.genAi().embeddings("openai", "plain").call((span) -> new float[][] { { 0.123456f }, { 0.5f } });

		SentSpan row = braintrust.awaitSpan("embeddings small");
		assertThat(row.type()).isEqualTo("llm");
		assertThat(row.metrics().path("prompt_tokens").asInt()).isEqualTo(4);
		assertThat(row.json("braintrust.output_json").toString()).isEqualTo("{\"count\":1}");
		assertThat(row.json("braintrust.input_json").toString()).contains("text to embed");
		SentSpan plain = braintrust.awaitSpan("embeddings plain");
		assertThat(plain.json("braintrust.output_json").toString()).isEqualTo("{\"count\":2}");
		assertThat(row.span().toString() + plain.span()).doesNotContain("0.123456");
	}

	@Test
	void measuresTheTimeToTheFirstElementOfAStream() {
		pipeline.genAi().llm("p", "stream").call((span) -> Stream.of("a", "b")).toList();

		SentSpan row = braintrust.awaitSpan("chat stream");
		assertThat(row.metrics().path("time_to_first_token").isNumber()).isTrue();
		assertThat(row.metrics().path("time_to_first_token").asDouble()).isBetween(0.0, 30.0);
		assertThat(row.attributes()).containsEntry("gen_ai.request.stream", true);
	}

	@Test
	void showsAnErrorThatTheApplicationReports() {
		pipeline.genAi().llm("p", "err").run((span) -> span.error(new IllegalStateException("no luck")));

		SentSpan row = braintrust.awaitSpan("chat err");
		assertThat(row.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
		assertThat(row.span().getStatus().getMessage()).isEqualTo("java.lang.IllegalStateException: no luck");
		assertThat(row.span().getEventsList()).hasSize(1)
			.first()
			.satisfies((event) -> assertThat(event.toString()).contains("no luck").doesNotContain("stacktrace"));
		assertThat(row.attributes()).containsEntry("error.type", "java.lang.IllegalStateException");
	}

	@Test
	void ignoresCallsOnAnEndedSpanAndRefusesImpossibleFigures() {
		GenAiSpan[] kept = new GenAiSpan[1];
		pipeline.genAi().llm("p", "ended").run((span) -> {
			kept[0] = span;
			assertThat(span.traceId()).hasSize(32);
			assertThat(span.spanId()).hasSize(16);
			assertThat(GenAiSpan.current().spanId()).isEqualTo(span.spanId());
			assertThatIllegalArgumentException().isThrownBy(() -> span.score("s", Double.NaN));
			assertThatIllegalArgumentException().isThrownBy(() -> span.usage(-1, 0));
			assertThatIllegalArgumentException().isThrownBy(() -> span.cost(new BigDecimal("-1")));
		});
		kept[0].output("too late").metadata("k", "too late").tag("late");

		SentSpan row = braintrust.awaitSpan("chat ended");
		assertThat(row.spanId()).isEqualTo(kept[0].spanId());
		assertThat(row.span().toString()).doesNotContain("too late");
	}

	@Test
	void writesTheOldNamesWhenAsked() {
		try (TracedPipeline legacy = TracedPipeline.sendingTo(braintrust).legacyAttributes().start()) {
			legacy.genAi()
				.llm("groq", "old")
				.messages(List.of(Message.user("Hi, sk-abcdefghijklmnopqrstuvwxyz0123")))
				.run((span) -> span.output("Hello")
					.usage(3, 4)
					.tools(List.of(Map.of("type", "function", "function", Map.of("name", "search")))));

			SentSpan row = braintrust.awaitSpan("chat old");
			assertThat(row.attributes()).containsEntry("gen_ai.system", "groq")
				.containsEntry("gen_ai.prompt.0.role", "user")
				.containsEntry("gen_ai.completion", "Hello")
				.containsEntry("gen_ai.usage.prompt_tokens", 3L)
				.containsEntry("gen_ai.usage.completion_tokens", 4L)
				.containsEntry("gen_ai.tools", List.of("search"))
				.containsEntry("gen_ai.provider.name", "groq");
			assertThat(row.attribute("gen_ai.prompt.0.content").toString()).startsWith("Hi, ")
				.doesNotContain("sk-abcdef");
		}
	}

}

package dev.gai.braintrust.export.row;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import dev.gai.braintrust.trace.GenAiTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Texts that hold a secret, through every door: as content of a map, in JSON that is a
 * text, once and twice, in errors, labels, names of spans, tools, models and scores, in
 * what spans of others say, in parts of a stream that is cut within the secret, and as
 * what a tool is asked and answers.
 */
@Tag("thorough")
class MaskingDoorsTests {

	private static final int EACH = 20;

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void noneOfThemIsSeen() throws IOException {
		List<String> secrets = new ArrayList<>();
		int sent = 0;
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).legacyAttributes().everySpan().start()) {
			for (Carrier carrier : carriers()) {
				send(pipeline.genAi(), carrier);
				sent += 3;
				// A line of a device is one by how it begins, and names begin otherwise.
				if (!carrier.text.startsWith("aaa ")) {
					nameAfter(pipeline, carrier);
					sent += 5;
				}
				secrets.addAll(carrier.secrets);
			}

			List<SentSpan> spans = braintrust.awaitSpans(sent);

			assertThat(secrets).hasSizeGreaterThan(30);
			assertThat(spans).allSatisfy((span) -> assertThat(span.span().toString()).doesNotContain(secrets));
		}
	}

	@Test
	void namesOfAttributesTellWhatTheyAreAndTheResourceHasNone() {
		String secret = "Tr0ub4dor&3";
		String key = "sk-proj-" + "Zm4Kq81xTb".repeat(3);
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust)
			.resource(Map.of("db.password", secret, "note", "is " + key, "service.version", "7.1"), "env " + key)
			.start()) {
			pipeline.genAi().agent("a").run((agent) -> {
				Span span = pipeline.otel()
					.spanBuilder("query")
					.setAttribute("gen_ai.operation.name", "chat")
					.startSpan();
				span.setAttribute("api.key", 73019133L);
				span.setAttribute("db.password", secret);
				span.setAttribute(AttributeKey.longArrayKey("auth_tokens"), List.of(51L, 73019133L));
				span.setAttribute(AttributeKey.stringArrayKey("http.request.header.authorization"), List.of(secret));
				span.setAttribute("http.response.status_code", 200);
				span.setAttribute("gen_ai.usage.input_tokens", 73019133L);
				span.setAttribute("llm.token_count.prompt", 73019133L);
				span.setAttribute("session.id", "s-4711");
				span.setAttribute("password.set", true);
				span.setAttribute(AttributeKey.doubleArrayKey("marks"), List.of(1.5, 2.5));
				span.end();
			});

			List<SentSpan> spans = braintrust.awaitSpans(2);

			SentSpan span = SentSpan.named(spans, "query");
			assertThat(spans).allSatisfy((sent) -> assertThat(sent.toString()).doesNotContain(secret, key));
			assertThat(span.attributes()).containsEntry("api.key", "[masked:secret]")
				.containsEntry("auth_tokens", List.of("[masked:secret]", "[masked:secret]"))
				.containsEntry("http.response.status_code", 200L)
				.containsEntry("llm.token_count.prompt", 73019133L)
				.containsEntry("session.id", "s-4711")
				.containsEntry("password.set", true)
				.containsEntry("marks", List.of(1.5, 2.5));
			assertThat(span.resource()).containsEntry("db.password", "[masked:secret]")
				.containsEntry("service.version", "7.1");
			assertThat(SentSpan.named(spans, "invoke_agent a")
				.json("braintrust.context_json")
				.at("/span_origin/environment/name")
				.asString()).isEqualTo("env [masked:api-key]");
		}
	}

	private void send(GenAiTracer genAi, Carrier carrier) {
		String text = carrier.text;
		String asJson = this.json.writeValueAsString(Map.of("note", text));
		genAi.agent("a")
			.input(Map.of("note", text, "body", asJson))
			.metadata("note", text)
			.run((span) -> span.output(this.json.writeValueAsString(Map.of("body", asJson)))
				.tag(text)
				.expected(asJson));
		assertThatIllegalStateException().isThrownBy(() -> genAi.tool("t").input(text).run((tool) -> {
			tool.output(text);
			throw new IllegalStateException("call failed: " + text);
		}));
		int cut = text.indexOf(carrier.secrets.get(0)) + 3;
		genAi.llm("p", "m")
			.input(text)
			.call((span) -> Flux.just(text.substring(0, cut), text.substring(cut)))
			.blockLast();
	}

	/**
	 * What has a name can be named after a text, and what others trace as well.
	 */
	private static void nameAfter(TracedPipeline pipeline, Carrier carrier) {
		String text = carrier.text;
		GenAiTracer genAi = pipeline.genAi();
		genAi.agent(text).run((span) -> span.score(text, 1));
		genAi.tool(text).run((span) -> span.feedback(text).segment(text));
		genAi.step(text).run((span) -> span.metadata(text, 1).experiment(text, text));
		genAi.llm(text, text).run((span) -> span.responseModel(text).finishReason(text).requestParameter("stop", text));
		Span span = pipeline.otel().spanBuilder(text).setAttribute("gen_ai.operation.name", text).startSpan();
		span.setAttribute("app.note", text);
		span.setAttribute(AttributeKey.stringArrayKey("app.notes"), List.of("a", text));
		span.addEvent(text, Attributes.of(AttributeKey.stringKey("event.note"), text));
		span.recordException(new IllegalStateException("failed: " + text));
		span.setStatus(StatusCode.ERROR, text);
		span.end();
	}

	/**
	 * Every twentieth of the list that the masking is tested with.
	 */
	private static List<Carrier> carriers() throws IOException {
		try (InputStream file = MaskingDoorsTests.class
			.getResourceAsStream("/dev/gai/braintrust/content/masking/secrets.txt")) {
			List<String> lines = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).lines()
				.toList();
			List<Carrier> carriers = new ArrayList<>();
			for (int i = 0; i < lines.size(); i += EACH) {
				String line = lines.get(i).replace('\u2424', '\n');
				int separator = line.lastIndexOf(" =>> ");
				carriers.add(new Carrier(line.substring(0, separator),
						List.of(line.substring(separator + 5).split(" && "))));
			}
			return carriers;
		}
	}

	private record Carrier(String text, List<String> secrets) {
	}

}

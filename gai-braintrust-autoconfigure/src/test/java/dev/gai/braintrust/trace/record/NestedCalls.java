package dev.gai.braintrust.trace.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.GenAiTracer;
import dev.gai.braintrust.usage.CompletedCall;
import dev.gai.braintrust.usage.Usage;

/**
 * Calls of models within other calls of models.
 */
final class NestedCalls {

	final Traces traces = new Traces();

	final GenAiTracer tracer = this.traces.tracer();

	static final SpanSpec SPEC = new SpanSpec(SpanType.LLM, "", null, "manual", Capture.INHERIT);

	void outer(Body body) {
		this.tracer.llm("openai", "outer").call((span) -> body.run());
	}

	void asks(Map<String, Object> answer) {
		this.tracer.llm("openai", "inner").call((span) -> answer);
	}

	void embeds(long tokens) {
		this.tracer.embeddings("openai", "text-embedding-3-small")
			.run((span) -> span.usage(Usage.builder().input(tokens).build()));
	}

	void fails(Exception failure) {
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

	SpanType typeOfOuter() {
		return this.traces.named("chat outer").record().type();
	}

	List<String> figures() {
		List<String> figures = new ArrayList<>();
		for (CompletedCall call : this.traces.calls()) {
			Usage usage = call.usage();
			figures.add((usage != null) ? usage.input() + "/" + ((usage.output() != null) ? usage.output() : 0) : "-");
		}
		return figures;
	}

	static Map<String, Object> answer(String id, long input, long output) {
		Map<String, Object> answer = new HashMap<>(Map.of("object", "chat.completion", "model", "gpt-4o", "choices",
				List.of(Map.of("index", 0, "finish_reason", "stop", "message",
						Map.of("role", "assistant", "content", "Hello"))),
				"usage", Map.of("prompt_tokens", input, "completion_tokens", output)));
		if (id != null) {
			answer.put("id", id);
		}
		return answer;
	}

	static Map<String, Object> chunk(String id, String text) {
		return Map.of("id", id, "object", "chat.completion.chunk", "model", "gpt-4o", "choices",
				List.of(Map.of("index", 0, "delta", Map.of("content", text))));
	}

	@FunctionalInterface
	interface Body {

		Object run();

	}

}

package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class RequestOnTheWireTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@Test
	void sendsARequestAsAConversationWithItsModelParametersAndTools() {
		Map<String, Object> request = Map.of("model", "llama-3.3-70b-versatile", "temperature", 0.7,
				"max_completion_tokens", 256, "messages",
				List.of(Map.of("role", "system", "content", "be brief"),
						Map.of("role", "user", "content", "my key is sk-proj-abcdefghijklmnopqrstuvwx")),
				"tools", List.of(Map.of("type", "function", "function", Map.of("name", "search"))));

		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi().llm("groq", null).input(request).run((span) -> span.output("fine"));
		}

		SentSpan span = braintrust.awaitSpan("chat llama-3.3-70b-versatile");
		assertThat(span.json("braintrust.input_json").toString()).isEqualTo("""
				[{"role":"system","content":"be brief"},{"role":"user","content":"my key is [masked:api-key]"}]""");
		assertThat(span.metadata().path("model").asString()).isEqualTo("llama-3.3-70b-versatile");
		assertThat(span.metadata().path("temperature").asDouble()).isEqualTo(0.7);
		assertThat(span.metadata().path("max_tokens").asInt()).isEqualTo(256);
		assertThat(span.metadata().path("tools").path(0).path("function").path("name").asString()).isEqualTo("search");
		assertThat(span.metadata().has("messages")).isFalse();
		assertThat(span.attributes()).containsEntry("gen_ai.request.model", "llama-3.3-70b-versatile")
			.containsEntry("gen_ai.request.temperature", 0.7)
			.containsEntry("gen_ai.request.max_tokens", 256L);
	}

}

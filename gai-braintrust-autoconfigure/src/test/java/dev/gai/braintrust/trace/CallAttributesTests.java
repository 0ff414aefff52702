package dev.gai.braintrust.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.Traces;
import dev.gai.braintrust.trace.record.GenAiAttributes;
import io.micrometer.common.KeyValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attributes of OpenTelemetry's conventions that a call has.
 */
class CallAttributesTests {

	private final Traces traces = new Traces();

	@Test
	void sayOnWhichTermsACallWasServedAndWhyEachAnswerEnded() {
		this.traces.tracer().llm("openai", "gpt-5").call((span) -> {
			span.requestParameter("service_tier", "auto")
				.requestParameter("n", 2)
				.requestParameter("response_format", Map.of("type", "json_object"));
			return Map.of("object", "chat.completion", "service_tier", "default", "choices",
					List.of(choice(0, "stop"), choice(1, "length")), "usage", Map.of("prompt_tokens", 9,
							"completion_tokens", 5, "prompt_tokens_details", Map.of("cache_write_tokens", 3)));
		});

		assertThat(attributes()).containsEntry("openai.request.service_tier", "auto")
			.containsEntry("openai.response.service_tier", "default")
			.containsEntry("gen_ai.request.choice.count", 2L)
			.containsEntry("gen_ai.output.type", "json")
			.containsEntry("gen_ai.response.finish_reasons", List.of("stop", "length"))
			.containsEntry("gen_ai.usage.cache_write.input_tokens", 3L)
			.containsEntry("gen_ai.usage.cache_creation.input_tokens", 3L);
	}

	@Test
	void haveNoTierOfOtherProvidersAndNoCountOfASingleAnswer() {
		this.traces.tracer().llm("groq", "m").call((span) -> {
			span.requestParameter("n", 1).requestParameter("response_format", "text");
			return Map.of("service_tier", "on_demand", "choices", List.of(choice(0, "stop")));
		});

		assertThat(attributes()).doesNotContainKeys("openai.response.service_tier", "gen_ai.request.choice.count")
			.containsEntry("gen_ai.output.type", "text")
			.containsEntry("gen_ai.response.finish_reasons", List.of("stop"));
	}

	@Test
	void sayWhichCallOfAToolItIs() {
		this.traces.tracer().tool("search").call((span) -> {
			span.requestParameter("tool_call_id", "call_1");
			return "found";
		});

		assertThat(attributes()).containsEntry("gen_ai.tool.type", "function")
			.containsEntry("gen_ai.tool.call.id", "call_1");
	}

	@Test
	void keepWhatAFilterOfTheApplicationAddsButNotAKeyThatIsOurs() {
		this.traces.registry()
			.observationConfig()
			.observationFilter((context) -> context.addLowCardinalityKeyValue(KeyValue.of("region", "eu"))
				.addHighCardinalityKeyValue(KeyValue.of("order", "o-1"))
				.addLowCardinalityKeyValue(KeyValue.of("gen_ai.request.model", "renamed"))
				.addHighCardinalityKeyValue(KeyValue.of("error", "none")));

		this.traces.tracer().llm("groq", "m").run((span) -> {
		});

		Map<String, Object> sent = new HashMap<>();
		this.traces.only().data().getAttributes().forEach((key, value) -> sent.put(key.getKey(), value));
		assertThat(sent).containsEntry("region", "eu")
			.containsEntry("order", "o-1")
			.containsEntry("gen_ai.request.model", "m")
			.doesNotContainKey("error");
	}

	private Map<String, Object> attributes() {
		return GenAiAttributes.of(this.traces.only().record());
	}

	private static Map<String, Object> choice(int index, String reason) {
		return Map.of("index", index, "finish_reason", reason, "message", Map.of("role", "assistant", "content", "Hi"));
	}

}

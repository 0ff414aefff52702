package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a model thought, and other items of an answer, as Braintrust receives them.
 */
class ReasoningOnTheWireTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@ParameterizedTest
	@ValueSource(strings = {
			"{'choices':[{'finish_reason':'stop','message':{'role':'assistant','content':'Paris','reasoning_content':'Hm.'}}]}",
			"{'choices':[{'finish_reason':'stop','message':{'role':'assistant','content':'Paris','reasoning':'Hm.'}}]}",
			"{'type':'message','content':[{'type':'thinking','thinking':'Hm.'},{'type':'text','text':'Paris'}],'stop_reason':'end_turn'}",
			"{'object':'response','status':'completed','output':[{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}]},{'type':'message','role':'assistant','content':[{'type':'output_text','text':'Paris'}]}]}",
			"{'id':'1','finish_reason':'COMPLETE','message':{'role':'assistant','content':[{'type':'thinking','thinking':'Hm.'},{'type':'text','text':'Paris'}]}}",
			"{'candidates':[{'finishReason':'STOP','content':{'parts':[{'text':'Hm.','thought':true},{'text':'Paris'}]}}]}" })
	void sendsWhatTheModelThought(String answer) {
		JsonNode document = JsonMapper.shared().readTree(answer.replace('\'', '"'));

		JsonNode message = sent(JsonMapper.shared().convertValue(document, Map.class));

		assertThat(message.path("content").asString()).isEqualTo("Paris");
		assertThat(message.path("reasoning").asString()).isEqualTo("Hm.");
	}

	@Test
	void sendsTheProbabilitiesOfTokensBesideTheMessage() {
		Map<String, Object> token = Map.of("token", "Paris", "logprob", -0.25);
		JsonNode message = sent(Map.of("choices", List.of(Map.of("finish_reason", "stop", "message",
				Map.of("role", "assistant", "content", "Paris"), "logprobs", Map.of("content", List.of(token))))));

		assertThat(message.has("logprobs")).isFalse();
		JsonNode choice = braintrust.spans().get(0).json("braintrust.output_json").path(0);
		assertThat(choice.at("/logprobs/content/0/token").asString()).isEqualTo("Paris");
		assertThat(choice.at("/logprobs/content/0/logprob").asDouble()).isEqualTo(-0.25);
	}

	@Test
	void sendsWhatTheModelThoughtInAStream() {
		Flux<Map<String, Object>> chunks = Flux.just(chunk(Map.of("reasoning_content", "H")),
				chunk(Map.of("reasoning_content", "m.")), chunk(Map.of("content", "Par")),
				chunk(Map.of("content", "is")));
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi().llm("p", "m").call((span) -> chunks).collectList().block();
		}

		JsonNode message = message(braintrust.awaitSpan("chat m"));
		assertThat(message.path("content").asString()).isEqualTo("Paris");
		assertThat(message.path("reasoning").asString()).isEqualTo("Hm.");
	}

	private static Map<String, Object> chunk(Map<String, Object> delta) {
		return Map.of("object", "chat.completion.chunk", "choices", List.of(Map.of("index", 0, "delta", delta)));
	}

	private static JsonNode sent(Object answer) {
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi().llm("p", "m").call((span) -> answer);
		}
		return message(braintrust.awaitSpan("chat m"));
	}

	private static JsonNode message(SentSpan span) {
		return span.json("braintrust.output_json").path(0).path("message");
	}

}

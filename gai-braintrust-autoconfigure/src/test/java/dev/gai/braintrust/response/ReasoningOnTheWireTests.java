package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.testing.TracedPipeline;
import org.junit.jupiter.api.Tag;
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
@Tag("thorough")
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

	@ParameterizedTest
	@ValueSource(strings = {
			"{'choices':[{'index':0,'delta':{'role':'assistant'}}]}|{'choices':[{'index':0,'delta':{'reasoning':'H'}}]}|{'choices':[{'index':0,'delta':{'reasoning':'m.'}}]}|{'choices':[{'index':0,'delta':{'content':'Par'}}]}|{'choices':[{'index':0,'delta':{'content':'is'}}]}",
			"{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':''}}|{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'H'}}|{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'m.'}}|{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'Par'}}|{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'is'}}",
			"{'type':'response.created','response':{'id':'r','object':'response','status':'in_progress'}}|{'type':'response.reasoning_summary_text.delta','item_id':'i','output_index':0,'summary_index':0,'delta':'H'}|{'type':'response.reasoning_summary_text.delta','item_id':'i','output_index':0,'summary_index':0,'delta':'m.'}|{'type':'response.output_text.delta','item_id':'j','output_index':1,'content_index':0,'delta':'Par'}|{'type':'response.output_text.delta','item_id':'j','output_index':1,'content_index':0,'delta':'is'}",
			"{'type':'message-start','id':'1','delta':{'message':{'role':'assistant'}}}|{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':'H'}}}}|{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':'m.'}}}}|{'type':'content-delta','index':1,'delta':{'message':{'content':{'text':'Par'}}}}|{'type':'content-delta','index':1,'delta':{'message':{'content':{'text':'is'}}}}",
			"{'candidates':[]}|{'candidates':[{'content':{'parts':[{'text':'H','thought':true}]}}]}|{'candidates':[{'content':{'parts':[{'text':'m.','thought':true}]}}]}|{'candidates':[{'content':{'parts':[{'text':'Par'}]}}]}|{'candidates':[{'content':{'parts':[{'text':'is'}]}}]}",
			"{'model':'m','message':{'role':'assistant','content':''},'done':false}|{'model':'m','message':{'role':'assistant','content':'','thinking':'H'},'done':false}|{'model':'m','message':{'role':'assistant','content':'','thinking':'m.'},'done':false}|{'model':'m','message':{'role':'assistant','content':'Par'},'done':false}|{'model':'m','message':{'role':'assistant','content':'is'},'done':false}",
			"{'messageStart':{'role':'assistant'}}|{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'H'}}}}|{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'m.'}}}}|{'contentBlockDelta':{'contentBlockIndex':1,'delta':{'text':'Par'}}}|{'contentBlockDelta':{'contentBlockIndex':1,'delta':{'text':'is'}}}" })
	void keepsWhatTheModelThoughtOfAStreamThatIsLeft(String events) {
		List<String> texts = List.of(events.replace('\'', '"').split("\\|"));
		List<JsonNode> nodes = texts.stream().map(JsonMapper.shared()::readTree).toList();
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi().llm("p", "text").call((span) -> Flux.fromIterable(texts)).take(4).blockLast();
			pipeline.genAi().llm("p", "tree").call((span) -> Flux.fromIterable(nodes)).take(4).blockLast();
			pipeline.genAi().llm("p", "thoughts").call((span) -> Flux.fromIterable(nodes)).take(3).blockLast();
		}

		for (String model : List.of("text", "tree")) {
			assertThat(message(braintrust.awaitSpan("chat " + model)).path("content").asString()).isEqualTo("Par");
			assertThat(message(braintrust.awaitSpan("chat " + model)).path("reasoning").asString()).isEqualTo("Hm.");
		}
		SentSpan thoughts = braintrust.awaitSpan("chat thoughts");
		assertThat(thoughts.metadata().path("cancelled").asBoolean()).isTrue();
		assertThat(message(thoughts).path("reasoning").asString()).isEqualTo("Hm.");
		assertThat(thoughts.metrics().path("time_to_first_token").isNumber()).isTrue();
	}

	@Test
	void keepsTheItemsThatAreDoneOfAStreamThatIsLeft() {
		List<String> events = List.of(
				"{'type':'response.created','response':{'id':'r','object':'response','model':'gpt-5','status':'in_progress','output':[]}}",
				"{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning','summary':[{'type':'summary_text','text':'Hm.'}]}}",
				"{'type':'response.output_item.done','output_index':1,'item':{'type':'function_call','call_id':'c','name':'weather','arguments':'{}'}}",
				"{'type':'response.output_text.delta','item_id':'j','output_index':2,'content_index':0,'delta':'Par'}",
				"{'type':'response.completed','response':{}}");
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi()
				.llm("p", "m")
				.call((span) -> Flux.fromIterable(events).map((event) -> event.replace('\'', '"')))
				.take(4)
				.blockLast();
		}

		SentSpan call = braintrust.awaitSpan("chat m");
		JsonNode message = message(call);
		assertThat(message.path("content").asString()).isEqualTo("Par");
		assertThat(message.path("reasoning").asString()).isEqualTo("Hm.");
		assertThat(message.at("/tool_calls/0/function/name").asString()).isEqualTo("weather");
		assertThat(call.attribute("gen_ai.response.model")).isEqualTo("gpt-5");
	}

	@Test
	void readsEventsThatComeLineByLineWithTheirEnds() {
		String events = "event: message\ndata: {'object':'chat.completion.chunk','choices':[{'index':0,'delta':{'content':'Par'}}]}\n\n"
				+ "event: message\ndata: {'object':'chat.completion.chunk','choices':[{'index':0,'delta':{'content':'is'},'finish_reason':'stop'}]}\n\n"
				+ "data: [DONE]\n\n";
		List<String> lines = List.of(events.replace('\'', '"').split("(?<=\n)"));
		try (TracedPipeline pipeline = TracedPipeline.sendingTo(braintrust).start()) {
			pipeline.genAi().llm("p", "m").call((span) -> Flux.fromIterable(lines)).blockLast();
		}

		assertThat(message(braintrust.awaitSpan("chat m")).path("content").asString()).isEqualTo("Paris");
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

package dev.gai.braintrust.response.usage;

import dev.gai.braintrust.response.ResponseReaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JsonContentTests {

	private static final ResponseReaders readers = new ResponseReaders(ResponseReaders.builtIn());

	@ParameterizedTest
	@ValueSource(strings = { "{'choices':[{'delta':{'role':'assistant','content':''}}]}", "{'choices':[{'delta':{}}]}",
			"{'choices':[],'usage':{'prompt_tokens':1}}", "{'type':'ping'}", "{'type':'message_start','message':{}}",
			"{'type':'content_block_start','content_block':{'type':'text','text':''}}",
			"{'type':'content_block_start','content_block':{'type':'thinking','thinking':''}}",
			"{'type':'content_block_delta','delta':{'type':'signature_delta','signature':'x'}}",
			"{'type':'response.created','response':{}}",
			"{'type':'response.output_item.added','item':{'type':'message'}}",
			"{'candidates':[{'content':{'parts':[{'text':''}]}}]}", "{'usageMetadata':{'promptTokenCount':1}}",
			"{'messageStart':{'role':'assistant'}}", "{'metadata':{'usage':{}}}", "{'type':'message-start','id':'x'}",
			"{'type':'content-start','delta':{'message':{'content':{'type':'text','text':''}}}}",
			"{'message':{'content':''},'done':false}", "{'type':'keepalive','sequence_number':3}",
			"{'event_type':'interaction.created','interaction':{'object':'interaction'}}",
			"{'event_type':'step.start','index':1,'step':{'type':'model_output'}}",
			"{'event_type':'step.delta','delta':{'type':'text','text':''}}",
			"{'event_type':'step.delta','delta':{'type':'thought_signature','signature':'x'}}",
			"{'event_type':'content.start','content':{'type':'text'}}",
			"{'event_type':'interaction.completed','interaction':{'usage':{'total_tokens':1}}}",
			"{'is_finished':false,'event_type':'stream-start','generation_id':'g'}",
			"{'type':'conversation.response.started','conversation_id':'c'}",
			"{'type':'message.output.delta','content':''}", "{'type':'conversation.response.done','usage':{}}",
			"{'type':'transcription.language','audio_language':'en'}", "{'type':'speech.audio.done','usage':{}}" })
	void framesBearNone(String json) {
		assertThat(bearsContent(json)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'choices':[{'delta':{'content':'H'}}]}",
			"{'choices':[{'delta':{'content':null,'reasoning_content':'Hm'}}]}",
			"{'choices':[{'delta':{'reasoning':'Hm'}}]}", "{'choices':[{'delta':{'tool_calls':[{'index':0}]}}]}",
			"{'choices':[{'text':'H'}]}", "{'type':'content_block_delta','delta':{'type':'text_delta','text':'H'}}",
			"{'type':'content_block_delta','delta':{'type':'thinking_delta','thinking':'Hm'}}",
			"{'type':'content_block_start','content_block':{'type':'tool_use','name':'f'}}",
			"{'type':'response.output_text.delta','delta':'H'}",
			"{'type':'response.reasoning_summary_text.delta','delta':'Hm'}",
			"{'type':'response.output_item.added','item':{'type':'function_call'}}",
			"{'candidates':[{'content':{'parts':[{'text':'H'}]}}]}",
			"{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'}}]}}]}",
			"{'contentBlockDelta':{'delta':{'text':'H'}}}",
			"{'contentBlockDelta':{'delta':{'reasoningContent':{'text':'Hm'}}}}",
			"{'contentBlockStart':{'start':{'toolUse':{'name':'f'}}}}",
			"{'type':'content-delta','delta':{'message':{'content':{'text':'H'}}}}",
			"{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I'}}}",
			"{'message':{'content':'','thinking':'Hm'},'done':false}", "{'response':'H','done':false}",
			"{'event_type':'step.delta','delta':{'type':'text','text':'H'}}",
			"{'event_type':'content.delta','delta':{'type':'thought_summary','content':{'text':'Hm'}}}",
			"{'event_type':'content.delta','delta':{'type':'function_call','name':'f','arguments':{}}}",
			"{'event_type':'step.delta','delta':{'type':'arguments_delta','arguments':'{'}}",
			"{'event_type':'step.start','index':1,'step':{'type':'function_call','name':'f'}}",
			"{'event_type':'step.delta','delta':{'type':'audio','data':'AA=='}}",
			"{'is_finished':false,'event_type':'text-generation','text':'H'}",
			"{'type':'message.output.delta','content':'H'}",
			"{'type':'function.call.delta','name':'f','arguments':'{'}", "{'type':'speech.audio.delta','audio':'AA=='}",
			"{'answer':42}" })
	void textThoughtsAndCallsDo(String json) {
		assertThat(bearsContent(json)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[DONE]", "event: ping", ": alive", "data: {\"type\":\"ping\"}" })
	void framesOfEventsBearNone(String text) {
		assertThat(readers.bearsContent(text)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "H", " ", "{", "[", "{\"a\":" })
	void piecesOfTextDo(String text) {
		assertThat(readers.bearsContent(text)).isTrue();
	}

	private static boolean bearsContent(String json) {
		String text = json.replace('\'', '"');
		boolean ofNode = readers.bearsContent(JsonMapper.shared().readTree(text));
		assertThat(readers.bearsContent(text)).isEqualTo(ofNode);
		return ofNode;
	}

}

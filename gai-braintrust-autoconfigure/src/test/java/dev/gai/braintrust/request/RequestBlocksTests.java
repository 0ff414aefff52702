package dev.gai.braintrust.request;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Blocks that only one API has, and lists of one that are written without brackets.
 */
class RequestBlocksTests {

	private static final Map<?, ?> HI = Map.of("role", "user", "content", "Hi");

	@ParameterizedTest
	@ValueSource(strings = { "{'contents':{'parts':{'text':'Hi'}}}",
			"{'contents':{'role':'user','parts':[{'text':'Hi'}]}}",
			"{'contents':[{'parts':{'text':'Hi'}}],'generation_config':{'temperature':0.5}}",
			"{'model':'m','input':[{'type':'text','text':'Hi'}]}",
			"{'jsonrpc':'2.0','id':1,'method':'sampling/createMessage','params':{'messages':[{'role':'user','content':{'type':'text','text':'Hi'}}],'maxTokens':5}}",
			"{'jsonrpc':'2.0','id':1,'method':'message/send','params':{'message':{'role':'user','parts':[{'kind':'text','text':'Hi'}],'messageId':'m'},'configuration':{}}}" })
	void areOneMessage(String json) {
		assertThat(read(json).messages()).singleElement()
			.satisfies((message) -> assertThat((Map<?, ?>) message).containsAllEntriesOf(Map.class.cast(HI)));
	}

	@Test
	void instructionsOfEachApi() {
		Map<?, ?> system = Map.of("role", "system", "content", "Be brief");
		assertThat(read("{'system_instruction':{'parts':{'text':'Be brief'}},'contents':{'parts':{'text':'Hi'}}}")
			.messages()).isEqualTo(List.of(system, HI));
		assertThat(read("{'model':'m','system_instruction':'Be brief','input':'Hi'}").messages())
			.isEqualTo(List.of(system, HI));
		assertThat(read("{'jsonrpc':'2.0','id':1,'method':'sampling/createMessage','params':{'messages':["
				+ "{'role':'user','content':'Hi'}],'systemPrompt':'Be brief','maxTokens':5}}")
			.messages()).isEqualTo(List.of(system, HI));
	}

	@Test
	void thoughtsInPieces() {
		assertThat(read("{'model':'m','messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':["
				+ "{'type':'thinking','thinking':[{'type':'text','text':'Hm. '},{'type':'text','text':'So.'}]},"
				+ "{'type':'text','text':'Paris'}]}]}")
			.messages())
			.isEqualTo(List.of(HI, Map.of("role", "assistant", "content", "Paris", "reasoning", "Hm. So.")));
	}

	@Test
	void turnsOfGemini() {
		assertThat(read("{'model':'m','input':[{'role':'user','content':[{'type':'text','text':'Hi'}]},"
				+ "{'role':'model','content':[{'type':'thought','signature':'s','summary':[{'type':'text','text':'Hm.'}]},"
				+ "{'type':'function_call','id':'c','name':'f','arguments':{'a':1}}]},"
				+ "{'role':'user','content':[{'type':'function_result','call_id':'c','name':'f','result':{'b':2}}]}]}")
			.messages())
			.isEqualTo(List.of(HI,
					withCall(Map.of("id", "c", "type", "function", "function",
							Map.of("name", "f", "arguments", "{\"a\":1}"))),
					Map.of("role", "tool", "content", "{\"b\":2}", "tool_call_id", "c")));
	}

	@Test
	void mediaOfGeminisTurnsAndAddressesWithoutObject() {
		assertThat(read("{'model':'m','input':[{'type':'text','text':'Hi'},"
				+ "{'type':'image','data':'iVBORw0KGgo=','mime_type':'image/png'},"
				+ "{'type':'video','uri':'https://v','mime_type':'video/mp4'}]}")
			.messages())
			.isEqualTo(List.of(Map.of("role", "user", "content",
					List.of(Map.of("type", "text", "text", "Hi"),
							Map.of("type", "image_url", "image_url",
									Map.of("url", "data:image/png;base64,iVBORw0KGgo=")),
							Map.of("type", "file", "file", Map.of("file_id", "https://v"))))));
		assertThat(read("{'messages':[{'role':'user','content':[{'type':'text','text':'Hi'},"
				+ "{'type':'image_url','image_url':'https://i'}]}]}")
			.messages())
			.isEqualTo(List.of(Map.of("role", "user", "content", List.of(Map.of("type", "text", "text", "Hi"),
					Map.of("type", "image_url", "image_url", Map.of("url", "https://i"))))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'contents':{'parts':'Hi'}}", "{'contents':{'parts':{'number':7}}}",
			"{'input':[{'type':'text','text':'Hi'}]}", "{'jsonrpc':'2.0','id':1,'params':{'a':1}}",
			"{'id':1,'params':{'message':'Hi'}}" })
	void areNotTakenForOthers(String json) {
		assertThat(ModelRequests.read(JsonMapper.shared().readValue(json.replace('\'', '"'), Object.class))).isNull();
	}

	private static Map<String, Object> withCall(Map<?, ?> call) {
		Map<String, Object> message = new HashMap<>();
		message.put("role", "assistant");
		message.put("content", null);
		message.put("tool_calls", List.of(call));
		message.put("reasoning", "Hm.");
		return message;
	}

	private static ModelRequest read(String json) {
		ModelRequest read = ModelRequests.read(JsonMapper.shared().readValue(json.replace('\'', '"'), Object.class));
		assertThat(read).isNotNull();
		return read;
	}

}

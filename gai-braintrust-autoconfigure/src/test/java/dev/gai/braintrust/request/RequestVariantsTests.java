package dev.gai.braintrust.request;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that say what others say in another way.
 */
class RequestVariantsTests {

	private static final JsonMapper mapper = JsonMapper.shared();

	private static final Map<?, ?> HI = Map.of("role", "user", "content", "Hi");

	@ParameterizedTest
	@ValueSource(strings = { "{'prompt':{'id':'pmpt_1','version':'2','variables':{'a':'b'}},'input':'Hi'}",
			"{'model':'gemini-2.5-pro','contents':'Hi'}", "[{'role':'user','parts':[{'text':'Hi'}]}]",
			"{'prompt':'Hi','max_gen_len':10}", "{'prompt':'Hi','n_predict':5}", "{'prompt':'Hi','temperature':0.5}",
			"{'inputText':'Hi','textGenerationConfig':{'maxTokenCount':10}}", "{'model':'m','prompt':['Hi']}",
			"{'messages':[{'role':'user','content':{'type':'text','text':'Hi'}}],'maxTokens':5}",
			"{'model':'m','messages':[{'id':'1','role':'user','parts':[{'type':'text','text':'Hi'}]}]}",
			"{'role':'user','parts':[{'kind':'text','text':'Hi'}]}",
			"{'model_id':'m','messages':[{'role':'user','content':'Hi'}],'parameters':{'max_tokens':5}}",
			"{'custom_id':'1','method':'POST','url':'/v1','body':{'messages':[{'role':'user','content':'Hi'}]}}",
			"{'headers':{'a':['b']},'body':'{\\'model\\':\\'m\\',\\'input\\':\\'Hi\\'}'}",
			"{'request':{'model':'m','messages':[{'role':'user','content':'Hi'}]}}" })
	void areConversations(String json) {
		assertThat(read(json).messages().stream().map(RequestVariantsTests::roleAndContent)).containsExactly(HI);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
			{'prompt':'Hi','max_gen_len':10} | {'max_tokens':10}
			{'prompt':'Hi','n_predict':10} | {'max_tokens':10}
			{'prompt':'Hi','maximum_tokens':10} | {'max_tokens':10}
			{'inputText':'Hi','textGenerationConfig':{'maxTokenCount':10,'topP':0.5}} | {'max_tokens':10,'top_p':0.5}
			{'messages':[{'role':'user','content':'Hi'}],'parameters':{'max_tokens':5}} | {'max_tokens':5}
			{'prompt':{'id':'p'},'input':'Hi'} | {'prompt':{'id':'p'}}
			""")
	void haveTheirParameters(String json, String parameters) {
		assertThat(read(json).parameters()).isEqualTo(tree(parameters));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'prompt':'Hi'}", "{'prompt':'Hi','lora':'x'}", "{'prompt':['a','b']}",
			"{'model':'m','prompt':[]}", "{'model':'m','prompt':[1,2]}", "{'contents':'Hi'}", "{'inputText':'Hi'}",
			"{'prompt':{'text':'p'},'input':'Hi'}", "{'body':'Hi','model':'m'}", "{'body':{'a':1},'headers':{}}",
			"{'body':'{','headers':{}}", "{'request':{'a':{'messages':[{'role':'user','content':'Hi'}]}}}",
			"{'role':'user','parts':['screw','nut']}", "{'role':'user','parts':[{'number':7}]}",
			"{'messages':[{'role':'user','content':{'number':7}}]}",
			"{'answer':{'messages':[{'role':'user','content':'Hi'}]},'body':{'input':'Hi','model':'m'}}" })
	void areNotTakenForOthers(String json) {
		assertThat(ModelRequests.read(tree(json))).isNull();
	}

	@Test
	void keepWhatStandsBesideTheRequest() {
		ModelRequest request = read("{'headers':{'X-Tenant':['t']},'body':{'model':'m','input':'Hi'}}");

		assertThat(request.model()).isEqualTo("m");
		assertThat(request.arguments()).isEqualTo(Map.of("headers", tree("{'X-Tenant':['t']}")));
	}

	@Test
	void mayAskForSeveralTextsAtOnce() {
		assertThat(read("{'model':'m','prompt':['a','b']}").messages())
			.isEqualTo(tree("[{'role':'user','content':'a'},{'role':'user','content':'b'}]"));
	}

	@Test
	void haveFilesAndThoughtsAsPartsOfAMessage() {
		assertThat(read("""
				{'messages':[{'role':'user','parts':[{'type':'text','text':'Hi'},
				{'type':'file','mediaType':'image/png','url':'data:image/png;base64,iVBORw0KGgo='}]},
				{'role':'assistant','parts':[{'type':'step-start'},{'type':'reasoning','text':'hm'},
				{'type':'text','text':'A cat'},{'type':'tool-look','toolCallId':'t','input':{}}]}]}""").messages())
			.isEqualTo(tree("""
					[{'role':'user','content':[{'type':'text','text':'Hi'},
					{'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0KGgo='}}]},
					{'role':'assistant','content':[{'type':'step-start'},{'type':'text','text':'A cat'},
					{'type':'tool-look','toolCallId':'t','input':{}}],'reasoning':'hm'}]"""));
	}

	private static Object roleAndContent(Object message) {
		Map<?, ?> map = (Map<?, ?>) message;
		return Map.of("role", map.get("role"), "content", map.get("content"));
	}

	private static ModelRequest read(String json) {
		return Objects.requireNonNull(ModelRequests.read(tree(json)));
	}

	private static Object tree(String json) {
		return mapper.readValue(json.replace("\\'", "\\\"").replace('\'', '"'), Object.class);
	}

}

package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What providers say beside the text of an answer stays with it.
 */
class ProviderItemsTests {

	private static final String COMPLETION = "{'object':'chat.completion','model':'m','choices':[{'index':0,'finish_reason':'stop',"
			+ "'message':{'role':'assistant',%s}}]%s}";

	@Test
	void mistralsThoughts() {
		Message whole = message(completion(
				"'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]},{'type':'text','text':'Paris'}]",
				""));
		assertThat(whole.content()).isEqualTo("Paris");
		assertThat(whole.fields()).containsEntry("reasoning", "Hm.");
	}

	@Test
	void partsWithoutThoughtsStayAsTheyAre() {
		assertThat(message(completion("'content':[{'type':'text','text':'Paris'}]", "")).content())
			.isEqualTo(List.of(Map.of("type", "text", "text", "Paris")));
	}

	@Test
	void sourcesOfPerplexityAndXai() {
		Message message = message(completion("'content':'Paris'",
				",'citations':['https://a.example'],'search_results':[{'title':'A','url':'https://a.example'}]"));
		assertThat(message.fields()).containsEntry("citations", List.of("https://a.example"))
			.containsEntry("search_results", List.of(Map.of("title", "A", "url", "https://a.example")));

		Message streamed = message(
				"{'object':'chat.completion.chunk','citations':['x','y'],'choices':[{'index':0,'delta':{'content':'Par'}}]}",
				"{'object':'chat.completion.chunk','citations':['x','y'],'choices':[{'index':0,'delta':{'content':'is'}}]}");
		assertThat(streamed.content()).isEqualTo("Paris");
		assertThat(streamed.fields()).containsEntry("citations", List.of("x", "y"));
	}

	@Test
	void sourcesOfAzureAndOfGateways() {
		Message azure = message(
				completion("'content':'Paris','context':{'citations':[{'url':'a'}],'intent':'[]'}", ""));
		assertThat(azure.fields()).containsEntry("context",
				Map.of("citations", List.of(Map.of("url", "a")), "intent", "[]"));
		Message streamed = message(
				"{'object':'chat.completion.chunk','choices':[{'index':0,'delta':{'role':'assistant','context':{'citations':[{'url':'a'}]}}}]}",
				"{'object':'chat.completion.chunk','choices':[{'index':0,'delta':{'content':'Paris'}}]}");
		assertThat(streamed.fields()).containsEntry("context", Map.of("citations", List.of(Map.of("url", "a"))));
		assertThat(message(completion("'content':'Paris','provider_specific_fields':{'citations':[['a']],'x':1}", ""))
			.fields()).containsEntry("citations", List.of(List.of("a")));
		assertThat(message(completion("'content':'Paris','context':null,'provider_specific_fields':{}", "")).fields())
			.doesNotContainKeys("context", "citations");
	}

	@Test
	void citedTextOfBedrock() {
		String cited = "{'citationsContent':{'content':[{'text':'It is '},{'text':'Paris.'}],'citations':[{'title':'A'}]}}";
		Message whole = message("{'output':{'message':{'role':'assistant','content':[{'text':'Well. '}," + cited
				+ "]}},'stopReason':'end_turn','usage':{'inputTokens':1,'outputTokens':2}}");
		assertThat(whole.content()).isEqualTo("Well. It is Paris.");
		assertThat(whole.fields()).containsEntry("annotations", List.of(Map.of("title", "A")));

		Message streamed = message("{'messageStart':{'role':'assistant'}}",
				"{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'text':'Paris'}}}",
				"{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'citation':{'title':'A'}}}}",
				"{'messageStop':{'stopReason':'end_turn'}}");
		assertThat(streamed.content()).isEqualTo("Paris");
		assertThat(streamed.fields()).containsEntry("annotations", List.of(Map.of("title", "A")));
	}

	@Test
	void toolsOfGroqImagesOfOpenRouterAndWordsThatAreSpoken() {
		assertThat(message(completion("'content':'Paris','executed_tools':[{'type':'search'}]", "")).fields())
			.containsEntry("items", List.of(Map.of("type", "search")));
		assertThat(message(completion("'content':'','images':[{'type':'image_url'}]", "")).fields())
			.containsEntry("images", List.of(Map.of("type", "image_url")));
		Message spoken = message(
				completion("'content':null,'audio':{'id':'a','data':'AAAA','transcript':'Paris','expires_at':1}", ""));
		assertThat(spoken.content()).isEqualTo("Paris");
		assertThat(spoken.fields().get("audio")).isInstanceOf(Map.class);
		Message streamed = message(
				"{'object':'chat.completion.chunk','choices':[{'index':0,'delta':{'audio':{'id':'a','transcript':'Par'}}}]}",
				"{'object':'chat.completion.chunk','choices':[{'index':0,'delta':{'audio':{'transcript':'is'}}}]}",
				"{'object':'chat.completion.chunk','choices':[{'index':0,'delta':{'audio':{'data':'AAAA'}}}]}");
		assertThat(streamed.content()).isEqualTo("Paris");
		assertThat(streamed.fields().get("audio")).asString().startsWith("{data=<audio/pcm, 3 bytes, SHA-256 ");
	}

	@Test
	void plansAndCitationsOfCohere() {
		Message whole = message(
				"{'id':'c','finish_reason':'TOOL_CALL','message':{'role':'assistant','tool_plan':'I search.','tool_calls':[{'id':'t','type':'function','function':{'name':'f','arguments':'{}'}}],'citations':[{'start':0,'end':2}]}}");
		assertThat(whole.fields()).containsEntry("reasoning", "I search.")
			.containsEntry("annotations", List.of(Map.of("start", 0, "end", 2)));

		Message streamed = message("{'type':'message-start','id':'c','delta':{'message':{'role':'assistant'}}}",
				"{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I '}}}",
				"{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'search.'}}}",
				"{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'Paris'}}}}",
				"{'type':'citation-start','index':0,'delta':{'message':{'citations':{'start':0,'end':5}}}}");
		assertThat(streamed.content()).isEqualTo("Paris");
		assertThat(streamed.fields()).containsEntry("reasoning", "I search.")
			.containsEntry("annotations", List.of(Map.of("start", 0, "end", 5)));
	}

	@Test
	void sourcesAndToolsOfGoogle() {
		Message message = message(
				"{'candidates':[{'content':{'parts':[{'executableCode':{'language':'PYTHON','code':'1'}},{'codeExecutionResult':{'outcome':'OUTCOME_OK'}},{'text':'Par'}]}}]}",
				"{'candidates':[{'content':{'parts':[{'text':'is'}]},'groundingMetadata':{'webSearchQueries':['a']}}]}",
				"{'candidates':[{'finishReason':'STOP','groundingMetadata':{'webSearchQueries':['a','b']}}]}");
		assertThat(message.content()).isEqualTo("Paris");
		assertThat(message.fields().get("items"))
			.isEqualTo(List.of(Map.of("executableCode", Map.of("language", "PYTHON", "code", "1")),
					Map.of("codeExecutionResult", Map.of("outcome", "OUTCOME_OK")),
					Map.of("groundingMetadata", Map.of("webSearchQueries", List.of("a", "b")))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '~', value = {
			"{'request_id':'r','output':{'choices':[{'finish_reason':'stop','message':{'role':'assistant','content':'Paris','reasoning_content':'Hm.'}}]},'usage':{'input_tokens':22,'output_tokens':17,'total_tokens':39}}; ",
			"{'request_id':'r','output':{'text':'Paris','finish_reason':'stop'},'usage':{'input_tokens':22,'output_tokens':17}}; ",
			"{'request_id':'r','output':{'choices':[{'finish_reason':'stop','message':{'role':'assistant','content':[{'text':'Paris'}]}}]},'usage':{'input_tokens':22,'output_tokens':17}}; ",
			"{'request_id':'r','output':{'choices':[{'finish_reason':'null','message':{'role':'assistant','content':'Par'}}]},'usage':{'input_tokens':22,'output_tokens':1}};{'request_id':'r','output':{'choices':[{'finish_reason':'stop','message':{'role':'assistant','content':'Paris'}}]},'usage':{'input_tokens':22,'output_tokens':17}}",
			"{'request_id':'r','output':{'choices':[{'finish_reason':'null','message':{'role':'assistant','content':'Par'}}]},'usage':{'input_tokens':22,'output_tokens':1}};{'request_id':'r','output':{'choices':[{'finish_reason':'stop','message':{'role':'assistant','content':'is'}}]},'usage':{'input_tokens':22,'output_tokens':17}}" })
	void answersOfDashScope(String first, String second) {
		LlmResponse read = read((second != null) ? new String[] { first, second } : new String[] { first });

		assertThat(read.choices().get(0).message().content()).isEqualTo("Paris");
		assertThat(read.finishReason()).isEqualTo("stop");
		assertThat(read.id()).isEqualTo("r");
		assertThat(read.usage().input()).isEqualTo(22);
		assertThat(read.usage().output()).isEqualTo(17);
	}

	@Test
	void toolsOfDashScopeAndWhatIsNone() {
		LlmResponse read = read(
				"{'request_id':'r','output':{'choices':[{'finish_reason':'tool_calls','message':{'role':'assistant','content':'','tool_calls':[{'id':'t','type':'function','function':{'name':'f','arguments':'{}'}}]}}]},'usage':{'input_tokens':2,'output_tokens':1}}");
		assertThat(read.choices().get(0).message().toolCalls()).hasSize(1);
		assertThat(read.finishReason()).isEqualTo("tool_calls");
		assertThat(ResponseReaders.readText(List.of("{\"output\":{\"text\":\"a result\"}}"))).isNull();
	}

	@Test
	void answersOfTheRealtimeApi() {
		LlmResponse read = read(
				"{'type':'response.done','response':{'object':'realtime.response','id':'resp_1','status':'completed','output':[{'type':'message','role':'assistant','content':[{'type':'output_audio','transcript':'Paris'}]}],'usage':{'total_tokens':275,'input_tokens':127,'output_tokens':148,'input_token_details':{'text_tokens':119,'audio_tokens':8,'cached_tokens':64},'output_token_details':{'text_tokens':36,'audio_tokens':112}}}}");
		assertThat(read.choices().get(0).message().content()).isEqualTo("Paris");
		assertThat(read.usage().audioInput()).isEqualTo(8);
		assertThat(read.usage().audioOutput()).isEqualTo(112);
		assertThat(read.usage().cachedInput()).isEqualTo(64);
	}

	private static String completion(String message, String beside) {
		return COMPLETION.formatted(message, beside);
	}

	private static Message message(String... documents) {
		return read(documents).choices().get(0).message();
	}

	private static LlmResponse read(String... documents) {
		LlmResponse read = ResponseReaders
			.readText(List.of(documents).stream().map((document) -> document.replace('\'', '"')).toList());
		assertThat(read).isNotNull();
		return read;
	}

}

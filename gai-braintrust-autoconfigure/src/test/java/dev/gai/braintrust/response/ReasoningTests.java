package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a model thought stands in its message, beside what it said.
 */
class ReasoningTests {

	@ParameterizedTest
	@ValueSource(strings = { "'reasoning_content':'Hm.'", "'reasoning':'Hm.'",
			"'reasoning':'Hm.','reasoning_details':[{'type':'reasoning.text','text':'Hm.'}]",
			"'reasoning_details':[{'type':'reasoning.summary','summary':'Hm.'}]",
			"'reasoning_content':'Hm.','thinking_blocks':[{'type':'thinking','thinking':'Hm.'}]" })
	void isReadFromAChatCompletion(String fields) {
		isReasoned(OpenAiJson.read(json("{'choices':[{'index':0,'finish_reason':'stop','message':{"
				+ "'role':'assistant','content':'Paris'," + fields + "}}]}")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reasoning_content", "reasoning" })
	void isJoinedFromTheChunksOfAChatCompletion(String name) {
		isReasoned(OpenAiJson.readAll(delta("'" + name + "':'H'"), delta("'" + name + "':'m.'"),
				delta("'content':'Paris'")));
	}

	@Test
	void isReadFromThinkingAmongTheContentOfADelta() {
		isReasoned(
				OpenAiJson.readAll(delta("'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]}]"),
						delta("'content':'Paris'")));
	}

	@Test
	void isReadFromAMessageOfAnthropic() {
		isReasoned(OpenAiJson.read(json("{'type':'message','stop_reason':'end_turn','content':["
				+ "{'type':'thinking','thinking':'Hm.','signature':'x'},{'type':'text','text':'Paris'}]}")));
	}

	@Test
	void isJoinedFromTheEventsOfAnthropic() {
		isReasoned(OpenAiJson.readAll(json("{'type':'message_start','message':{'type':'message','content':[]}}"),
				json("{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':''}}"),
				json("{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'H'}}"),
				json("{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'m.'}}"),
				json("{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'Paris'}}")));
	}

	@Test
	void isReadFromTheSummariesOfAResponse() {
		LlmResponse read = OpenAiJson.read(json("{'object':'response','status':'completed','output':["
				+ "{'type':'reasoning','summary':[{'type':'summary_text','text':'H'},"
				+ "{'type':'summary_text','text':'m.'}]},"
				+ "{'type':'message','content':[{'type':'output_text','text':'Paris'}]}]}"));
		assertThat(read.choices().get(0).message()).isEqualTo(Message.assistant("Paris").with("reasoning", "H\n\nm."));
	}

	@Test
	void isReadFromAModelThatShowsAllItThought() {
		isReasoned(OpenAiJson.read(json("{'object':'response','status':'completed','output':["
				+ "{'type':'reasoning','summary':[],'content':[{'type':'reasoning_text','text':'Hm.'}]},"
				+ "{'type':'message','content':[{'type':'output_text','text':'Paris'}]}]}")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "response.reasoning_summary_text.delta", "response.reasoning_text.delta" })
	void isJoinedFromAStreamedResponseThatWasCutOff(String type) {
		isReasoned(OpenAiJson.readAll(json("{'type':'response.created','response':{'object':'response','output':[]}}"),
				json("{'type':'" + type + "','delta':'H'}"), json("{'type':'" + type + "','delta':'m.'}"),
				json("{'type':'response.output_text.delta','delta':'Paris'}")));
	}

	@Test
	void isReadFromTheThoughtsOfGemini() {
		isReasoned(OpenAiJson.read(json("{'candidates':[{'finishReason':'STOP','content':{'parts':["
				+ "{'text':'Hm.','thought':true},{'text':'Paris'}]}}],'usageMetadata':{'promptTokenCount':1}}")));
		isReasoned(OpenAiJson.readAll(json("{'candidates':[{'content':{'parts':[{'text':'H','thought':true}]}}]}"),
				json("{'candidates':[{'content':{'parts':[{'text':'m.','thought':true}]}}]}"),
				json("{'candidates':[{'content':{'parts':[{'text':'Paris'}]}}]}")));
	}

	@Test
	void isReadFromOllama() {
		isReasoned(OpenAiJson.readAll(
				json("{'model':'m','done':false,'message':{'role':'assistant','content':''," + "'thinking':'Hm.'}}"),
				json("{'model':'m','done':true,'message':{'role':'assistant','content':'Paris'}}")));
	}

	@Test
	void isReadFromBedrock() {
		isReasoned(OpenAiJson.read(json("{'stopReason':'end_turn','output':{'message':{'content':["
				+ "{'reasoningContent':{'reasoningText':{'text':'Hm.'}}},{'text':'Paris'}]}}}")));
		isReasoned(OpenAiJson.readAll(json("{'messageStart':{'role':'assistant'}}"),
				json("{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'reasoningContent':{'text':'Hm.'}}}}"),
				json("{'contentBlockDelta':{'contentBlockIndex':1,'delta':{'text':'Paris'}}}")));
	}

	@Test
	void isPartOfTheMessageInTheRow() {
		LlmResponse.Choice choice = new LlmResponse.Choice("stop", Message.assistant("Paris").with("reasoning", "Hm."));
		assertThat(ChatShape.choices(List.of(choice)).get(0)).isEqualTo(Map.of("index", 0, "finish_reason", "stop",
				"message", Map.of("role", "assistant", "content", "Paris", "reasoning", "Hm.")));
	}

	private static void isReasoned(LlmResponse read) {
		assertThat(read.choices()).hasSize(1);
		assertThat(read.choices().get(0).message()).isEqualTo(Message.assistant("Paris").with("reasoning", "Hm."));
	}

	private static String delta(String fields) {
		return json("{'choices':[{'index':0,'delta':{" + fields + "}}]}");
	}

	private static String json(String quoted) {
		return quoted.replace('\'', '"');
	}

}

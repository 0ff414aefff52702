package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.media.MediaOfRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an answer has beside text: calls of tools, what the provider's own tools did, what
 * it cites, and that it refuses.
 */
class AnswerItemsTests {

	@Test
	void aCustomToolCallOfTheResponsesApiIsACallOfATool() {
		LlmResponse read = OpenAiJson.read(json("{'object':'response','status':'completed','output':["
				+ "{'type':'custom_tool_call','call_id':'c1','name':'sql','input':'select 1'}]}"));
		assertThat(read.choices()).containsExactly(new LlmResponse.Choice("tool_calls",
				Message.assistant(List.of(new ToolCall("c1", "sql", "select 1")))));
	}

	@Test
	void aCustomToolCallOfAChatCompletionIsACallOfATool() {
		LlmResponse read = OpenAiJson.read(json("{'choices':[{'finish_reason':'tool_calls','message':{"
				+ "'role':'assistant','tool_calls':[{'id':'c1','type':'custom',"
				+ "'custom':{'name':'sql','input':'select 1'}}]}}]}"));
		assertThat(read.choices().get(0).message().toolCalls()).containsExactly(new ToolCall("c1", "sql", "select 1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp_call", "code_interpreter_call", "file_search_call", "computer_call",
			"local_shell_call", "web_search_call", "image_generation_call", "of_tomorrow" })
	void keepsItemsOfTheResponsesApi(String type) {
		LlmResponse read = OpenAiJson.read(json("{'object':'response','status':'completed','output':[{'type':'" + type
				+ "','id':'i1','action':{'query':'x'}},"
				+ "{'type':'message','content':[{'type':'output_text','text':'Paris'}]}]}"));
		assertThat(read.choices().get(0).message()).isEqualTo(Message.assistant("Paris")
			.with("items", List.of(Map.of("type", type, "id", "i1", "action", Map.of("query", "x")))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "server_tool_use", "web_search_tool_result", "of_tomorrow" })
	void keepsBlocksOfAnthropic(String type) {
		LlmResponse read = OpenAiJson.read(json("{'type':'message','content':[{'type':'" + type
				+ "','id':'s1','input':{'query':'x'}},{'type':'text','text':'Paris'}]}"));
		assertThat(read.choices().get(0).message()).isEqualTo(Message.assistant("Paris")
			.with("items", List.of(Map.of("type", type, "id", "s1", "input", Map.of("query", "x")))));
	}

	@Test
	void describesTheBytesOfAPictureInAnItem() {
		LlmResponse read = OpenAiJson.read(json("{'object':'response','status':'completed','output':["
				+ "{'type':'image_generation_call','id':'ig_1','result':'" + "iVBORw0KGgo".repeat(1000) + "'}]}"));

		Object items = read.choices().get(0).message().fields().get("items");
		assertThat(MediaOfRow.described().apply(items)).asString()
			.contains("type=image_generation_call", "id=ig_1", "result=<image/png, 8250 bytes, SHA-256 ");
	}

	@Test
	void keepsTheStreamedInputOfABlockOfAnthropic() {
		LlmResponse read = OpenAiJson.readAll(
				json("{'type':'message_start','message':{'type':'message','content':[]}}"),
				json("{'type':'content_block_start','index':0,'content_block':{'type':'server_tool_use','input':{}}}"),
				json("{'type':'content_block_delta','index':0,'delta':{'partial_json':'{}'}}"),
				json("{'type':'content_block_delta','index':1,'delta':{'text':'Paris'}}"),
				json("{'type':'content_block_delta','index':1,'delta':{'citation':{'url':'u'}}}"));
		assertThat(read.choices().get(0).message()).isEqualTo(Message.assistant("Paris")
			.with("annotations", List.of(Map.of("url", "u")))
			.with("items", List.of(Map.of("type", "server_tool_use", "input", "{}"))));
	}

	@Test
	void keepsWhatAnAnswerCites() {
		Message expected = Message.assistant("Paris").with("annotations", List.of(Map.of("url", "u")));
		assertThat(
				message("{'choices':[{'message':{'role':'assistant','content':'Paris','annotations':[{'url':'u'}]}}]}"))
			.isEqualTo(expected);
		assertThat(message("{'object':'response','output':[{'type':'message','content':[{'type':'output_text',"
				+ "'text':'Paris','annotations':[{'url':'u'}]}]}]}"))
			.isEqualTo(expected);
		assertThat(message("{'type':'message','content':[{'type':'text','text':'Paris','citations':[{'url':'u'}]}]}"))
			.isEqualTo(expected);
	}

	@Test
	void saysThatAnAnswerIsARefusal() {
		Message expected = Message.assistant("No.").with("refusal", "No.");
		assertThat(message("{'choices':[{'message':{'role':'assistant','content':null,'refusal':'No.'}}]}"))
			.isEqualTo(expected);
		assertThat(message("{'object':'response','output':[{'type':'message','content':["
				+ "{'type':'refusal','refusal':'No.'}]}]}"))
			.isEqualTo(expected);
	}

	private static Message message(String quoted) {
		return OpenAiJson.read(json(quoted)).choices().get(0).message();
	}

	private static String json(String quoted) {
		return quoted.replace('\'', '"');
	}

}

package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of the Responses API that end before their items are done keep what has come of
 * these.
 */
class LeftResponsesTests {

	private static final String CREATED = "{'type':'response.created','response':{'id':'r','object':'response','status':'in_progress','model':'m','output':[]}}";

	@Test
	void callsOfToolsAndItems() {
		Message message = read(CREATED,
				"{'type':'response.output_item.added','output_index':0,'item':{'id':'f','type':'function_call','call_id':'c','name':'look','arguments':''}}",
				delta("function_call_arguments", "f", 0, "{\\\"a\\\":"), delta("function_call_arguments", "f", 0, "1"),
				"{'type':'response.output_item.added','output_index':1,'item':{'id':'i','type':'code_interpreter_call','code':'','status':'in_progress'}}",
				delta("code_interpreter_call_code", "i", 1, "print"),
				delta("code_interpreter_call_code", "i", 1, "(1)"), delta("custom_tool_call_input", "t", 2, "select"),
				delta("mcp_call_arguments", "m", 3, "{}"))
			.choices()
			.get(0)
			.message();

		assertThat(message.toolCalls()).containsExactly(new ToolCall("c", "look", "{\"a\":1"),
				new ToolCall("t", "", "select"));
		assertThat(message.fields().get("items")).isEqualTo(
				List.of(Map.of("id", "i", "type", "code_interpreter_call", "code", "print(1)", "status", "in_progress"),
						Map.of("id", "m", "type", "mcp_call", "arguments", "{}")));
	}

	@Test
	void textAfterAMessageThatIsDoneWithWhatItCites() {
		Message message = read(CREATED,
				"{'type':'response.output_item.added','output_index':0,'item':{'id':'a','type':'message','role':'assistant','content':[]}}",
				delta("output_text", "a", 0, "I look. "),
				"{'type':'response.output_item.done','output_index':0,'item':{'id':'a','type':'message','role':'assistant','content':[{'type':'output_text','text':'I look. '}]}}",
				"{'type':'response.output_item.added','output_index':1,'item':{'id':'b','type':'message','role':'assistant','content':[]}}",
				delta("output_text", "b", 1, "Par"), delta("output_text", "b", 1, "is"),
				"{'type':'response.output_text.annotation.added','item_id':'b','output_index':1,'content_index':0,'annotation':{'type':'url_citation','url':'u'}}")
			.choices()
			.get(0)
			.message();

		assertThat(message).isEqualTo(Message.assistant("I look. Paris")
			.with("annotations", List.of(Map.of("type", "url_citation", "url", "u"))));
	}

	@Test
	void refusalsAndTextBeforeAFailure() {
		String failed = "{'type':'response.failed','response':{'id':'r','object':'response','status':'failed','model':'m','error':{'code':'server_error','message':'boom'},'output':[]}}";

		LlmResponse refused = read(CREATED, delta("refusal", "a", 0, "I will "), delta("refusal", "a", 0, "not"),
				failed);
		assertThat(refused.choices().get(0).message())
			.isEqualTo(Message.assistant("I will not").with("refusal", "I will not"));
		assertThat(refused.error()).hasMessage("boom");
		assertThat(read(CREATED, delta("output_text", "a", 0, "Par"), failed).choices().get(0).message())
			.isEqualTo(Message.assistant("Par"));
	}

	@Test
	void thoughtsInTheirPlaces() {
		Message message = read(CREATED, delta("reasoning_text", "a", 0, "Hm."),
				"{'type':'response.reasoning_summary_text.delta','item_id':'b','output_index':1,'summary_index':0,'delta':'One'}",
				"{'type':'response.reasoning_summary_text.delta','item_id':'b','output_index':1,'summary_index':1,'delta':'Two'}")
			.choices()
			.get(0)
			.message();

		assertThat(message.fields()).containsEntry("reasoning", "Hm.\n\nOne\n\nTwo");
	}

	@Test
	void nothingTwiceOfAnAnswerThatIsWhole() {
		List<String> events = new ArrayList<>(List.of(CREATED, delta("output_text", "a", 0, "Paris")));
		events
			.add("{'type':'response.completed','response':{'id':'r','object':'response','status':'completed','model':'m',"
					+ "'output':[{'id':'a','type':'message','role':'assistant','content':[{'type':'output_text','text':'Paris'}]}]}}");

		assertThat(read(events.toArray(String[]::new)).choices().get(0).message())
			.isEqualTo(Message.assistant("Paris"));
	}

	private static String delta(String kind, String id, int index, String piece) {
		return "{'type':'response.%s.delta','item_id':'%s','output_index':%d,'delta':'%s'}".formatted(kind, id, index,
				piece);
	}

	private static LlmResponse read(String... documents) {
		LlmResponse read = OpenAiJson
			.readAll(Stream.of(documents).map((document) -> document.replace('\'', '"')).toArray(String[]::new));
		assertThat(read).isNotNull();
		return read;
	}

}

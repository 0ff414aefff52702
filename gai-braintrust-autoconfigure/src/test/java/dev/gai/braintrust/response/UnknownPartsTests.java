package dev.gai.braintrust.response;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parts of an answer that are neither text, thoughts nor calls stay with it, whole or
 * streamed.
 */
class UnknownPartsTests {

	private static final String CHUNK = "{'object':'chat.completion.chunk','choices':[{'index':0,'delta':%s}]}";

	@Test
	void besideThoughtsInAMessage() {
		Message whole = message("{'object':'chat.completion','choices':[{'finish_reason':'stop','message':"
				+ "{'role':'assistant','content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'},"
				+ "{'type':'tool_reference','tool':'web_search','url':'u'}]},{'type':'text','text':'Paris'},"
				+ "{'type':'reference','reference_ids':[1,2]}]}}]}");

		assertThat(whole).isEqualTo(Message.assistant("Paris")
			.with("reasoning", "Hm.")
			.with("items", List.of(Map.of("type", "tool_reference", "tool", "web_search", "url", "u"),
					Map.of("type", "reference", "reference_ids", List.of(1, 2)))));
	}

	@Test
	void inChunks() {
		Message streamed = message(
				CHUNK.formatted("{'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]}]}"),
				CHUNK.formatted("{'content':'Par'}"),
				CHUNK.formatted("{'content':[{'type':'text','text':'is'},{'type':'reference','reference_ids':[3]}]}"));

		assertThat(streamed).isEqualTo(Message.assistant("Paris")
			.with("reasoning", "Hm.")
			.with("items", List.of(Map.of("type", "reference", "reference_ids", List.of(3)))));
	}

	@Test
	void fieldsOfAMessageThatNobodyKnows() {
		String steps = "'reasoning_steps':[{'thought':'I search','type':'web_search'}]";
		assertThat(message("{'choices':[{'message':{'role':'assistant','content':'Paris'," + steps
				+ ",'of_tomorrow':{'a':1},'empty':[],'none':null,'flag':true}}]}"))
			.isEqualTo(Message.assistant("Paris")
				.with("reasoning_steps", List.of(Map.of("thought", "I search", "type", "web_search")))
				.with("of_tomorrow", Map.of("a", 1)));
		assertThat(message(CHUNK.formatted("{'content':'Par'," + steps + "}"),
				CHUNK.formatted("{'content':'is','reasoning_steps':[{'thought':'I read'}]}")))
			.isEqualTo(Message.assistant("Paris")
				.with("reasoning_steps",
						List.of(Map.of("thought", "I search", "type", "web_search"), Map.of("thought", "I read"))));
	}

	@Test
	void mediaThatWereFoundAndCitationsOfGateways() {
		assertThat(message("{'object':'chat.completion','choices':[{'message':{'role':'assistant','content':'Paris'}}],"
				+ "'images':[{'image_url':'i'}],'videos':[{'url':'v'}]}"))
			.isEqualTo(Message.assistant("Paris")
				.with("images", List.of(Map.of("image_url", "i")))
				.with("videos", List.of(Map.of("url", "v"))));
		assertThat(
				message(CHUNK.formatted("{'content':'Par','provider_specific_fields':{'citation':{'cited_text':'c'}}}"),
						CHUNK.formatted("{'content':'is','provider_specific_fields':{'citation':{'cited_text':'d'}}}")))
			.isEqualTo(Message.assistant("Paris")
				.with("annotations", List.of(Map.of("cited_text", "c"), Map.of("cited_text", "d"))));
	}

	@Test
	void ofGemini() {
		Message message = message("{'candidates':[{'content':{'parts':[{'toolCall':{'toolType':'GOOGLE_SEARCH_WEB',"
				+ "'id':'t'}},{'toolResponse':{'id':'t','response':{'a':'b'}}},{'text':'Paris','thoughtSignature':'s'},"
				+ "{'thoughtSignature':'s'}]},'finishReason':'STOP'}]}");

		assertThat(message).isEqualTo(Message.assistant("Paris")
			.with("items", List.of(Map.of("toolCall", Map.of("toolType", "GOOGLE_SEARCH_WEB", "id", "t")),
					Map.of("toolResponse", Map.of("id", "t", "response", Map.of("a", "b"))))));
	}

	@Test
	void ofConverse() {
		String result = "{'toolResult':{'toolUseId':'t','type':'nova_grounding_result','content':[{'text':'r'}]}}";
		assertThat(message("{'output':{'message':{'role':'assistant','content':[{'text':'Paris'}," + result
				+ ",{'reasoningContent':{'redactedContent':'zz'}}]}},'stopReason':'end_turn','usage':{'inputTokens':1}}"))
			.isEqualTo(Message.assistant("Paris")
				.with("items", List.of(
						Map.of("toolResult",
								Map.of("toolUseId", "t", "type", "nova_grounding_result", "content",
										List.of(Map.of("text", "r")))),
						Map.of("reasoningContent", Map.of("redactedContent", "zz")))));
		assertThat(message("{'messageStart':{'role':'assistant'}}",
				"{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'text':'Paris'}}}",
				"{'contentBlockStart':{'contentBlockIndex':1,'start':{'toolResult':{'toolUseId':'t','status':'success'}}}}",
				"{'contentBlockDelta':{'contentBlockIndex':1,'delta':{'toolResult':[{'text':'r'}]}}}",
				"{'contentBlockDelta':{'contentBlockIndex':2,'delta':{'reasoningContent':{'signature':'s'}}}}",
				"{'messageStop':{'stopReason':'end_turn'}}"))
			.isEqualTo(Message.assistant("Paris")
				.with("items", List.of(Map.of("toolResult", Map.of("toolUseId", "t", "status", "success")),
						Map.of("toolResult", List.of(Map.of("text", "r"))))));
	}

	@Test
	void ofAnthropicInPiecesAndWhyItRefuses() {
		assertThat(message("{'type':'message_start','message':{'type':'message','role':'assistant','content':[]}}",
				"{'type':'content_block_start','index':0,'content_block':{'type':'compaction','content':''}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'compaction_delta','content':'We '}}",
				"{'type':'content_block_delta','index':0,'delta':{'type':'compaction_delta','content':'met.'}}",
				"{'type':'content_block_start','index':1,'content_block':{'type':'text','text':''}}",
				"{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'No'}}",
				"{'type':'message_delta','delta':{'stop_reason':'refusal','stop_details':{'type':'refusal','category':'bio'}},"
						+ "'context_management':{'applied_edits':[{'type':'x'}]}}"))
			.isEqualTo(Message.assistant("No")
				.with("items", List.of(Map.of("type", "compaction", "content", "We met.")))
				.with("stop_details", Map.of("type", "refusal", "category", "bio"))
				.with("context_management", Map.of("applied_edits", List.of(Map.of("type", "x")))));
	}

	@Test
	void ofSpeechWhoHasSaidWhat() {
		assertThat(message(
				"{'text':'Hi there','segments':[{'text':'Hi','speaker':'A'}],'usage':{'input_tokens':1,'output_tokens':2}}"))
			.isEqualTo(Message.assistant("Hi there").with("segments", List.of(Map.of("text", "Hi", "speaker", "A"))));
		assertThat(message("{'type':'transcript.text.delta','delta':'Hi'}",
				"{'type':'transcript.text.delta','delta':' '}", "{'type':'transcript.text.delta','delta':'there'}"))
			.isEqualTo(Message.assistant("Hi there"));
	}

	@Test
	void whatFailedSaysWhy() {
		assertThat(read(
				"{'candidates':[{'content':{},'finishReason':'MALFORMED_FUNCTION_CALL','finishMessage':'print(f())'}]}")
			.error()).hasMessage("print(f())");
		assertThat(read("{'type':'message-start','id':'c','delta':{'message':{'role':'assistant'}}}",
				"{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'Par'}}}}",
				"{'type':'message-end','delta':{'error':'no room','finish_reason':'ERROR'}}")
			.error()).hasMessage("no room");
	}

	private static Message message(String... documents) {
		return read(documents).choices().get(0).message();
	}

	private static LlmResponse read(String... documents) {
		LlmResponse read = OpenAiJson
			.readAll(Stream.of(documents).map((document) -> document.replace('\'', '"')).toArray(String[]::new));
		assertThat(read).isNotNull();
		return read;
	}

}

package dev.gai.braintrust.openai;

import java.util.List;
import java.util.stream.Stream;

import com.openai.core.ObjectMappers;
import com.openai.models.responses.ResponseStreamEvent;
import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.ToolCall;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResponseEventsReader}: streams of the official client that are left
 * before their end, or fail, keep what has come of all items.
 */
@Tag("thorough")
class ResponseEventsReaderTests {

	private static final String CREATED = "{'type':'response.created','sequence_number':0,'response':{'id':'r','object':'response','created_at':1,'status':'in_progress','model':'m','output':[]}}";

	private final ResponseReaders readers = new ResponseReaders(OpenAiTypes.responses());

	@Test
	void keepsCallsThoughtsItemsAndRefusals() {
		LlmResponse read = read(CREATED,
				"{'type':'response.reasoning_summary_text.delta','sequence_number':1,'item_id':'a','output_index':0,'summary_index':0,'delta':'I think.'}",
				"{'type':'response.output_item.done','sequence_number':2,'output_index':1,'item':{'id':'w','type':'web_search_call','status':'completed','action':{'type':'search','query':'q'}}}",
				delta("refusal", "c", 2, "I cannot."),
				"{'type':'response.output_item.added','sequence_number':4,'output_index':3,'item':{'id':'f','type':'function_call','call_id':'c1','name':'look','arguments':'','status':'in_progress'}}",
				delta("function_call_arguments", "f", 3, "{}"));

		Message message = read.choices().get(0).message();
		assertThat(read.model()).isEqualTo("m");
		assertThat(message.content()).isEqualTo("I cannot.");
		assertThat(message.fields()).containsEntry("reasoning", "I think.").containsEntry("refusal", "I cannot.");
		assertThat(message.toolCalls()).containsExactly(new ToolCall("c1", "look", "{}"));
		assertThat(message.fields().get("items").toString()).contains("web_search_call");
	}

	@Test
	void keepsTheTextBeforeAFailure() {
		LlmResponse read = read(CREATED, delta("output_text", "a", 0, "Par"),
				"{'type':'response.failed','sequence_number':5,'response':{'id':'r','object':'response','created_at':1,'status':'failed','model':'m','error':{'code':'server_error','message':'boom'},'output':[]}}");

		assertThat(read.choices().get(0).message()).isEqualTo(Message.assistant("Par"));
		assertThat(read.error()).hasMessage("boom");
	}

	@Test
	void takesTheLastEventWhereItHasAll() {
		LlmResponse read = read(CREATED, delta("output_text", "a", 0, "Par"), delta("output_text", "a", 0, "is"),
				"{'type':'response.completed','sequence_number':9,'response':{'id':'r','object':'response','created_at':1,'status':'completed','model':'m','output':[{'id':'a','type':'message','role':'assistant','status':'completed','content':[{'type':'output_text','text':'Paris','annotations':[]}]}]}}");

		assertThat(read.choices().get(0).message()).isEqualTo(Message.assistant("Paris"));
		assertThat(read.finishReason()).isEqualTo("stop");
	}

	@ParameterizedTest
	@ValueSource(strings = { "output_text", "refusal", "function_call_arguments", "reasoning_summary_text" })
	void seesTheFirstContentInWhateverComesFirst(String kind) {
		assertThat(this.readers.bearsContent(event(delta(kind, "a", 0, "x")))).isTrue();
		assertThat(this.readers.bearsContent(event(CREATED))).isFalse();
	}

	private LlmResponse read(String... events) {
		List<ResponseStreamEvent> parsed = Stream.of(events).map(ResponseEventsReaderTests::event).toList();
		LlmResponse read = this.readers.readAll(parsed);
		assertThat(read).isNotNull();
		return read;
	}

	private static String delta(String kind, String id, int index, String piece) {
		return "{'type':'response.%s.delta','sequence_number':3,'item_id':'%s','output_index':%d,'content_index':0,'summary_index':0,'delta':'%s','logprobs':[]}"
			.formatted(kind, id, index, piece);
	}

	private static ResponseStreamEvent event(String json) {
		try {
			return ObjectMappers.jsonMapper().readValue(json.replace('\'', '"'), ResponseStreamEvent.class);
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}

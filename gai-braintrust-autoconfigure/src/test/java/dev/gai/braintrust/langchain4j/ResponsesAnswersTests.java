package dev.gai.braintrust.langchain4j;

import java.util.List;

import dev.gai.braintrust.response.LlmResponse;
import dev.gai.braintrust.response.ResponseReaders;
import dev.gai.braintrust.response.ToolCall;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiResponsesChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What LangChain4j's model of the Responses API leaves out, or calls by another name.
 */
class ResponsesAnswersTests {

	private final ResponseReaders readers = new ResponseReaders(LangChain4jResponseReaders.all());

	@Test
	void haveTheirCallsOfCustomTools() {
		LlmResponse read = read(FinishReason.STOP, "\"status\":\"completed\"",
				"{\"type\":\"custom_tool_call\",\"id\":\"i\",\"call_id\":\"c\",\"name\":\"look\",\"input\":\"select 1\"}");

		assertThat(read.finishReason()).isEqualTo("tool_calls");
		assertThat(read.choices().get(0).message().toolCalls())
			.isEqualTo(List.of(new ToolCall("c", "look", "select 1")));
		assertThat(read.choices().get(0).message().content()).isEqualTo("Paris");
	}

	@Test
	void sayThatAFilterHasEndedThem() {
		LlmResponse read = read(FinishReason.LENGTH,
				"\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"}",
				"{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Paris\"}]}");

		assertThat(read.finishReason()).isEqualTo("content_filter");
		assertThat(read.error()).isNotNull();
	}

	private LlmResponse read(FinishReason reason, String status, String item) {
		String body = "{\"object\":\"response\",\"id\":\"r\",\"model\":\"m\",%s,\"output\":[%s]}".formatted(status,
				item);
		LlmResponse read = this.readers.read(ChatResponse.builder()
			.aiMessage(AiMessage.from("Paris"))
			.metadata(OpenAiResponsesChatResponseMetadata.builder()
				.modelName("m")
				.finishReason(reason)
				.rawHttpResponse(SuccessfulHttpResponse.builder().statusCode(200).body(body).build())
				.build())
			.build());
		assertThat(read).isNotNull();
		return read;
	}

}

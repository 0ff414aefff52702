package dev.gai.braintrust.langchain4j;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.media.MediaOfRow;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.testing.Traces;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestShapesTests {

	@Test
	void keepsPicturesOutOfTheRow() {
		String base64 = "iVBORw0KGgoAAAANSUhEUgAA";
		Message message = MessageShape.of(UserMessage.from(TextContent.from("What is this?"),
				ImageContent.from(Image.builder().base64Data(base64).mimeType("image/png").build()),
				ImageContent.from("https://example.org/cat.png"), AudioContent.from("https://example.org/cat.mp3")));
		assertThat(MediaOfRow.described().apply(message.content())).asString()
			.startsWith("[{type=text, text=What is this?}, "
					+ "{type=image_url, image_url={url=<image/png, 18 bytes, SHA-256 ")
			.endsWith(">}}, {type=image_url, image_url={url=https://example.org/cat.png}}, "
					+ "{type=file, file={file_url=https://example.org/cat.mp3}}]");
	}

	@Test
	void shapesResultsOfToolsAndCustomMessages() {
		assertThat(MessageShape.of(ToolExecutionResultMessage.from("c1", "weather", "Sunny")))
			.isEqualTo(Message.tool("c1", "Sunny"));
		assertThat(MessageShape.of(CustomMessage.from(Map.of("role", "control", "content", "thinking"))))
			.isEqualTo(new Message("control", "thinking", List.of(), null));
		assertThat(MessageShape.of(CustomMessage.from(Map.of("x", 1))))
			.isEqualTo(new Message("custom", Map.of("x", 1), List.of(), null));
	}

	@Test
	void writesAllParameters() {
		assertThat(parameters(OpenAiChatRequestParameters.builder()
			.modelName("m")
			.temperature(0.5)
			.topP(0.9)
			.topK(7)
			.frequencyPenalty(0.1)
			.presencePenalty(0.2)
			.stopSequences("END")
			.toolChoice(ToolChoice.REQUIRED)
			.responseFormat(ResponseFormat.JSON)
			.maxCompletionTokens(100)
			.seed(3)
			.reasoningEffort("low")
			.build()))
			.isEqualTo(Map.ofEntries(Map.entry("temperature", 0.5), Map.entry("top_p", 0.9), Map.entry("top_k", 7),
					Map.entry("frequency_penalty", 0.1), Map.entry("presence_penalty", 0.2),
					Map.entry("stop", List.of("END")), Map.entry("tool_choice", "required"),
					Map.entry("response_format", Map.of("type", "json")), Map.entry("max_completion_tokens", 100),
					Map.entry("seed", 3), Map.entry("reasoning_effort", "low")));
	}

	@Test
	void namesTheSchemaOfAnAnswer() {
		JsonSchema schema = JsonSchema.builder().name("City").rootElement(JsonObjectSchema.builder().build()).build();
		assertThat(parameters(ChatRequestParameters.builder()
			.responseFormat(ResponseFormat.builder()
				.type(dev.langchain4j.model.chat.request.ResponseFormatType.JSON)
				.jsonSchema(schema)
				.build())
			.build()))
			.isEqualTo(Map.of("response_format", Map.of("type", "json_schema", "json_schema", Map.of("name", "City"))));
		assertThat(parameters(ChatRequestParameters.builder().build())).isEmpty();
	}

	@Test
	void namesProvidersAsOpenTelemetryDoes() {
		assertThat(List
			.of(ModelProvider.OPEN_AI, ModelProvider.AMAZON_BEDROCK, ModelProvider.MICROSOFT_FOUNDRY,
					ModelProvider.GOOGLE_AI_GEMINI, ModelProvider.GOOGLE_VERTEX_AI_GEMINI, ModelProvider.WATSONX,
					ModelProvider.MISTRAL_AI)
			.stream()
			.map(ModelProviders::of)).containsExactly("openai", "aws.bedrock", "azure.ai.openai", "gcp.gemini",
					"gcp.vertex_ai", "ibm.watsonx.ai", "mistral_ai");
		assertThat(ModelProviders.of(ModelProvider.OTHER)).isNull();
		assertThat(ModelProviders.of(null)).isNull();
	}

	private static Map<String, Object> parameters(ChatRequestParameters parameters) {
		Traces traces = new Traces();
		ChatRequest request = ChatRequest.builder().messages(UserMessage.from("hi")).parameters(parameters).build();
		LangChain4jSpans.chat(traces.tracer(), request, ModelProvider.OTHER).completed("x");
		return traces.only().record().request().parameters();
	}

}

package dev.gai.braintrust.springai;

import java.net.URI;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.content.Media;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shapes that messages, media and names take.
 */
class SpringAiShapesTests {

	@Test
	void shapesMessagesOfAllRoles() {
		List<Message> messages = PromptMessages.of(List.of(new SystemMessage("Be brief"), new AssistantMessage("Hello"),
				AssistantMessage.builder()
					.content("")
					.toolCalls(List.of(new AssistantMessage.ToolCall("", "function", "f", "{}")))
					.build(),
				ToolResponseMessage.builder()
					.responses(List.of(new ToolResponseMessage.ToolResponse("c1", "f", "1"),
							new ToolResponseMessage.ToolResponse("c2", "g", "2")))
					.build()));

		assertThat(messages).extracting(Message::role)
			.containsExactly("system", "assistant", "assistant", "tool", "tool");
		assertThat(messages.get(2).content()).isNull();
		assertThat(messages.get(2).toolCalls().get(0).id()).isNull();
		assertThat(messages).last().isEqualTo(Message.tool("c2", "2"));
	}

	@Test
	void namesMediaByTheirAddressAndNeverHoldsThem() {
		Object content = MediaParts
			.content("", List.of(new Media(MimeTypeUtils.IMAGE_PNG, URI.create("https://images.example/cat.png")),
					new Media(MimeTypeUtils.parseMimeType("application/pdf"), URI.create("https://x.example/a.pdf"))));

		assertThat(content).isEqualTo(
				List.of(Map.of("type", "image_url", "image_url", Map.of("url", "https://images.example/cat.png")),
						Map.of("type", "text", "text", "<application/pdf: https://x.example/a.pdf>")));
		assertThat(MediaParts.isAddress("iVBORw0KGgo=")).isFalse();
		assertThat(MediaParts.isAddress("https://" + "x".repeat(5000))).isFalse();
		assertThat(MediaParts.content("Hi", List.of())).isEqualTo("Hi");
	}

	@Test
	void leavesTextThatIsNoJsonAsItIs() {
		assertThat(ParsedJson.parse("{\"a\":1}")).isEqualTo(Map.of("a", 1));
		assertThat(ParsedJson.parse("{broken")).isEqualTo("{broken");
		assertThat(ParsedJson.parse("12")).isEqualTo("12");
		assertThat(ParsedJson.parse(null)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "openai, openai", "azure-openai, azure.ai.openai", "bedrock_converse, aws.bedrock",
			"google_genai, gcp.gemini", "vertex_ai, gcp.vertex_ai", "Mistral_AI, mistral_ai" })
	void namesProvidersAsTheConventionsDo(String springAi, String provider) {
		assertThat(Providers.wellKnown(springAi)).isEqualTo(provider);
	}

}

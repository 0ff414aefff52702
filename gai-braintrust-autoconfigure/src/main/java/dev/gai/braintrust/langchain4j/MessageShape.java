package dev.gai.braintrust.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import org.jspecify.annotations.Nullable;

/**
 * Messages of LangChain4j in the shape of OpenAI's chat completions.
 */
final class MessageShape {

	private MessageShape() {
	}

	static Message of(ChatMessage message) {
		if (message instanceof SystemMessage system) {
			return Message.system(system.text());
		}
		if (message instanceof AiMessage answer) {
			return ofAnswer(answer);
		}
		if (message instanceof ToolExecutionResultMessage result) {
			return new Message("tool", content(result.contents()), List.of(), result.id());
		}
		if (message instanceof UserMessage user) {
			return new Message("user", content(user.contents()), List.of(), null);
		}
		Map<String, Object> attributes = (message instanceof CustomMessage custom) ? custom.attributes() : Map.of();
		Object role = attributes.getOrDefault("role", "custom");
		return new Message(role.toString(), attributes.getOrDefault("content", attributes), List.of(), null);
	}

	static Message ofAnswer(AiMessage answer) {
		List<ToolCall> calls = answer.toolExecutionRequests().stream().map(MessageShape::call).toList();
		String text = answer.text();
		// Some models accompany a call with an empty text.
		boolean silent = text != null && text.isEmpty() && !calls.isEmpty();
		return new Message("assistant", silent ? null : text, calls, null).with("reasoning", answer.thinking());
	}

	private static ToolCall call(ToolExecutionRequest request) {
		return new ToolCall(request.id(), (request.name() != null) ? request.name() : "", request.arguments());
	}

	private static @Nullable Object content(List<Content> contents) {
		if (contents.size() == 1 && contents.get(0) instanceof TextContent text) {
			return text.text();
		}
		return contents.stream().map(MessageShape::part).toList();
	}

	private static Map<String, Object> part(Content content) {
		if (content instanceof TextContent text) {
			return text(text.text());
		}
		if (content instanceof ImageContent image && image.image() != null) {
			return image(image.image());
		}
		return text("<" + content.type().name().toLowerCase(Locale.ROOT) + ", not captured>");
	}

	private static Map<String, Object> image(Image image) {
		if (image.url() != null) {
			return part("image_url", Map.of("url", image.url().toString()));
		}
		// Not the picture itself: a row is no place for megabytes.
		String data = image.base64Data();
		long bytes = (data != null) ? data.length() * 3L / 4 : 0;
		return text("<" + image.mimeType() + ", " + bytes + " bytes, not captured>");
	}

	private static Map<String, Object> text(@Nullable String text) {
		return part("text", (text != null) ? text : "");
	}

	private static Map<String, Object> part(String type, Object value) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", type);
		part.put(type, value);
		return part;
	}

}

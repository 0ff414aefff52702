package dev.gai.braintrust.langchain4j;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.response.Message;
import dev.gai.braintrust.response.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.audio.Audio;
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
		Map<String, Object> media = media(content);
		return (media != null) ? media : text("<" + content.type().name().toLowerCase(Locale.ROOT) + ", not captured>");
	}

	private static @Nullable Map<String, Object> media(Content content) {
		if (content instanceof ImageContent image) {
			return image(image.image());
		}
		if (content instanceof AudioContent audio) {
			Audio sound = audio.audio();
			byte[] bytes = sound.binaryData();
			return (bytes != null) ? InlineMedia.of(type(sound.mimeType(), "audio/*"), null, bytes).part()
					: file(sound.url(), type(sound.mimeType(), "audio/*"), sound.base64Data());
		}
		if (content instanceof VideoContent video) {
			return file(video.video().url(), type(video.video().mimeType(), "video/*"), video.video().base64Data());
		}
		return (content instanceof PdfFileContent pdf) ? file(pdf.pdfFile().url(),
				type(pdf.pdfFile().mimeType(), "application/pdf"), pdf.pdfFile().base64Data()) : null;
	}

	static @Nullable Map<String, Object> image(@Nullable Image image) {
		if (image == null) {
			return null;
		}
		if (image.url() != null) {
			return part("image_url", Map.of("url", image.url().toString()));
		}
		String data = image.base64Data();
		return (data != null) ? InlineMedia.of(type(image.mimeType(), "image/*"), null, data).part() : null;
	}

	private static @Nullable Map<String, Object> file(@Nullable URI url, String type, @Nullable String base64) {
		if (url != null) {
			return part("file", Map.of("file_url", url.toString()));
		}
		return (base64 != null) ? InlineMedia.of(type, null, base64).part() : null;
	}

	private static String type(@Nullable String said, String otherwise) {
		return (said != null) ? said : otherwise;
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

package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads blocks of content as the APIs of Anthropic and OpenAI and Bedrock's Converse have
 * them. A block that nobody knows stays as it came.
 */
final class ContentBlocks {

	private ContentBlocks() {
	}

	/**
	 * Adds blocks to a message.
	 * @param blocks the blocks
	 * @param message the message
	 */
	static void add(List<?> blocks, MessageBuilder message) {
		for (Object block : blocks) {
			if (block instanceof Map<?, ?> map) {
				add(map, message);
			}
			else {
				message.part(block);
			}
		}
	}

	/**
	 * Whether a block says what it is.
	 * @param block the block
	 * @return whether it does
	 */
	static boolean isTyped(Map<?, ?> block) {
		return Plain.first(block, "type", "kind") instanceof String;
	}

	private static void add(Map<?, ?> block, MessageBuilder message) {
		Object type = Plain.first(block, "type", "kind");
		if (type == null) {
			ConverseBlocks.add(block, message);
			return;
		}
		switch (String.valueOf(type)) {
			case "text", "input_text", "output_text" -> addText(block, message);
			case "thinking" -> message.reasoning(thought(block.get("thinking")));
			case "thought" -> message.reasoning(thought(block.get("summary")));
			case "reasoning" -> addReasoning(block, message);
			case "redacted_thinking" -> message.reasoning("<redacted>");
			case "tool_use" -> message.call(block.get("id"), block.get("name"), block.get("input"));
			case "tool_result" -> message.result(block.get("tool_use_id"), result(block.get("content")));
			case "function_call" -> message.call(block.get("id"), block.get("name"), block.get("arguments"));
			case "function_result" -> message.result(block.get("call_id"), Plain.json(block.get("result")));
			case "image", "document", "audio", "video" -> addSource(block, message);
			case "input_image" -> addImage(block, message);
			case "input_file" -> addFile(block, message);
			case "file" -> addLinkedFile(block, message);
			default -> message.part(block);
		}
	}

	/** Mistral and Gemini have their thoughts in parts. */
	private static @Nullable String thought(@Nullable Object thought) {
		if (!(thought instanceof List<?> parts)) {
			return Plain.text(thought);
		}
		StringBuilder joined = new StringBuilder();
		for (Object part : parts) {
			String text = Plain.text(Plain.map(part).get("text"));
			joined.append((text != null) ? text : "");
		}
		return joined.isEmpty() ? null : joined.toString();
	}

	/** Some texts carry citations or the mark of a cache: those stay. */
	private static void addText(Map<?, ?> block, MessageBuilder message) {
		String text = Plain.text(block.get("text"));
		if (text == null) {
			message.part(block);
		}
		else {
			message.text(text);
		}
	}

	private static void addImage(Map<?, ?> block, MessageBuilder message) {
		Object url = block.get("image_url");
		message.part((url != null) ? MediaParts.linked(url) : block);
	}

	private static void addFile(Map<?, ?> block, MessageBuilder message) {
		Map<String, Object> file = Plain.object();
		for (String name : List.of("filename", "file_data", "file_id", "file_url")) {
			Object value = block.get(name);
			if (value != null) {
				file.put(name, value);
			}
		}
		message.part(file.isEmpty() ? block : Plain.object("type", "file", "file", file));
	}

	private static void addReasoning(Map<?, ?> block, MessageBuilder message) {
		String text = Plain.text(block.get("text"));
		if (text == null) {
			message.part(block);
		}
		else {
			message.reasoning(text);
		}
	}

	private static void addLinkedFile(Map<?, ?> block, MessageBuilder message) {
		String url = Plain.text(block.get("url"));
		Object type = Plain.first(block, "mediaType", "mimeType");
		if (url == null) {
			message.part(block);
		}
		else if (url.startsWith("data:")) {
			message.part(MediaParts.inline(type, url, block.get("filename")));
		}
		else {
			message.part(MediaParts.remote(type, url));
		}
	}

	private static void addSource(Map<?, ?> block, MessageBuilder message) {
		boolean itself = block.get("source") == null;
		Map<?, ?> source = itself ? block : Plain.map(block.get("source"));
		Object type = Plain.first(source, "media_type", "mime_type");
		Object data = source.get("data");
		Object url = Plain.first(source, "url", "uri");
		if ((itself || "base64".equals(source.get("type"))) && data != null) {
			message.part(MediaParts.inline(type, data, block.get("title")));
		}
		else if (url != null && (itself || "image".equals(block.get("type")))) {
			message.part(MediaParts.remote(type, url));
		}
		else {
			message.part(block);
		}
	}

	/**
	 * What a tool has answered.
	 * @param content text, or blocks
	 * @return the text of one that is text only, else the parts
	 */
	static @Nullable Object result(@Nullable Object content) {
		if (!(content instanceof List<?> blocks)) {
			return content;
		}
		List<Object> messages = new ArrayList<>();
		MessageBuilder inner = new MessageBuilder("tool");
		for (Object block : blocks) {
			Object json = Plain.map(block).get("json");
			if (json != null && Plain.map(block).size() == 1) {
				inner.text(Plain.json(json));
			}
			else {
				add(List.of((block != null) ? block : ""), inner);
			}
		}
		inner.addTo(messages);
		return messages.isEmpty() ? "" : Plain.map(messages.get(messages.size() - 1)).get("content");
	}

}

package dev.gai.braintrust.request;

import java.util.List;
import java.util.Map;

/**
 * Blocks of Bedrock's Converse, which say what they are by the one field that they have.
 */
final class ConverseBlocks {

	private ConverseBlocks() {
	}

	/**
	 * Adds a block to a message.
	 * @param block the block
	 * @param message the message
	 */
	static void add(Map<?, ?> block, MessageBuilder message) {
		Map<?, ?> use = Plain.map(block.get("toolUse"));
		Map<?, ?> result = Plain.map(block.get("toolResult"));
		Map<?, ?> reasoning = Plain.map(Plain.map(block.get("reasoningContent")).get("reasoningText"));
		String text = Plain.text(block.get("text"));
		if (text != null) {
			message.text(text);
		}
		else if (!use.isEmpty()) {
			message.call(use.get("toolUseId"), use.get("name"), use.get("input"));
		}
		else if (!result.isEmpty()) {
			message.result(result.get("toolUseId"), ContentBlocks.result(result.get("content")));
		}
		else if (!reasoning.isEmpty()) {
			message.reasoning(Plain.text(reasoning.get("text")));
		}
		else {
			message.part(media(block));
		}
	}

	private static Object media(Map<?, ?> block) {
		for (String kind : List.of("image", "document", "video", "audio")) {
			Map<?, ?> medium = Plain.map(block.get(kind));
			Object bytes = Plain.map(medium.get("source")).get("bytes");
			if (bytes != null) {
				String format = String.valueOf(medium.get("format"));
				String type = kind.equals("document") ? "application/" + format : kind + "/" + format;
				return MediaParts.inline(type, bytes, medium.get("name"));
			}
		}
		return block;
	}

}

package dev.gai.braintrust.springai;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;

/**
 * Parts of a message that are not text. What is somewhere is named by its address; what
 * becomes of what is in the message itself is decided where it is sent.
 */
final class MediaParts {

	private static final int MAX_ADDRESS_LENGTH = 2048;

	private MediaParts() {
	}

	/**
	 * The content of a message.
	 * @param text its text
	 * @param media what else there is
	 * @return the text, or a list of parts if there is something else
	 */
	static @Nullable Object content(@Nullable String text, Collection<Media> media) {
		if (media.isEmpty()) {
			return text;
		}
		List<Object> parts = new ArrayList<>();
		if (text != null && !text.isEmpty()) {
			parts.add(text(text));
		}
		media.forEach((medium) -> parts.add(part(medium)));
		return parts;
	}

	private static Object part(Media medium) {
		String type = String.valueOf(medium.getMimeType());
		Object data = medium.getData();
		if (data instanceof byte[] bytes) {
			return InlineMedia.of(type, name(medium), bytes).part();
		}
		String address = String.valueOf(data);
		return isAddress(address) ? linked(type, address) : InlineMedia.of(type, name(medium), address).part();
	}

	/** Spring AI makes up a name where there is none. */
	private static @Nullable String name(Media medium) {
		String name = medium.getName();
		return (name != null && name.startsWith("media-")) ? null : name;
	}

	static Map<String, Object> linked(String type, String address) {
		return type.startsWith("image/") ? part("image_url", Map.of("url", address))
				: text("<" + type + ": " + address + ">");
	}

	static boolean isAddress(String text) {
		return text.length() <= MAX_ADDRESS_LENGTH && text.contains("://");
	}

	static Map<String, Object> text(String text) {
		return part("text", text);
	}

	private static Map<String, Object> part(String type, Object value) {
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("type", type);
		part.put(type, value);
		return part;
	}

}

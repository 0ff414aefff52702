package dev.gai.braintrust.request;

import java.util.Map;

import dev.gai.braintrust.content.media.InlineMedia;
import org.jspecify.annotations.Nullable;

/**
 * Images, sounds and files of a request as the parts that OpenAI's API has for them. The
 * bytes stay in them as data URLs.
 */
final class MediaParts {

	private MediaParts() {
	}

	/**
	 * What is in the request itself.
	 * @param type the media type
	 * @param base64 the bytes, as text in Base64 or as they are, or a note in their place
	 * @param name name of the file, if it has one
	 * @return the part
	 */
	static Map<String, Object> inline(@Nullable Object type, @Nullable Object base64, @Nullable Object name) {
		String mediaType = (type instanceof String text && !text.isBlank()) ? text : "application/octet-stream";
		Object url = (base64 instanceof InlineMedia bytes) ? bytes : url(mediaType, Plain.json(base64));
		if (mediaType.startsWith("image/")) {
			return linked(url);
		}
		Map<String, Object> file = Plain.object("file_data", url);
		if (name != null) {
			file.put("filename", name);
		}
		return Plain.object("type", "file", "file", file);
	}

	private static String url(String type, String data) {
		return data.startsWith("data:") || data.startsWith("<") ? data : "data:" + type + ";base64," + data;
	}

	/**
	 * What is elsewhere.
	 * @param type the media type
	 * @param address where it is
	 * @return the part
	 */
	static Map<String, Object> remote(@Nullable Object type, Object address) {
		boolean image = type == null || !(type instanceof String text) || text.startsWith("image/");
		return image ? linked(address) : Plain.object("type", "file", "file", Plain.object("file_id", address));
	}

	static Map<String, Object> linked(Object url) {
		return Plain.object("type", "image_url", "image_url", Plain.object("url", url));
	}

}

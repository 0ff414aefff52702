package dev.gai.braintrust.request;

import java.util.Map;

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
	 * @param base64 the bytes, or a note in their place
	 * @param name name of the file, if it has one
	 * @return the part
	 */
	static Map<String, Object> inline(@Nullable Object type, @Nullable Object base64, @Nullable Object name) {
		String mediaType = (type instanceof String text && !text.isBlank()) ? text : "application/octet-stream";
		String data = Plain.json(base64);
		String url = data.startsWith("data:") || data.startsWith("<") ? data : "data:" + mediaType + ";base64," + data;
		if (mediaType.startsWith("image/")) {
			return linked(url);
		}
		Map<String, Object> file = Plain.object("file_data", url);
		if (name != null) {
			file.put("filename", name);
		}
		return Plain.object("type", "file", "file", file);
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

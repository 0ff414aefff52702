package dev.gai.braintrust.response;

import org.jspecify.annotations.Nullable;

/**
 * What stands in an answer for an image or a sound, whose bytes tell nobody anything.
 */
final class MediaNote {

	private MediaNote() {
	}

	/**
	 * Describes what is there.
	 * @param type the media type, {@code null} if it is not known
	 * @param base64 the bytes
	 * @return the description
	 */
	static String of(@Nullable String type, JsonValue base64) {
		String bytes = base64.text();
		int characters = (bytes != null) ? bytes.length() : 0;
		return "<" + ((type != null) ? type : "media") + ", " + characters + " characters of Base64, not captured>";
	}

}

package dev.gai.braintrust.response.usage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What stands in an answer for an image or a sound, whose bytes tell nobody anything.
 */
@Internal
public final class MediaNote {

	private static final int MAX_DEPTH = 8;

	/** No word, name or address of an answer is as long. */
	private static final int SHORTEST = 512;

	private MediaNote() {
	}

	/**
	 * Describes what is there.
	 * @param type the media type, {@code null} if it is not known
	 * @param base64 the bytes
	 * @return the description
	 */
	public static String of(@Nullable String type, JsonValue base64) {
		String bytes = base64.text();
		int characters = (bytes != null) ? bytes.length() : 0;
		return "<" + ((type != null) ? type : "media") + ", " + characters + " characters of Base64, not captured>";
	}

	/**
	 * An item of an answer without the bytes of images and sounds in it.
	 * @param plain the item as a plain tree
	 * @return the item, with a description in place of each
	 */
	public static Object inPlaceOfBytes(Object plain) {
		return described(plain, 0);
	}

	private static Object described(Object plain, int depth) {
		if (plain instanceof String text) {
			return isBytes(text) ? "<media, " + text.length() + " characters of Base64, not captured>" : text;
		}
		if (depth < MAX_DEPTH && plain instanceof Map<?, ?> map) {
			Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
			map.forEach((key, value) -> copy.put(key, (value != null) ? described(value, depth + 1) : null));
			return copy;
		}
		if (depth < MAX_DEPTH && plain instanceof List<?> list) {
			List<@Nullable Object> copy = new ArrayList<>();
			list.forEach((value) -> copy.add((value != null) ? described(value, depth + 1) : null));
			return copy;
		}
		return plain;
	}

	/** Encrypted reasoning and signatures look the same, and tell as little. */
	private static boolean isBytes(String text) {
		if (text.length() < SHORTEST) {
			return false;
		}
		int start = text.startsWith("data:") ? Math.max(0, text.indexOf(',')) + 1 : 0;
		for (int i = start; i < Math.min(text.length(), start + SHORTEST); i++) {
			char c = text.charAt(i);
			boolean base64 = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+'
					|| c == '/' || c == '-' || c == '_' || c == '=';
			if (!base64) {
				return false;
			}
		}
		return true;
	}

}

package dev.gai.braintrust.content.media;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Text in Base64, of the usual alphabet or of that for URLs, with or without padding.
 */
final class Base64Text {

	/** Random bytes show nearly all characters in as many. */
	private static final int SAMPLE = 1024;

	private static final int DISTINCT = 45;

	private Base64Text() {
	}

	static boolean isCharacter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/'
				|| c == '-' || c == '_' || c == '=';
	}

	/**
	 * Whether all of a text may be Base64.
	 * @param text the text
	 * @return whether it is made of its characters only, in one line or in lines of one
	 * width
	 */
	static boolean is(String text) {
		return !text.isEmpty() && Base64Run.end(text, 0) == text.stripTrailing().length();
	}

	/**
	 * Whether a text looks like encoded bytes and not like a long word, a path, digits or
	 * a sequence of few letters.
	 * @param text characters of Base64
	 * @return whether nearly all of them occur
	 */
	static boolean looksRandom(String text) {
		long seenLow = 0;
		long seenHigh = 0;
		for (int i = 0; i < Math.min(text.length(), SAMPLE); i++) {
			char c = text.charAt(i);
			if (c < 64) {
				seenLow |= 1L << c;
			}
			else {
				seenHigh |= 1L << (c & 63);
			}
		}
		return Long.bitCount(seenLow) + Long.bitCount(seenHigh) >= DISTINCT;
	}

	/**
	 * What the bytes are, by how they begin.
	 * @param text Base64
	 * @return the media type, {@code null} if it cannot be told
	 */
	static @Nullable String typeOf(String text) {
		int characters = MediaTypes.LOOKED_AT * 2;
		byte[] start = decode(text.substring(0, Math.min(text.length(), characters)));
		return (start != null) ? MediaTypes.of(start) : null;
	}

	/**
	 * The bytes.
	 * @param text Base64; what is missing at its end to be a whole number of bytes is
	 * left out
	 * @return the bytes, {@code null} if the text is something else
	 */
	static byte @Nullable [] decode(String text) {
		String plain = Base64Run.plain(text);
		int end = plain.length();
		while (end > 0 && plain.charAt(end - 1) == '=') {
			end--;
		}
		if (end % 4 == 1) {
			end--;
		}
		boolean url = plain.indexOf('-') >= 0 || plain.indexOf('_') >= 0;
		try {
			return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(plain.substring(0, end));
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}

package dev.gai.braintrust.content.media;

import org.jspecify.annotations.Nullable;

/**
 * A data URL in Base64.
 *
 * @param type its media type, {@code null} if it names none
 * @param base64 the bytes in Base64
 */
record DataUrl(@Nullable String type, String base64) {

	static final String SCHEME = "data:";

	static final String ENCODING = ";base64,";

	/** Media type and parameters are not longer. */
	static final int LONGEST_HEAD = 200;

	/**
	 * Reads a text that is a data URL and nothing else.
	 * @param text the text
	 * @return the URL, {@code null} if the text is anything else
	 */
	static @Nullable DataUrl of(String text) {
		int start = headEnd(text, 0);
		if (start < 0) {
			return null;
		}
		String data = text.substring(start);
		return Base64Text.is(data) ? new DataUrl(type(text, 0, start), data) : null;
	}

	/**
	 * Where the bytes of a data URL begin.
	 * @param text a text
	 * @param at where the URL begins
	 * @return the place, -1 if there is no such URL
	 */
	static int headEnd(String text, int at) {
		if (!text.regionMatches(true, at, SCHEME, 0, SCHEME.length())) {
			return -1;
		}
		int last = Math.min(text.length() - ENCODING.length(), at + LONGEST_HEAD);
		for (int i = at + SCHEME.length(); i <= last; i++) {
			char c = text.charAt(i);
			if (c == ';' && text.regionMatches(true, i, ENCODING, 0, ENCODING.length())) {
				return i + ENCODING.length();
			}
			if (c <= ' ' || c == '"' || c == ',' || c == '<' || c == '>') {
				return -1;
			}
		}
		return -1;
	}

	/**
	 * The media type that a URL names.
	 * @param text a text
	 * @param at where the URL begins
	 * @param start where its bytes begin
	 * @return the type, {@code null} if it names none
	 */
	static @Nullable String type(String text, int at, int start) {
		String head = text.substring(at + SCHEME.length(), start - ENCODING.length());
		return MediaTypes.named(head.replace("\\/", "/"));
	}

}

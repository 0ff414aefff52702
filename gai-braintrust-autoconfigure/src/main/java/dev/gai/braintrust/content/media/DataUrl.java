package dev.gai.braintrust.content.media;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A data URL. Where its bytes are escaped instead of being in Base64, as drawings are,
 * they are put in Base64.
 *
 * @param type its media type, {@code null} if it names none
 * @param base64 the bytes in Base64
 */
record DataUrl(@Nullable String type, String base64) {

	static final String SCHEME = "data:";

	static final String ENCODING = ";base64,";

	private static final String IMAGE = SCHEME + "image/";

	private static final WordSearch SCHEMES = new WordSearch(SCHEME, SCHEME.indexOf(':'));

	private static final WordSearch ENCODINGS = new WordSearch(ENCODING, 0);

	private static final WordSearch IMAGES = new WordSearch(IMAGE, IMAGE.indexOf(':'));

	/** With what a drawing begins, and a picture. */
	private static final List<String> BEGINNINGS = List.of("%3C", "%89PNG", "%89%50", "%FF%D8", "GIF8", "%47%49",
			"RIFF", "%52%49");

	/** Media type and parameters are not longer. */
	static final int LONGEST_HEAD = 200;

	/**
	 * Whether there may be one within a text.
	 * @param text a text
	 * @return whether it is worth a closer look
	 */
	static boolean mayBeIn(String text) {
		return ENCODINGS.in(text, 0) >= 0 || IMAGES.in(text, 0) >= 0;
	}

	/**
	 * Finds what begins as one.
	 * @param text a text
	 * @param from where to begin
	 * @return where it begins, -1 if there is none
	 */
	static int next(String text, int from) {
		return SCHEMES.in(text, from);
	}

	/**
	 * Reads a text that is a data URL and nothing else.
	 * @param text the text
	 * @return the URL, {@code null} if the text is anything else
	 */
	static @Nullable DataUrl of(String text) {
		int start = headEnd(text, 0);
		if (start < 0) {
			return (escapedEnd(text, 0) == text.length()) ? escaped(text) : null;
		}
		String data = text.substring(start);
		return Base64Text.is(data) ? new DataUrl(type(text, 0, start), Base64Run.plain(data.strip())) : null;
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
	 * Where a data URL ends whose bytes are escaped.
	 * @param text a text
	 * @param at where the URL begins
	 * @return the place, -1 if there is no such URL
	 */
	static int escapedEnd(String text, int at) {
		int comma = text.startsWith(IMAGE, at) ? comma(text, at + IMAGE.length()) : -1;
		if (comma < 0 || BEGINNINGS.stream()
			.noneMatch((start) -> text.regionMatches(true, comma + 1, start, 0, start.length()))) {
			return -1;
		}
		int end = comma + 1;
		while (end < text.length() && text.charAt(end) > ' ' && "\"\\<>)`".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	private static int comma(String text, int from) {
		int last = Math.min(text.length(), from + LONGEST_HEAD);
		for (int i = from; i < last; i++) {
			char c = text.charAt(i);
			if (c == ',' || c <= ' ' || c == '<') {
				return (c == ',') ? i : -1;
			}
		}
		return -1;
	}

	/**
	 * Reads a data URL whose bytes are escaped.
	 * @param url the URL
	 * @return its bytes, {@code null} if they are escaped wrongly
	 */
	static @Nullable DataUrl escaped(String url) {
		int comma = url.indexOf(',');
		try {
			String type = MediaTypes.named(url.substring(SCHEME.length(), comma));
			boolean drawing = url.startsWith("svg", IMAGE.length());
			Charset charset = drawing ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
			String decoded = StringUtils.uriDecode(url.substring(comma + 1), charset);
			byte[] bytes = decoded.getBytes(charset);
			// Not where a blank has ended it, which need not be escaped in style sheets.
			boolean whole = drawing ? decoded.endsWith(">") : MediaTypes.of(bytes) != null;
			return whole ? new DataUrl(type, Base64.getEncoder().encodeToString(bytes)) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
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

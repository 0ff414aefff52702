package dev.gai.braintrust.content.media;

import org.jspecify.annotations.Nullable;

/**
 * Replaces bytes within a text by what they are: data URLs, and Base64 that is long. What
 * is put in their place needs no escape in JSON, so text that is JSON stays valid.
 */
final class MediaInText {

	/** No word, name or address is as long. */
	static final int SHORTEST = 512;

	private static final int STEP = SHORTEST / 2;

	private final boolean described;

	MediaInText(boolean described) {
		this.described = described;
	}

	/**
	 * Replaces what is within a text.
	 * @param text the text
	 * @return the text without bytes; the text itself if there are none
	 */
	String apply(String text) {
		if (text.length() < DataUrl.SCHEME.length() + DataUrl.ENCODING.length()) {
			return text;
		}
		StringBuilder copy = null;
		int copied = 0;
		int url = nextUrl(text, 0);
		int at = 0;
		while (at < text.length()) {
			int run = (url >= 0 && url < at + STEP) ? url : -1;
			int start = (run >= 0) ? run : runStart(text, at, copied);
			int end = (run >= 0) ? runEnd(text, DataUrl.headEnd(text, run)) : runEnd(text, start);
			String note = (run >= 0) ? urlNote(text, run, end) : runNote(text, start, end);
			if (note != null) {
				copy = (copy != null) ? copy : new StringBuilder();
				copy.append(text, copied, start).append(note);
				copied = end;
			}
			at = (run >= 0) ? Math.max(end, run + 1) : Math.max(end, at + STEP);
			if (run >= 0 || (url >= 0 && url < at)) {
				url = nextUrl(text, at);
			}
		}
		return (copy != null) ? copy.append(text, copied, text.length()).toString() : text;
	}

	private static int nextUrl(String text, int from) {
		for (int at = text.indexOf(DataUrl.SCHEME, from); at >= 0; at = text.indexOf(DataUrl.SCHEME, at + 1)) {
			if (DataUrl.headEnd(text, at) >= 0) {
				return at;
			}
		}
		return -1;
	}

	private static int runStart(String text, int at, int from) {
		int start = at;
		while (start > from && isPart(text, start - 1)) {
			start--;
		}
		return start;
	}

	private static int runEnd(String text, int at) {
		int end = at;
		while (end < text.length() && isPart(text, end)) {
			end++;
		}
		return end;
	}

	private static boolean isPart(String text, int at) {
		return Base64Text.isCharacter(text.charAt(at)) || Base64Text.isEscape(text, at);
	}

	private @Nullable String urlNote(String text, int at, int end) {
		int start = DataUrl.headEnd(text, at);
		return (end > start) ? note(DataUrl.type(text, at, start), text.substring(start, end)) : null;
	}

	private @Nullable String runNote(String text, int start, int end) {
		if (end - start < SHORTEST) {
			return null;
		}
		String run = text.substring(start, end);
		boolean bytes = Base64Text.typeOf(run) != null || Base64Text.looksRandom(run);
		return bytes ? note(null, run) : null;
	}

	/**
	 * What stands for bytes that may be anything.
	 * @param type the media type, if somebody has said it
	 * @param base64 the bytes in Base64
	 * @return what they are
	 */
	String note(@Nullable String type, String base64) {
		InlineMedia media = InlineMedia.of(type, null, base64);
		return this.described ? media.description() : "<" + media.type() + ", not captured>";
	}

}

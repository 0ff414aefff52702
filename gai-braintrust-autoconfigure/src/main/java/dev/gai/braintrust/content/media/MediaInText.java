package dev.gai.braintrust.content.media;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Finds bytes within a text: data URLs, and Base64 that is long. What is put in their
 * place has to need no escape in JSON, so that text that is JSON stays valid.
 */
final class MediaInText {

	/** No word, name or address is as long. */
	static final int SHORTEST = 512;

	private static final int STEP = SHORTEST / 2;

	private static final String PEM = "-----";

	private MediaInText() {
	}

	/**
	 * Replaces what is within a text.
	 * @param text the text
	 * @param note says what stands in the place of bytes
	 * @return the text without bytes; the text itself if there are none
	 */
	static String replace(String text, Function<InlineMedia, String> note) {
		if (text.length() < SHORTEST && nextUrl(text, 0) < 0) {
			return text;
		}
		StringBuilder copy = new StringBuilder(0);
		boolean found = split(text, new Parts() {

			@Override
			public void text(int from, int to) {
				copy.append(text, from, to);
			}

			@Override
			public void media(InlineMedia media) {
				copy.append(note.apply(media));
			}

		});
		return found ? copy.toString() : text;
	}

	/**
	 * Finds what is within a text.
	 * @param text the text
	 * @param parts is told the parts of the text in their order, if there is more than
	 * text
	 * @return whether there is
	 */
	static boolean split(String text, Parts parts) {
		if (text.length() < DataUrl.SCHEME.length() + DataUrl.ENCODING.length()) {
			return false;
		}
		boolean found = false;
		int told = 0;
		int seen = 0;
		int url = nextUrl(text, 0);
		int at = 0;
		while (at < text.length()) {
			int run = (url >= 0 && url < at + STEP) ? url : -1;
			int start = (run >= 0) ? run : Base64Run.start(text, at, seen);
			int end = (run >= 0) ? urlEnd(text, run) : Base64Run.end(text, start);
			InlineMedia media = (run >= 0) ? ofUrl(text, run, end) : ofRun(text, start, end);
			if (media != null) {
				found = true;
				parts.text(told, start);
				parts.media(media);
				told = end;
			}
			seen = Math.max(seen, end);
			at = (run >= 0) ? Math.max(end, run + 1) : Math.max(end, at + STEP);
			if (run >= 0 || (url >= 0 && url < at)) {
				url = nextUrl(text, at);
			}
		}
		if (found) {
			parts.text(told, text.length());
		}
		return found;
	}

	private static int nextUrl(String text, int from) {
		for (int at = DataUrl.next(text, from); at >= 0; at = DataUrl.next(text, at + 1)) {
			if (DataUrl.headEnd(text, at) >= 0 || DataUrl.escapedEnd(text, at) >= 0) {
				return at;
			}
		}
		return -1;
	}

	private static int urlEnd(String text, int at) {
		int head = DataUrl.headEnd(text, at);
		return (head >= 0) ? Base64Run.end(text, head) : DataUrl.escapedEnd(text, at);
	}

	private static @Nullable InlineMedia ofUrl(String text, int at, int end) {
		int start = DataUrl.headEnd(text, at);
		if (start < 0) {
			DataUrl drawing = DataUrl.escaped(text.substring(at, end));
			return (drawing != null) ? InlineMedia.of(drawing.type(), null, drawing.base64()) : null;
		}
		return (end > start) ? InlineMedia.of(DataUrl.type(text, at, start), null, text.substring(start, end)) : null;
	}

	private static @Nullable InlineMedia ofRun(String text, int start, int end) {
		if (end - start < SHORTEST || isPem(text, start)) {
			return null;
		}
		String run = Base64Run.plain(text.substring(start, end));
		boolean bytes = Base64Text.typeOf(run) != null || Base64Text.looksRandom(run);
		return bytes ? InlineMedia.of(null, null, run) : null;
	}

	/** A certificate says what it is, and is short. */
	private static boolean isPem(String text, int start) {
		int at = start;
		while (at > 0 && start - at < PEM.length() && "\r\n\\".indexOf(text.charAt(at - 1)) >= 0) {
			at--;
		}
		return text.startsWith(PEM, at - PEM.length()) || text.startsWith(PEM, at - PEM.length() - 2);
	}

	/**
	 * Is told what a text is made of.
	 */
	interface Parts {

		/**
		 * There is text.
		 * @param from where it begins
		 * @param to where it ends
		 */
		void text(int from, int to);

		/**
		 * There are bytes.
		 * @param media the bytes
		 */
		void media(InlineMedia media);

	}

}

package dev.gai.braintrust.content.media;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A text that arrives in pieces, of which a number of characters is kept. An image or
 * another file within it does not count: it is kept as a whole, or what is said of it is
 * that it was cut. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class StreamedText {

	/** What may be part of Base64 that is folded to lines or escaped in JSON. */
	private static final String WITHIN = "\n\r\\";

	private final int most;

	private final int mostOfMedia;

	private final StringBuilder kept = new StringBuilder();

	/** Up to here it is known what is Base64. */
	private int seen;

	/** Where the word begins that may be Base64. */
	private int start;

	/** How many of the characters that have been seen are Base64. */
	private int ofMedia;

	/** How many characters of the word there was no room for. */
	private long beyond;

	private boolean cut;

	/**
	 * Creates an empty text.
	 * @param most how many characters are kept beside images and files
	 */
	public StreamedText(int most) {
		this(most, InlineMedia.LARGEST / 3 * 4 + 4);
	}

	StreamedText(int most, int mostOfMedia) {
		this.most = most;
		this.mostOfMedia = mostOfMedia;
	}

	/**
	 * Takes what comes next.
	 * @param piece the piece
	 */
	public void append(CharSequence piece) {
		// Of most texts nobody has to know what is in them.
		int room = this.most + (isInMedia() ? 0 : this.ofMedia);
		if (this.beyond == 0 && this.kept.length() + piece.length() <= room) {
			this.kept.append(piece);
			return;
		}
		while (this.seen < this.kept.length()) {
			see(this.kept.charAt(this.seen));
		}
		int at = 0;
		while (at < piece.length()) {
			int end = (isInMedia() && this.beyond == 0) ? endOfMedia(piece, at) : at;
			if (end > at) {
				this.kept.append(piece, at, end);
				this.seen += end - at;
				this.ofMedia += end - at;
				at = end;
			}
			else {
				take(piece.charAt(at));
				at++;
			}
		}
	}

	private int endOfMedia(CharSequence piece, int from) {
		int last = Math.min(piece.length(), from + this.mostOfMedia - this.ofMedia);
		int end = from;
		while (end < last && isWithin(piece.charAt(end))) {
			end++;
		}
		return end;
	}

	private void take(char c) {
		if (!isWithin(c)) {
			endWord();
		}
		int words = this.kept.length() - this.ofMedia;
		boolean begun = isWithin(c) && this.kept.length() > this.start && this.start - this.ofMedia < this.most;
		boolean fits = isInMedia() ? this.beyond == 0 && this.ofMedia < this.mostOfMedia : words < this.most || begun;
		if (fits) {
			this.kept.append(c);
			see(c);
			return;
		}
		this.cut = true;
		this.beyond += isInMedia() ? 1 : 0;
	}

	private void see(char c) {
		this.seen++;
		if (!isWithin(c)) {
			this.start = this.seen;
		}
		else if (isInMedia()) {
			int length = this.seen - this.start;
			this.ofMedia += (length == MediaInText.SHORTEST) ? length : 1;
		}
	}

	private static boolean isWithin(char c) {
		return Base64Text.isCharacter(c) || WITHIN.indexOf(c) >= 0;
	}

	/** Shorter words are text. */
	private boolean isInMedia() {
		return this.seen - this.start >= MediaInText.SHORTEST;
	}

	private void endWord() {
		String note = noteOfCut();
		if (note != null) {
			int from = headStart();
			this.ofMedia -= this.kept.length() - this.start;
			this.kept.setLength(from);
			this.kept.append(note);
			this.seen = this.kept.length();
			this.beyond = 0;
		}
		this.start = this.seen;
	}

	private @Nullable String noteOfCut() {
		if (this.beyond == 0) {
			return null;
		}
		int from = headStart();
		String text = this.kept.substring(from, Math.min(this.kept.length(), this.start + MediaInText.SHORTEST));
		int data = this.start - from;
		String said = (data > 0) ? DataUrl.type(text, 0, data) : null;
		String type = (said != null) ? said : Base64Text.typeOf(text.substring(data));
		long all = this.kept.length() - this.start + this.beyond;
		return "<" + ((type != null) ? type : MediaTypes.UNKNOWN) + ", cut: 0 of " + all * 3 / 4 + " bytes kept>";
	}

	/** Where a data URL begins whose bytes the word is. */
	private int headStart() {
		int from = Math.max(0, this.start - DataUrl.LONGEST_HEAD);
		String head = this.kept.substring(from, this.start);
		int at = head.lastIndexOf(DataUrl.SCHEME);
		return (at >= 0 && DataUrl.headEnd(head, at) == head.length()) ? from + at : this.start;
	}

	/**
	 * Whether nothing has come but empty pieces.
	 * @return whether the text is empty
	 */
	public boolean isEmpty() {
		return this.kept.isEmpty();
	}

	/**
	 * Whether something was left out for want of room.
	 * @return whether text or media were left out
	 */
	public boolean isCut() {
		return this.cut || isTooLong();
	}

	/** A word that has begun may yet become media. */
	private boolean isTooLong() {
		return !isInMedia() && this.seen == this.kept.length() && this.kept.length() - this.ofMedia > this.most;
	}

	@Override
	public String toString() {
		String note = noteOfCut();
		if (note != null) {
			return this.kept.substring(0, headStart()) + note;
		}
		return isTooLong() ? this.kept.substring(0, lastWhole(this.most + this.ofMedia)) : this.kept.toString();
	}

	/** A small picture is left out rather than cut. */
	private int lastWhole(int end) {
		int from = Math.max(0, end - DataUrl.LONGEST_HEAD - MediaInText.SHORTEST);
		String rest = this.kept.substring(from);
		int at = rest.lastIndexOf(DataUrl.SCHEME, end - from);
		int data = (at >= 0) ? DataUrl.headEnd(rest, at) : -1;
		return (data >= 0 && from + Base64Run.end(rest, data) > end) ? from + at : end;
	}

}

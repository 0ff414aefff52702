package dev.gai.braintrust.content.bytes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * One text at a time with a byte for each of its characters, so that eight of them can be
 * looked at together. The memory is used again: of a long text nothing is allocated. Who
 * asks for the same text twice in a row gets what is there. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class TextBytes {

	/** Characters below have a byte of their own. */
	private static final int NARROW = 0x100;

	/** Stands for any other where these are an exception: words go on behind it. */
	private static final byte ONE_OF_A_WORD = '?';

	/** Stands for any other in a text that is made of them. */
	private static final byte BETWEEN_WORDS = (byte) 0x80;

	private static final int CHUNK = 2048;

	/** Enough for a name, of which there may be one only. */
	private static final int FIRST_LENGTH = 128;

	private static final int LARGEST_KEPT = 262_144;

	private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();

	private char[] chunk = new char[FIRST_LENGTH];

	private CharBuffer characters = CharBuffer.wrap(this.chunk);

	private ByteBuffer bytes = ByteBuffer.allocate(FIRST_LENGTH);

	private @Nullable String text;

	private boolean narrow;

	/** Whether surrogate pairs have been met, which speaks against an exception. */
	private boolean pairs;

	/**
	 * Creates empty memory.
	 */
	public TextBytes() {
		// Nothing to set, but the constructor of a public class wants a comment.
	}

	/**
	 * Takes a text.
	 * @param text the text
	 * @return the same object, which holds that text until the next one is taken
	 */
	@SuppressWarnings("ReferenceEquality")
	public TextBytes of(String text) {
		// The same object only: to compare characters is what this saves.
		if (text != this.text) {
			this.text = null;
			room(text.length());
			take(text, isMostlyNarrow(text) ? ONE_OF_A_WORD : BETWEEN_WORDS);
			if (this.pairs) {
				take(text, BETWEEN_WORDS);
			}
			this.text = text;
		}
		return this;
	}

	private static boolean isMostlyNarrow(String text) {
		int length = text.length();
		return length == 0 || (text.charAt(length / 3) < NARROW && text.charAt(length / 2) < NARROW);
	}

	private void room(int length) {
		if (length > this.chunk.length && this.chunk.length < CHUNK) {
			this.chunk = new char[CHUNK];
			this.characters = CharBuffer.wrap(this.chunk);
		}
		int capacity = this.bytes.capacity();
		if (length > capacity || (capacity > LARGEST_KEPT && length <= LARGEST_KEPT)) {
			this.bytes = ByteBuffer.allocate((length > LARGEST_KEPT) ? length
					: Math.min(LARGEST_KEPT, Math.max(FIRST_LENGTH, Integer.highestOneBit(length) * 2)));
		}
	}

	private void take(String text, byte wide) {
		this.narrow = true;
		this.pairs = false;
		int step = this.chunk.length;
		for (int from = 0; from < text.length(); from += step) {
			int to = Math.min(text.length(), from + step);
			text.getChars(from, to, this.chunk, 0);
			int taken = this.narrow ? takeNarrow(from, to - from) : 0;
			for (int i = from + taken; i < to; i++) {
				char character = this.chunk[i - from];
				this.bytes.put(i, (character < NARROW) ? (byte) character : wide);
				this.pairs |= wide == ONE_OF_A_WORD && i > 0 && Character.isLowSurrogate(character)
						&& Character.isHighSurrogate(text.charAt(i - 1));
			}
		}
	}

	/**
	 * Takes what is narrow at the beginning of the chunk.
	 * @return how many characters that are
	 */
	private int takeNarrow(int offset, int count) {
		this.characters.clear().limit(count);
		this.bytes.clear().position(offset);
		this.encoder.reset().encode(this.characters, this.bytes, true);
		int taken = this.characters.position();
		this.narrow = taken == count;
		return taken;
	}

	/**
	 * The bytes, as many as the text has characters, and more behind them that mean
	 * nothing. Of a character beyond ASCII it is negative, or a question mark.
	 * @return the bytes, which are not to be changed
	 */
	public byte[] bytes() {
		return this.bytes.array();
	}

	/**
	 * Whether each character is the one in ISO 8859-1 that its byte says.
	 * @return whether the text can be made of the bytes again
	 */
	public boolean isNarrow() {
		return this.narrow;
	}

	/**
	 * Length of the text in UTF-8; half of a surrogate pair counts as two bytes.
	 * @return the number of bytes
	 */
	public int utf8Length() {
		String text = this.text;
		if (text == null) {
			return 0;
		}
		if (this.narrow) {
			return text.length() + Ascii.countOthers(this.bytes.array(), text.length());
		}
		int length = 0;
		for (int i = 0; i < text.length(); i++) {
			length += Utf8.length(text.charAt(i));
		}
		return length;
	}

}

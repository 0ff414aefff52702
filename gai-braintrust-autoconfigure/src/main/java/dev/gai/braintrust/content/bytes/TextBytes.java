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

	/** So many narrow characters in a row are taken together. */
	private static final int FEW = 8;

	/** The first letter of a script other than Latin. */
	private static final char FIRST_SCRIPT = '\u0370';

	/** The first letter that languages of Western Europe do not have. */
	private static final char FIRST_EASTERN = '\u0100';

	/** Punctuation, currencies, arrows, symbols. */
	private static final char FIRST_SIGN = '\u2000';

	private static final char LAST_SIGN = '\u2bff';

	/** Enough for a name, of which there may be one only. */
	private static final int FIRST_LENGTH = 128;

	/** To find out how a shorter text is kept takes longer than to take it. */
	private static final int LONG = 512;

	private static final int LARGEST_KEPT = 262_144;

	private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();

	private final LatinTexts latin = new LatinTexts();

	private char[] chunk = new char[FIRST_LENGTH];

	private CharBuffer characters = CharBuffer.wrap(this.chunk);

	private ByteBuffer bytes = ByteBuffer.allocate(FIRST_LENGTH);

	private @Nullable String text;

	private boolean narrow;

	private boolean otherScripts;

	private boolean eastern;

	/** Whether surrogate pairs have been met, which speaks against an exception. */
	private boolean pairs;

	/**
	 * Creates empty memory.
	 */
	public TextBytes() {
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
			if (text.length() >= LONG && this.latin.isOne(text)) {
				takeAll(text);
			}
			else {
				take(text, isMostlyNarrow(text) ? ONE_OF_A_WORD : BETWEEN_WORDS);
				if (this.pairs) {
					take(text, BETWEEN_WORDS);
				}
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

	/**
	 * Takes a text of narrow characters as it is kept.
	 */
	@SuppressWarnings("deprecation")
	private void takeAll(String text) {
		begin();
		text.getBytes(0, text.length(), this.bytes.array(), 0);
	}

	private void begin() {
		this.narrow = true;
		this.pairs = false;
		this.otherScripts = false;
		this.eastern = false;
	}

	private void take(String text, byte wide) {
		begin();
		int step = this.chunk.length;
		for (int from = 0; from < text.length(); from += step) {
			int count = Math.min(text.length(), from + step) - from;
			text.getChars(from, from + count, this.chunk, 0);
			int taken = takeNarrow(from, 0, count);
			while (taken < count) {
				this.narrow = false;
				int wideEnd = takeWide(text, from, taken, count, wide);
				taken = takeNarrow(from, wideEnd, count);
			}
		}
	}

	/**
	 * Takes what is narrow at a place of the chunk, many characters at a time.
	 * @return where it ends
	 */
	private int takeNarrow(int offset, int start, int count) {
		this.characters.clear().position(start).limit(count);
		this.bytes.clear().position(offset + start);
		this.encoder.reset().encode(this.characters, this.bytes, true);
		return this.characters.position();
	}

	/**
	 * Takes what is wide at a place of the chunk, and what is narrow between.
	 * @return where a few narrow ones follow, or the chunk ends
	 */
	private int takeWide(String text, int offset, int start, int count, byte wide) {
		int few = 0;
		int i = start;
		while (i < count && few < FEW) {
			char character = this.chunk[i];
			boolean narrow = character < NARROW;
			few = narrow ? few + 1 : 0;
			this.bytes.put(offset + i, narrow ? (byte) character : wide);
			if (!narrow) {
				this.otherScripts |= character >= FIRST_SCRIPT && (character < FIRST_SIGN || character > LAST_SIGN)
						&& character < Character.MIN_SURROGATE;
				this.eastern |= character >= FIRST_EASTERN && character < FIRST_SCRIPT;
				this.pairs |= wide == ONE_OF_A_WORD && offset + i > 0 && Character.isLowSurrogate(character)
						&& Character.isHighSurrogate(text.charAt(offset + i - 1));
			}
			i++;
		}
		return i;
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
	 * Whether there are Latin letters that languages of Western Europe do not have.
	 * @return whether one is among the characters
	 */
	public boolean hasEasternLetters() {
		return this.eastern;
	}

	/**
	 * Whether there are letters of scripts other than Latin.
	 * @return whether one is among the characters
	 */
	public boolean hasOtherScripts() {
		return this.otherScripts;
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

package dev.gai.braintrust.content.masking.text;

import dev.gai.braintrust.promise.Internal;

/**
 * The characters that a place in a key may have.
 */
@Internal
public enum CharacterClass {

	/** Digits. */
	D("0123456789"),

	/** Hexadecimal digits, small or capital. */
	X("0123456789abcdefABCDEF"),

	/** Capitals and digits. */
	U(Letters.CAPITAL + D.characters),

	/** Small letters and digits. */
	L(Letters.SMALL + D.characters),

	/** Letters and digits. */
	A(Letters.CAPITAL + L.characters),

	/** The same, and at least one digit. */
	N(A.characters),

	/** What hashes of passwords are written with. */
	H(A.characters + "./"),

	/** Letters, digits and the underscore. */
	Y(A.characters + "_"),

	/** What a name in a URL may have without an escape sequence. */
	W(Y.characters + "-"),

	/** The same, but no name that somebody made up. */
	R(W.characters),

	/** Several of these with what stands between them. */
	S(W.characters + ".=~%"),

	/** Base64 of both kinds. */
	B(A.characters + "+/=_-%"),

	/** The path of a URL. */
	P(W.characters + "/.@%");

	/** So many small letters in a row are no name that somebody made up. */
	private static final int LONG_RUN = 20;

	private final String characters;

	private final boolean[] members = new boolean[128];

	CharacterClass(String characters) {
		this.characters = characters;
		for (int i = 0; i < characters.length(); i++) {
			this.members[characters.charAt(i)] = true;
		}
	}

	/**
	 * Whether nobody has made a word up: it has a digit, a capital or a long run of small
	 * letters.
	 * @param text the text
	 * @param start first index
	 * @param end index after the last
	 * @return whether it looks random
	 */
	public static boolean isRandom(CharSequence text, int start, int end) {
		int letters = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (Ascii.isDigit(c) || (c >= 'A' && c <= 'Z')) {
				return true;
			}
			letters = (c >= 'a' && c <= 'z') ? letters + 1 : 0;
			if (letters == LONG_RUN) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The class of which a format has the small letter.
	 * @param letter the letter
	 * @return the class
	 */
	public static CharacterClass of(char letter) {
		return valueOf(String.valueOf((char) (letter - 'a' + 'A')));
	}

	/**
	 * Whether a character belongs to the class.
	 * @param c the character
	 * @return whether it does
	 */
	public boolean has(char c) {
		return c < 128 && this.members[c];
	}

	/**
	 * Whether all of it are letters, digits, dashes and underscores.
	 * @return whether nothing else belongs to it
	 */
	public boolean isOfWords() {
		return this != H && this != S && this != B && this != P;
	}

	/**
	 * Whether a dot at the end is the end of a sentence.
	 * @return whether it may be a part of the key elsewhere
	 */
	public boolean mayHaveADot() {
		return this == S || this == P;
	}

	private static final class Letters {

		private static final String CAPITAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

		private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";

	}

}

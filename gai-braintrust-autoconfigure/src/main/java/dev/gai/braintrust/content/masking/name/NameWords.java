package dev.gai.braintrust.content.masking.name;

import java.util.Arrays;
import java.util.Set;

/**
 * The words that a name is made of, in small letters and without numbers.
 */
public final class NameWords {

	private static final int FEW = 6;

	/** The letters of all words. */
	private final String letters;

	/** Where in them each word ends. */
	private final int[] ends;

	private int count;

	private NameWords(String letters, int[] ends, int count) {
		this.letters = letters;
		this.ends = ends;
		this.count = count;
	}

	/**
	 * The words of a name.
	 * @param name the name
	 * @return its words
	 */
	public static NameWords of(CharSequence name) {
		char[] letters = new char[name.length()];
		int[] ends = new int[FEW];
		int length = 0;
		int count = 0;
		for (int i = 0; i <= name.length(); i++) {
			char c = (i < name.length()) ? plain(name.charAt(i)) : '\0';
			boolean letter = isLetter(c);
			boolean ended = !letter || (isCapital(c) && startsWord(name, i));
			if (ended && length > ((count > 0) ? ends[count - 1] : 0)) {
				ends = (count < ends.length) ? ends : Arrays.copyOf(ends, 2 * count);
				ends[count++] = length;
			}
			if (letter) {
				letters[length++] = (char) (c | 0x20);
			}
		}
		return new NameWords(new String(letters, 0, length), ends, count);
	}

	/**
	 * The last word, empty if there is none.
	 */
	String last() {
		return (this.count == 0) ? "" : word(this.count - 1);
	}

	String beforeLast() {
		return (this.count < 2) ? "" : word(this.count - 2);
	}

	private String word(int index) {
		return this.letters.substring((index > 0) ? this.ends[index - 1] : 0, this.ends[index]);
	}

	/**
	 * Leave out the last word.
	 * @return whether there is one before it
	 */
	boolean dropLast() {
		if (this.count < 2) {
			return false;
		}
		this.count--;
		return true;
	}

	/**
	 * Whether one of some words is among them.
	 * @param some in small letters
	 * @return whether one is
	 */
	public boolean containsAny(Set<String> some) {
		for (int i = 0; i < this.count; i++) {
			if (some.contains(word(i))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A capital after a small letter, or the last of several before one.
	 */
	private static boolean startsWord(CharSequence name, int index) {
		boolean afterSmall = index > 0 && isLetter(name.charAt(index - 1)) && !isCapital(name.charAt(index - 1));
		boolean beforeSmall = index + 1 < name.length() && isLetter(name.charAt(index + 1))
				&& !isCapital(name.charAt(index + 1));
		return afterSmall || (beforeSmall && index > 0);
	}

	/** As who has no such keys writes the words of Polish, Hungarian and Turkish. */
	private static char plain(char c) {
		return switch (c) {
			case '\u0142' -> 'l';
			case '\u00f3' -> 'o';
			case '\u015f' -> 's';
			default -> c;
		};
	}

	private static boolean isLetter(char c) {
		return (c >= 'a' && c <= 'z') || isCapital(c);
	}

	private static boolean isCapital(char c) {
		return c >= 'A' && c <= 'Z';
	}

}

package dev.gai.braintrust.content.masking.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words that a name is made of, in small letters and without numbers.
 */
public final class NameWords {

	private final List<String> words = new ArrayList<>(4);

	private NameWords() {
	}

	/**
	 * The words of a name.
	 * @param name the name
	 * @return its words
	 */
	public static NameWords of(CharSequence name) {
		NameWords words = new NameWords();
		StringBuilder word = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char c = plain(name.charAt(i));
			if (!isLetter(c)) {
				words.add(word);
				continue;
			}
			if (isCapital(c) && startsWord(name, i)) {
				words.add(word);
			}
			word.append((char) (c | 0x20));
		}
		words.add(word);
		return words;
	}

	/**
	 * The last word, empty if there is none.
	 */
	String last() {
		return this.words.isEmpty() ? "" : this.words.get(this.words.size() - 1);
	}

	String beforeLast() {
		return (this.words.size() < 2) ? "" : this.words.get(this.words.size() - 2);
	}

	/**
	 * Leave out the last word.
	 * @return whether there is one before it
	 */
	boolean dropLast() {
		if (this.words.size() < 2) {
			return false;
		}
		this.words.remove(this.words.size() - 1);
		return true;
	}

	/**
	 * Whether one of some words is among them.
	 * @param some in small letters
	 * @return whether one is
	 */
	public boolean containsAny(Set<String> some) {
		for (String word : this.words) {
			if (some.contains(word)) {
				return true;
			}
		}
		return false;
	}

	private void add(StringBuilder word) {
		if (!word.isEmpty()) {
			this.words.add(word.toString());
			word.setLength(0);
		}
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

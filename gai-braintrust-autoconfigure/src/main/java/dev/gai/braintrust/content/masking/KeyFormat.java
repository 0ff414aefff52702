package dev.gai.braintrust.content.masking;

import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.CharacterClass;
import dev.gai.braintrust.content.masking.text.NameLike;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of a vendor look like: text and characters of classes, one after the
 * other. Reads a key once, without giving back.
 *
 * @param vendor who gives the key out
 * @param what what it opens
 * @param format as the list of formats has it
 * @param parts the same, to be matched
 */
record KeyFormat(String vendor, String what, String format, List<Part> parts) {

	private static final String SEPARATOR = " | ";

	/** Of several words; what is shorter may be one by chance. */
	private static final int SHORTEST_NAME = 16;

	/**
	 * Reads a line of the list. Done by hand, since the first text of a process waits for
	 * it.
	 */
	static KeyFormat of(String line) {
		int first = line.indexOf(SEPARATOR);
		int second = line.indexOf(SEPARATOR, first + 1);
		String format = line.substring(second + SEPARATOR.length());
		List<Part> parts = new ArrayList<>(4);
		int i = 0;
		while (i < format.length()) {
			boolean characters = format.charAt(i) == '{';
			int end = format.indexOf(characters ? '}' : '{', i);
			end = (end < 0) ? format.length() : end;
			parts.add(characters ? characters(format, i + 1, end) : new Part(format.substring(i, end), null, 0, 0));
			i = characters ? end + 1 : end;
		}
		return new KeyFormat(line.substring(0, first), line.substring(first + SEPARATOR.length(), second), format,
				List.copyOf(parts));
	}

	/**
	 * Reads what stands in brackets: {@code x8}, {@code w6-9}, {@code s20+}.
	 */
	private static Part characters(String format, int start, int end) {
		char last = format.charAt(end - 1);
		int dash = format.lastIndexOf('-', end);
		int leastEnd = (last == '+') ? end - 1 : (dash > start) ? dash : end;
		int least = Integer.parseInt(format, start + 1, leastEnd, 10);
		int most = (last == '+') ? Integer.MAX_VALUE
				: (dash > start) ? Integer.parseInt(format, dash + 1, end, 10) : least;
		return new Part("", CharacterClass.of(format.charAt(start)), least, most);
	}

	/**
	 * With what every key of the format begins; empty when that is not known.
	 */
	String prefix() {
		return this.parts.get(0).text;
	}

	/**
	 * The length of the shortest key.
	 */
	int shortest() {
		int length = 0;
		for (Part part : this.parts) {
			length += part.text.length() + part.least;
		}
		return length;
	}

	/**
	 * How many letters, digits, dashes and underscores a key has at least with which it
	 * begins.
	 */
	int shortestWord() {
		int word = 0;
		for (Part part : this.parts) {
			if (part.characters != null) {
				return word + (part.characters.isOfWords() ? part.least : 0);
			}
			for (int i = 0; i < part.text.length(); i++) {
				if (!CharacterClass.W.has(part.text.charAt(i))) {
					return word;
				}
				word++;
			}
		}
		return word;
	}

	/**
	 * Where the key ends that begins at a place, or -1 when none does.
	 */
	int end(CharSequence text, int start) {
		if (!mayBeAt(text, start)) {
			return -1;
		}
		int at = start;
		Part last = this.parts.get(0);
		for (Part part : this.parts) {
			int end = part.end(text, at);
			if (end < 0 || (part.characters == CharacterClass.R && !CharacterClass.isRandom(text, at, end))
					|| (part.characters == CharacterClass.N && !Ascii.hasDigit(text, at, end))
					|| (end - at >= SHORTEST_NAME && part.mayBeNames() && NameLike.isOne(text, at, end))) {
				return -1;
			}
			at = end;
			last = part;
		}
		if (last.characters != null && last.characters.mayHaveADot()) {
			while (text.charAt(at - 1) == '.') {
				at--;
			}
		}
		boolean goesOn = last.most < Integer.MAX_VALUE && at < text.length() && Ascii.isLetterOrDigit(text.charAt(at));
		return goesOn ? -1 : at;
	}

	/**
	 * What stands behind a beginning of known length is looked at first: it is what is
	 * rare.
	 */
	private boolean mayBeAt(CharSequence text, int start) {
		Part first = this.parts.get(0);
		return first.characters == null || first.least != first.most
				|| this.parts.get(1).end(text, start + first.least) >= 0;
	}

	/**
	 * A text, or characters of a class.
	 */
	record Part(String text, @Nullable CharacterClass characters, int least, int most) {

		/**
		 * The end of the part that begins at a place, or -1.
		 */
		private int end(CharSequence text, int start) {
			return (this.characters != null) ? end(text, start, this.characters) : literal(text, start);
		}

		/**
		 * Whether words could stand there with signs between them.
		 */
		private boolean mayBeNames() {
			return this.characters != null && this.characters.isOfWords() && this.characters.has('_');
		}

		private int literal(CharSequence all, int start) {
			int length = this.text.length();
			if (start + length > all.length()) {
				return -1;
			}
			for (int i = 0; i < length; i++) {
				if (all.charAt(start + i) != this.text.charAt(i)) {
					return -1;
				}
			}
			return start + length;
		}

		private int end(CharSequence all, int start, CharacterClass of) {
			int limit = (int) Math.min(all.length(), (long) start + this.most);
			int i = start;
			while (i < limit && of.has(all.charAt(i))) {
				i++;
			}
			return (i - start >= this.least) ? i : -1;
		}

	}

}

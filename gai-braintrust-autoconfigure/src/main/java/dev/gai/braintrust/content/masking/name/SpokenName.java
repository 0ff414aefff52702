package dev.gai.braintrust.content.masking.name;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * The name of a secret in a sentence: whose it is, and whether it is part of the name of
 * something else.
 */
public final class SpokenName {

	private static final String[] OWNERS = { "my ", "your ", "his ", "her ", "their ", "our ", "mein ", "dein ", "ihr ",
			"unser ", "mi ", "mon ", "votre " };

	/** Between a name and what the secret is for. */
	private static final Set<String> PREPOSITIONS = Set.of("for", "to", "of", "on", "at", "in", "from", "with", "there",
			"here", "now", "again", "f\u00fcr", "zu", "zum", "zur", "vom", "von", "bei", "beim", "am", "im", "de",
			"del", "da", "do", "di", "per", "pour", "para", "en", "au");

	private SpokenName() {
	}

	/**
	 * Whether nothing else of that name is spoken of, as in "my password manager is".
	 * @param text the text
	 * @param nameStart where the name begins
	 * @param from where what is said of it begins
	 * @return whether it is the secret itself
	 */
	public static boolean isItself(String text, int nameStart, int from) {
		int end = nameStart;
		while (Character.isLetter(Characters.at(text, end))) {
			end++;
		}
		if (Characters.at(text, end) == '-' && Character.isLetter(Characters.at(text, end + 1))) {
			return false;
		}
		int next = Characters.skipBlanks(text, end);
		int last = next;
		while (Character.isLetter(Characters.at(text, last))) {
			last++;
		}
		return last == next || last >= from
				|| PREPOSITIONS.contains(text.substring(next, last).toLowerCase(Locale.ROOT));
	}

	/**
	 * Whether somebody's password is spoken of, not any.
	 * @param text the text
	 * @param nameStart where the name begins
	 * @return whether somebody is said to have it
	 */
	public static boolean isOwned(String text, int nameStart) {
		String before = before(text, nameStart).toLowerCase(Locale.ROOT);
		for (String owner : OWNERS) {
			int at = before.indexOf(owner);
			if (at == 0 || (at > 0 && !Ascii.isLetterOrDigit(before.charAt(at - 1)))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What stands before a place, not far away.
	 * @param text the text
	 * @param nameStart the place
	 * @return a few characters
	 */
	public static String before(String text, int nameStart) {
		return text.substring(Math.max(0, nameStart - 40), Math.max(0, nameStart));
	}

}

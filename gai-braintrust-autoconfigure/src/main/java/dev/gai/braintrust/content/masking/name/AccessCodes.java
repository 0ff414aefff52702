package dev.gai.braintrust.content.masking.name;

import java.util.Set;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * Codes of a few digits that let somebody in: the PIN of a card, what comes by SMS. As
 * many other things have such names, only digits are taken for one.
 */
public final class AccessCodes {

	private static final int SHORTEST = 4;

	private static final int LONGEST = 8;

	private static final Set<String> NAMES = Set.of("pin", "puk", "mtan", "smstan", "pushtan", "phototan", "chiptan",
			"passkey");

	/** Whose PIN is an address. */
	private static final Set<String> PLACES = Set.of("postal", "zip", "area", "city", "gpio", "led");

	/** What the code is for. */
	private static final Set<String> PURPOSES = Set.of("factor", "fa", "sms", "auth", "authentication", "login",
			"signin", "confirmation", "time", "access", "activation", "unlock", "door", "gate", "alarm", "reset",
			"email", "phone", "approval");

	/** Endings of German words for one, behind a letter that is not of ASCII. */
	private static final String[] ENDINGS = { "tigungscode", "sicherheitscode", "zugangscode", "zugriffscode",
			"anmeldecode", "logincode", "freischaltcode", "einmalcode", "verifizierungscode", "aktivierungscode",
			"entsperrcode", "kenncode" };

	private AccessCodes() {
	}

	/**
	 * Whether a name is that of one.
	 * @param name the whole name
	 * @param last its last word, in small letters
	 * @param before the word before
	 */
	static boolean isName(CharSequence name, String last, String before) {
		return switch (last) {
			case "code" -> !before.isEmpty() && PURPOSES.contains(before);
			// Not the tangent of an angle.
			case "tan" -> !before.isEmpty() || name.toString().equals("TAN");
			default -> (NAMES.contains(last) && !PLACES.contains(before)) || endsLikeOne(last);
		};
	}

	private static boolean endsLikeOne(String word) {
		if (!word.endsWith("code")) {
			return false;
		}
		for (String ending : ENDINGS) {
			if (word.endsWith(ending)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a value is one: digits, also in two groups.
	 * @param value the value
	 * @return whether it is
	 */
	public static boolean isOne(CharSequence value) {
		return value.length() <= LONGEST + 1 && end(value, 0) == value.length();
	}

	/**
	 * Where a code ends that begins at a place.
	 * @param text the text
	 * @param start the place
	 * @return the end, or -1 when none begins there
	 */
	public static int end(CharSequence text, int start) {
		int digits = 0;
		int groups = 1;
		int i = start;
		while (i < text.length() && digits <= LONGEST) {
			char c = text.charAt(i);
			if (Ascii.isDigit(c)) {
				digits++;
			}
			else if ((c == '-' || c == ' ') && groups == 1 && digits >= 3 && i + 3 < text.length()
					&& Ascii.isDigit(text.charAt(i + 1)) && Ascii.isDigit(text.charAt(i + 2))) {
				groups++;
			}
			else {
				break;
			}
			i++;
		}
		return (digits >= SHORTEST && digits <= LONGEST && isEnd(text, i)) ? i : -1;
	}

	/**
	 * Whether neither a word nor a number goes on at a place.
	 */
	private static boolean isEnd(CharSequence text, int index) {
		char c = Characters.at(text, index);
		boolean sign = c == '.' || c == ',' || c == ':' || c == '-' || c == '/';
		return !Character.isLetterOrDigit(c) && c != '%' && c != '_'
				&& !(sign && Character.isLetterOrDigit(Characters.at(text, index + 1)));
	}

}

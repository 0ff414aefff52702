package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values of options that log somebody in or open a store of keys: {@code -u joe:secret},
 * {@code -storepass secret}.
 */
public final class LoginOptions {

	/** Options of Java's tools, which have one dash. */
	private static final String[] STORES = { "-storepass ", "-keypass ", "-srcstorepass ", "-deststorepass ",
			"-srckeypass ", "-destkeypass " };

	/** Behind a longer one no password is looked for. */
	private static final int LONGEST_USER = 256;

	/** A text of such options alone is walked through once for each of them. */
	private static final int LONGEST_PASSWORD = 4096;

	private LoginOptions() {
	}

	/**
	 * Looks at {@code keytool -storepass secret}.
	 * @param text the text
	 * @param option where the option begins
	 * @param findings told of what is found
	 */
	public static void store(String text, int option, SecretFinder.Findings findings) {
		for (String store : STORES) {
			if (text.startsWith(store, option)) {
				int start = Characters.skipBlanks(text, option + store.length());
				int end = SpokenValue.end(text, start);
				if (end > start && text.charAt(start) != '-' && !SecretValue.isNone(text.substring(start, end))) {
					findings.replace(start, end, SecretNames.REPLACEMENT);
				}
			}
		}
	}

	/**
	 * Looks at {@code joe:secret}, also in quotes.
	 * @param text the text
	 * @param start where it begins
	 * @param findings told of what is found
	 */
	public static void user(String text, int start, SecretFinder.Findings findings) {
		boolean quoted = Characters.isQuote(Characters.at(text, start));
		int first = quoted ? start + 1 : start;
		int password = -1;
		boolean samba = isOfSamba(text, start);
		int i = first;
		while (i < text.length() && i - Math.max(first, password) < ((password < 0) ? LONGEST_USER : LONGEST_PASSWORD)
				&& text.charAt(i) > ' ' && !Characters.isQuote(text.charAt(i)) && text.charAt(i) != '\\') {
			if (password < 0 && (text.charAt(i) == ':' || (text.charAt(i) == '%' && samba))) {
				password = i + 1;
			}
			i++;
		}
		if (password > 0 && i > password && text.charAt(password) != '/' && text.charAt(first) != '<'
				&& !isNumbers(text, first, i) && !SecretValue.isNone(text.substring(password, i))) {
			findings.replace(password, i, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Whether a command of Samba stands before, which parts a user and a password by a
	 * percent sign.
	 */
	private static boolean isOfSamba(String text, int start) {
		return Near.last(text, "smb", start) >= 0 || Near.last(text, "rpcclient ", start) >= 0;
	}

	/**
	 * Whether it is a user and a group of an operating system.
	 */
	private static boolean isNumbers(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (!Ascii.isDigit(text.charAt(i)) && text.charAt(i) != ':') {
				return false;
			}
		}
		return true;
	}

}

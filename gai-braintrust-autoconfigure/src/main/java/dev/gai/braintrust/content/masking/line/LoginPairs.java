package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * A user and a password behind a word for both: {@code login: joe / secret}, "the
 * credentials are admin/secret", "Zugangsdaten sind joe und secret", "Bad credentials for
 * joe/secret".
 */
public final class LoginPairs {

	private static final String[] LINKS = { ": ", " are ", " sind ", " lauten " };

	private static final String[] BETWEEN = { "/", ":", "and ", "und " };

	/** As servers say it of what they were given. */
	private static final String REFUSED = "bad credentials";

	private static final String FAILED = "login failed for ";

	/** Of Oracle, what moves data. */
	private static final String[] TOOLS = { "expdp ", "impdp ", "exp ", "imp ", "sqlldr " };

	private static final String USER = "userid";

	private static final String LOGON = ".logon";

	private static final int LONGEST_OPTION = 16;

	private static final int SHORTEST = 6;

	private static final int LONGEST_USER = 64;

	private LoginPairs() {
	}

	/**
	 * Looks at what follows such a word.
	 * @param text the text
	 * @param end behind the word
	 * @param findings told of what is found
	 */
	public static void behind(String text, int end, SecretFinder.Findings findings) {
		for (String link : LINKS) {
			if (text.startsWith(link, end)) {
				pair(text, end + link.length(), findings);
				return;
			}
		}
		if (text.startsWith(" for ", end) && Characters.startsWith(text, end - REFUSED.length(), REFUSED)) {
			pair(text, end + " for ".length(), findings);
		}
	}

	/**
	 * Looks at {@code Login failed for joe/secret}.
	 * @param text the text
	 * @param start where {@code login} begins
	 * @param findings told of what is found
	 */
	public static void failed(String text, int start, SecretFinder.Findings findings) {
		int end = start + FAILED.length();
		if (Characters.startsWith(text, start, FAILED)) {
			pair(text, end + (text.startsWith("user ", end) ? "user ".length() : 0), findings);
		}
	}

	/**
	 * Looks at {@code sqlplus -s joe/secret}.
	 * @param text the text
	 * @param dash the dash of an option
	 * @param findings told of what is found
	 */
	public static void oracle(String text, int dash, SecretFinder.Findings findings) {
		if (text.startsWith("sqlplus ", dash - "sqlplus ".length()) && Characters.at(text, dash + 2) == ' ') {
			slash(text, dash + 3, text.length(), findings);
		}
	}

	/**
	 * Looks at {@code expdp joe/secret full=y} and {@code userid=joe/secret}.
	 * @param text the text
	 * @param sign where an equals sign stands
	 * @param findings told of what is found
	 */
	public static void exported(String text, int sign, SecretFinder.Findings findings) {
		if (Characters.startsWith(text, sign - USER.length(), USER)) {
			slash(text, sign + 1, text.length(), findings);
			return;
		}
		int start = sign;
		while (sign - start < LONGEST_OPTION && Character.isLetter(Characters.at(text, start - 1))) {
			start--;
		}
		int login = start - 1;
		boolean slash = false;
		while (login > 0 && start - login < LONGEST_USER * 2 && text.charAt(login - 1) > ' ') {
			login--;
			slash |= text.charAt(login) == '/';
		}
		if (slash && start < sign && Characters.at(text, start - 1) == ' ' && isBehindTool(text, login)) {
			slash(text, login, start - 1, findings);
		}
	}

	private static boolean isBehindTool(String text, int login) {
		for (String tool : TOOLS) {
			if (Characters.startsWith(text, login - tool.length(), tool)) {
				return !Characters.isNamePart(Characters.at(text, login - tool.length() - 1));
			}
		}
		return false;
	}

	/**
	 * Looks at what follows a command such as {@code .logon host/joe,secret} of Teradata.
	 * @param text the text
	 * @param blank behind the command
	 * @param findings told of what is found
	 */
	public static void behindBlank(String text, int blank, SecretFinder.Findings findings) {
		PlacedArguments.behindBlank(text, blank, findings);
		if (!Characters.startsWith(text, blank - LOGON.length(), LOGON)) {
			return;
		}
		int comma = blank + 1;
		while (comma - blank < LONGEST_USER * 2
				&& (Characters.isNamePart(Characters.at(text, comma)) || Characters.at(text, comma) == '/')) {
			comma++;
		}
		Word secret = (Characters.at(text, comma) == ',') ? Word.at(text, comma + 1) : null;
		if (secret != null && secret.isValue()) {
			int end = (text.charAt(secret.end() - 1) == ';') ? secret.end() - 1 : secret.end();
			findings.replace(secret.start(), end, SecretNames.REPLACEMENT);
		}
	}

	private static void slash(String text, int from, int to, SecretFinder.Findings findings) {
		int slash = from;
		while (slash - from < LONGEST_USER && Characters.isNamePart(Characters.at(text, slash))) {
			slash++;
		}
		Word secret = (slash > from && Characters.at(text, slash) == '/') ? Word.at(text, slash + 1) : null;
		if (secret != null && secret.start() == slash + 1 && secret.end() <= to && secret.isValue()
				&& secret.length() >= SHORTEST && secret.value().indexOf('/') < 0 && secret.value().indexOf('.') < 0) {
			int at = secret.value().indexOf('@');
			findings.replace(secret.start(), (at > 0) ? secret.start() + at : secret.end(), SecretNames.REPLACEMENT);
		}
	}

	private static void pair(String text, int from, SecretFinder.Findings findings) {
		int user = Characters.skipBlanks(text, from);
		int end = user;
		while (end - user < LONGEST_USER && Characters.at(text, end) > ' '
				&& "/:,;\"'`".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		int separator = Characters.skipBlanks(text, end);
		for (String between : BETWEEN) {
			if (end > user && text.startsWith(between, separator) && !text.startsWith("//", separator + 1)) {
				Word secret = Word.at(text, separator + between.length());
				if (secret != null && isPassword(secret)) {
					secret.mask(findings);
				}
				return;
			}
		}
	}

	private static boolean isPassword(Word word) {
		return word.length() >= SHORTEST && word.hasLettersAndDigits() && word.isTelling() && word.isValue()
				&& word.value().indexOf('/') < 0;
	}

}

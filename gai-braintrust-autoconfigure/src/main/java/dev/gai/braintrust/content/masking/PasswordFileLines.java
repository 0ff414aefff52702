package dev.gai.braintrust.content.masking;

import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.line.SpokenValue;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Lines of files that hold passwords: {@code host:port:database:user:password} of a
 * {@code .pgpass}, and those of a {@code .netrc}.
 */
final class PasswordFileLines {

	private static final int LONGEST_FIELD = 128;

	/** What stands before the word in a {@code .netrc}. */
	private static final Pattern ENTRY = Pattern.compile("(?:machine(?:\\s|\\\\[nrt]){1,9}[^\\s\\\\]{1,64}|default)"
			+ "(?:(?:\\s|\\\\[nrt]){1,9}(?:login|account)\\s{1,9}[^\\s\\\\]{1,64}){1,2}(?:\\s|\\\\[nrt]){1,9}$");

	private static final int LONGEST_ENTRY = 160;

	private PasswordFileLines() {
	}

	/**
	 * Look at a colon that may stand before a port.
	 */
	static void find(CharSequence text, int colon, SecretFinder.Findings findings) {
		int port = colon + 1;
		if (!Ascii.isDigit(Characters.at(text, port)) && Characters.at(text, port) != '*') {
			return;
		}
		int end = port;
		while (end - port < 6 && Ascii.isDigit(Characters.at(text, end))) {
			end++;
		}
		if (Characters.at(text, port) == '*') {
			end++;
		}
		if (end == port || Characters.at(text, end) != ':' || (end - port < 3 && text.charAt(port) != '*')
				|| !isHost(text, colon, end + 1)) {
			return;
		}
		int user = endOfField(text, end + 1);
		int password = (user > end + 1 && Characters.at(text, user) == ':') ? endOfField(text, user + 1) : -1;
		if (password <= user + 1 || Characters.at(text, password) != ':') {
			return;
		}
		int last = endOfPassword(text, password + 1);
		if (last > password + 1 && !SecretValue.isNone(text.subSequence(password + 1, last).toString())) {
			findings.replace(password + 1, last, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * A name of a host begins a word; a time and an address of IPv6 have none.
	 */
	private static boolean isHost(CharSequence text, int colon, int database) {
		int start = colon;
		boolean telling = false;
		for (int i = database; i - database < LONGEST_FIELD && isPart(Characters.at(text, i)); i++) {
			telling |= !Ascii.isHexDigit(text.charAt(i)) && text.charAt(i) != '.';
		}
		while (colon - start < LONGEST_FIELD && isPart(Characters.at(text, start - 1))) {
			char c = text.charAt(--start);
			telling |= c == '.' || c == '*' || !Ascii.isHexDigit(c);
		}
		char before = Characters.at(text, start - 1);
		boolean begins = start == 0 || Characters.isSpace(before) || Characters.isQuote(before)
				|| Characters.isEscape(text, start - 1);
		return telling && start < colon && begins;
	}

	private static boolean isPart(char c) {
		return Ascii.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '*';
	}

	private static int endOfField(CharSequence text, int start) {
		int end = start;
		while (end - start < LONGEST_FIELD && (isPart(Characters.at(text, end)) || Characters.at(text, end) == '@'
				|| Characters.at(text, end) == '$')) {
			end++;
		}
		return end;
	}

	/**
	 * A colon and a backslash in a password stand behind a backslash; with another colon
	 * it is something else.
	 */
	private static int endOfPassword(CharSequence text, int start) {
		int end = start;
		while (end < text.length() && end - start < LONGEST_FIELD && text.charAt(end) > ' '
				&& !Characters.isQuote(text.charAt(end))) {
			char c = text.charAt(end);
			if (c == ':') {
				return -1;
			}
			if (c == '\\') {
				char escaped = Characters.at(text, end + 1);
				if (escaped != ':' && escaped != '\\') {
					break;
				}
				end++;
			}
			end++;
		}
		return end;
	}

	/**
	 * Look at a word that may stand in a {@code .netrc}:
	 * {@code machine … login … password …}.
	 * @param start the second letter of the word
	 * @param end behind its last one
	 * @return whether it does
	 */
	static boolean findNamed(String text, int start, int end, SecretFinder.Findings findings) {
		int value = skipGap(text, end);
		if (value == end || !text.startsWith("word", end - 4)) {
			return false;
		}
		if (!isAfterLogin(text, start - 1)
				|| !ENTRY.matcher(text.substring(Math.max(0, start - LONGEST_ENTRY), start - 1)).find()) {
			return false;
		}
		int valueEnd = SpokenValue.end(text, value);
		if (valueEnd == value) {
			return false;
		}
		findings.replace(value, valueEnd, SecretNames.REPLACEMENT);
		return true;
	}

	/**
	 * Whether a word stands before a place, and before that what says that it is a name.
	 */
	private static boolean isAfterLogin(String text, int index) {
		int end = index;
		while (index - end < LONGEST_ENTRY && (isSpaceBefore(text, end) || Characters.isEscape(text, end - 2))) {
			end -= isSpaceBefore(text, end) ? 1 : 2;
		}
		int start = end;
		while (end - start <= LONGEST_ENTRY && start > 0 && !isSpaceBefore(text, start)) {
			start--;
		}
		int login = start;
		while (start - login < LONGEST_ENTRY && isSpaceBefore(text, login)) {
			login--;
		}
		return text.startsWith("login", login - 5) || text.startsWith("account", login - 7);
	}

	private static boolean isSpaceBefore(String text, int index) {
		return Characters.isSpace(Characters.at(text, index - 1));
	}

	/**
	 * Goes past blanks, line ends and their escape sequences.
	 */
	private static int skipGap(String text, int from) {
		int i = Characters.skipSpaces(text, from);
		while (Characters.at(text, i) == '\\' && "nrt".indexOf(Characters.at(text, i + 1)) >= 0) {
			i = Characters.skipSpaces(text, i + 2);
		}
		return i;
	}

}

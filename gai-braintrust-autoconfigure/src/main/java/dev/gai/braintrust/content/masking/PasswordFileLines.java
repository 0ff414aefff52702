package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Lines of {@code .pgpass}: {@code host:port:database:user:password}.
 */
final class PasswordFileLines {

	private static final int LONGEST_FIELD = 128;

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
				|| !isHost(text, colon)) {
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
	private static boolean isHost(CharSequence text, int colon) {
		int start = colon;
		boolean telling = false;
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

}

package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.name.ExampleLogins;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * The password in front of a host: {@code scheme://user:secret@host}, also without a
 * user, a token alone, and the forms of Go and Oracle.
 */
final class UrlCredentials {

	/** A user's name is shorter than a token. */
	private static final int SHORTEST_TOKEN = 20;

	/** There is hardly a user's name before the host of such a server. */
	private static final int SHORTEST_OF_SERVER = 12;

	private static final int NEAR = 96;

	private static final int SENTRY_KEY = 32;

	private UrlCredentials() {
	}

	/**
	 * Look at an address.
	 * @param colon the colon before its two slashes
	 */
	static void find(CharSequence text, int colon, SecretFinder.Findings findings) {
		int start = colon + 3;
		int password = -1;
		int at = -1;
		int i = start;
		while (i < text.length() && isPart(text, i)) {
			char c = text.charAt(i);
			if (c == ':' && password < 0) {
				password = i + 1;
			}
			else if (c == '@') {
				at = i;
			}
			i++;
		}
		if (at < 0) {
			at = (password > 0 && password < i) ? afterSign(text, password, i) : -1;
		}
		if (at < 0) {
			return;
		}
		if (password >= 0 && password < at) {
			// A token may stand in place of the user, as GitHub has it.
			boolean token = Characters.startsWith(text, password, "x-oauth-basic@");
			mask(text, start, token ? start : password, token ? password - 1 : at, findings);
		}
		else if (at - start >= SHORTEST_OF_SERVER && isServer(text, colon) && Characters.areMixed(text, start, at)) {
			mask(text, start, start, at, findings);
		}
		else if (at - start >= SHORTEST_TOKEN && !isSentryKey(text, start, at)
				&& SecretValue.isRandom(text.subSequence(start, at).toString())) {
			mask(text, start, start, at, findings);
		}
	}

	/**
	 * Where a password ends that has a sign which should have been encoded:
	 * {@code ftp://joe:a#secret@host}. A port has none but digits before it.
	 */
	private static int afterSign(CharSequence text, int password, int sign) {
		char c = Characters.at(text, sign);
		if (c != '#' && c != '?') {
			return -1;
		}
		boolean port = true;
		for (int i = password; i < sign; i++) {
			port &= Ascii.isDigit(text.charAt(i));
		}
		if (port) {
			return -1;
		}
		int i = sign + 1;
		while (i - sign < NEAR && isPart(text, i, '@')) {
			i++;
		}
		return (Characters.at(text, i) == '@' && Ascii.isLetterOrDigit(Characters.at(text, i + 1))) ? i : -1;
	}

	private static boolean isServer(CharSequence text, int colon) {
		return Characters.startsWith(text, colon - 4, "nats") || Characters.startsWith(text, colon - 5, "redis")
				|| Characters.startsWith(text, colon - 6, "rediss") || Characters.startsWith(text, colon - 4, "amqp")
				|| Characters.startsWith(text, colon - 5, "amqps");
	}

	/**
	 * The public key in the address of a project, {@code https://…@sentry.io/42}, which
	 * is in the pages of those who use it.
	 */
	private static boolean isSentryKey(CharSequence text, int start, int at) {
		if (at - start != SENTRY_KEY || !Ascii.areHexDigits(text, start, at)) {
			return false;
		}
		int slash = -1;
		int i = at + 1;
		while (i - at < NEAR && (isPart(text, i, '/') || Characters.at(text, i) == '/')) {
			slash = (text.charAt(i) == '/') ? i : slash;
			i++;
		}
		int end = slash + 1;
		while (Ascii.isDigit(Characters.at(text, end))) {
			end++;
		}
		return slash > 0 && end > slash + 1 && end == i;
	}

	private static boolean isPart(CharSequence text, int index, char except) {
		return index < text.length() && text.charAt(index) != except && isPart(text, index);
	}

	/**
	 * Look at what stands before a host without a scheme: {@code user:secret@tcp(host)}.
	 * @param start where the user's name may start
	 * @param at the sign before the host
	 */
	static void findBefore(CharSequence text, int start, int at, SecretFinder.Findings findings) {
		int i = at;
		int password = -1;
		while (i > start && at - i < NEAR && isPart(text, i - 1)) {
			i--;
			if (text.charAt(i) == ':') {
				password = i + 1;
			}
		}
		if (password > 0) {
			mask(text, i, password, at, findings);
		}
	}

	/**
	 * Whether the name of a host and a port follow, as in the address of a proxy without
	 * a scheme.
	 * @param at the sign before the host
	 */
	static boolean isBeforeHostWithPort(CharSequence text, int at) {
		int i = at + 1;
		while (i - at < NEAR && (Ascii.isLetterOrDigit(Characters.at(text, i)) || Characters.at(text, i) == '.'
				|| Characters.at(text, i) == '-')) {
			i++;
		}
		return i > at + 1 && Characters.at(text, i) == ':' && Ascii.isDigit(Characters.at(text, i + 1));
	}

	/**
	 * Look at {@code user/secret@//host}.
	 */
	static void findSlashBefore(CharSequence text, int start, int at, SecretFinder.Findings findings) {
		int i = at;
		while (i > start && at - i < NEAR && isPart(text, i - 1)) {
			i--;
		}
		if (i > start && i < at && text.charAt(i - 1) == '/' && Ascii.isLetterOrDigit(Characters.at(text, i - 2))) {
			mask(text, startOfName(text, i - 1), i, at, findings);
		}
	}

	/**
	 * Look at {@code jdbc:oracle:thin:user/secret@host}.
	 */
	static void findAfterSlash(CharSequence text, int colon, SecretFinder.Findings findings) {
		int slash = -1;
		int i = colon + 1;
		while (i - colon < NEAR && i < text.length() && (isPart(text, i) || text.charAt(i) == '/')) {
			if (text.charAt(i) == '/' && slash < 0) {
				slash = i;
			}
			else if (text.charAt(i) == '@') {
				if (slash > 0 && i > slash + 1) {
					mask(text, colon + 1, slash + 1, i, findings);
				}
				return;
			}
			i++;
		}
	}

	private static int startOfName(CharSequence text, int end) {
		int start = end;
		while (end - start < NEAR && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		return start;
	}

	private static void mask(CharSequence text, int user, int start, int end, SecretFinder.Findings findings) {
		char first = Characters.at(text, start);
		boolean placeholder = first == '$' || first == '<' || first == '{' || first == '[' || first == '*'
				|| (start > user && end > start && ExampleLogins.isOne(text.subSequence(user, start - 1).toString(),
						text.subSequence(start, end).toString()));
		if (end > start && !placeholder) {
			findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * A slash ends the part before the path; one in a password is escaped.
	 */
	private static boolean isPart(CharSequence text, int index) {
		char c = text.charAt(index);
		return c > ' ' && c != '/' && c != '?' && c != '#' && !Characters.isQuote(c) && c != '<' && c != '>'
				&& c != '\\' && c != ')' && c != ']' && c != ',';
	}

}

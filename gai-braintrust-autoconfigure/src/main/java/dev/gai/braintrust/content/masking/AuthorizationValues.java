package dev.gai.braintrust.content.masking;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * {@code Bearer} tokens and {@code Basic} credentials: whatever follows a header's name
 * such as {@code Authorization:}, and elsewhere what looks like one. The scheme stays, so
 * that a reader sees what was there.
 */
final class AuthorizationValues implements SecretFinder {

	/** A user, a colon, a password. */
	private static final Pattern CREDENTIALS = Pattern.compile("[\\x20-\\x39\\x3b-\\x7e]*+:[\\x20-\\x7e]*+");

	private static final Pattern SCHEME = Pattern
		.compile("(?i)(b(?<![a-z0-9]b)(?:earer|asic))(?:\\s{1,8}+|%20|\\+)([a-z0-9._~+/=-]++)");

	private static final int HEADER_NAME_LIMIT = 32;

	@Override
	public boolean mayOccurIn(String text) {
		return startsAtAny(text, 'b') || startsAtAny(text, 'B');
	}

	/**
	 * Jumps from one candidate to the next, which the JVM does many characters at a time.
	 */
	private static boolean startsAtAny(String text, char first) {
		for (int i = text.indexOf(first); i >= 0 && i < text.length() - 1; i = text.indexOf(first, i + 1)) {
			if (isScheme(text, i)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isScheme(String text, int first) {
		return Characters.startsWith(text, first + 1, "earer") || Characters.startsWith(text, first + 1, "asic");
	}

	@Override
	public void find(CharSequence sequence, Findings findings) {
		String text = sequence.toString();
		Matcher matcher = SCHEME.matcher(text).useTransparentBounds(true);
		int small = text.indexOf('b');
		int capital = text.indexOf('B');
		while (small >= 0 || capital >= 0) {
			int first = (capital < 0 || (small >= 0 && small < capital)) ? small : capital;
			int end = first + 1;
			if (isScheme(text, first) && matcher.region(first, text.length()).lookingAt()) {
				end = value(text, matcher, findings);
			}
			small = (small >= 0 && small < end) ? text.indexOf('b', end) : small;
			capital = (capital >= 0 && capital < end) ? text.indexOf('B', end) : capital;
		}
	}

	/**
	 * Look at what follows a scheme.
	 * @return where another one may begin
	 */
	private static int value(String text, Matcher matcher, Findings findings) {
		boolean bearer = matcher.end(1) - matcher.start(1) == "bearer".length();
		String token = matcher.group(2);
		boolean header = isInHeader(text, matcher.start());
		boolean example = SecretValue.isPlaceholder(token) || Characters.at(text, matcher.end(2)) == '(';
		boolean value = bearer ? header || looksLikeToken(token)
				: looksLikeCredentials(token) || (header && !isWord(token));
		if (value && !example) {
			findings.replace(matcher.start(2), matcher.end(2),
					bearer ? "[masked:bearer-token]" : "[masked:basic-credentials]");
			return matcher.end();
		}
		// What was taken for a token may itself be the scheme of one.
		boolean scheme = token.equalsIgnoreCase("bearer") || token.equalsIgnoreCase("basic");
		return scheme ? matcher.start(2) : matcher.end();
	}

	private static boolean isInHeader(CharSequence text, int schemeStart) {
		int limit = Math.max(0, schemeStart - HEADER_NAME_LIMIT);
		int end = schemeStart;
		boolean assigned = false;
		boolean quoted = false;
		boolean listed = false;
		while (end > limit && !isNamePart(text.charAt(end - 1))) {
			char c = text.charAt(--end);
			assigned |= c == ':' || c == '=';
			quoted |= c == '"' || c == '\'';
			listed |= c == ',';
		}
		int start = end;
		while (start > limit && isNamePart(text.charAt(start - 1))) {
			start--;
		}
		String name = text.subSequence(start, end).toString();
		return (assigned || (quoted && listed)) && name.toLowerCase(Locale.ROOT).contains("auth");
	}

	private static boolean isNamePart(char c) {
		return Ascii.isLetterOrDigit(c) || c == '-' || c == '_';
	}

	/**
	 * "Authorization: Basic authentication" is prose.
	 */
	private static boolean isWord(String token) {
		for (int i = 0; i < token.length(); i++) {
			if (token.charAt(i) < 'a' || token.charAt(i) > 'z') {
				return false;
			}
		}
		return token.length() < 16;
	}

	private static boolean looksLikeToken(String token) {
		boolean digit = false;
		boolean lower = false;
		boolean upper = false;
		for (int i = 0; i < token.length(); i++) {
			char c = token.charAt(i);
			digit |= Ascii.isDigit(c);
			lower |= c >= 'a' && c <= 'z';
			upper |= c >= 'A' && c <= 'Z';
		}
		int sign = token.indexOf('=');
		if (sign > 0 && sign + 1 < token.length() && token.charAt(sign + 1) != '=') {
			// Another setting, as in "type=Bearer expiresIn=3600".
			return false;
		}
		return (digit && token.length() >= 10) || (lower && upper && token.length() >= 20);
	}

	/**
	 * User and password are joined by a colon before they are encoded.
	 */
	private static boolean looksLikeCredentials(String token) {
		int length = Math.min(token.length(), 64) / 4 * 4;
		try {
			byte[] decoded = Base64.getDecoder().decode(token.substring(0, length));
			return CREDENTIALS.matcher(new String(decoded, StandardCharsets.US_ASCII)).matches();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}

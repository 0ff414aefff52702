package dev.gai.braintrust.content.masking;

import java.util.regex.Pattern;

/**
 * The text value of a well-known secret name in JSON that is itself a text, as the
 * arguments of a tool call are: <code>{"password":"…"}</code>, also with escaped quotes.
 */
final class NamedSecretsInJson implements SecretFinder {

	private static final int MAX_NAME = 64;

	private static final int MAX_GAP = 24;

	private static final Pattern MASKED = Pattern.compile("(?i)(?:bearer |basic )?\\[masked:[a-z-]{1,30}\\]");

	@Override
	public boolean mayOccurIn(String text) {
		return text.indexOf('"') >= 0 && text.indexOf(':') >= 0;
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		String string = text.toString();
		int i = string.indexOf('"');
		while (i >= 0) {
			int value = startOfValue(text, i + 1);
			int next = i + 1;
			if (value >= 0) {
				int end = endOfValue(text, value, backslashesBefore(text, value - 1));
				if (end > value && !isMasked(text, value, end)) {
					findings.replace(value, end, SecretNames.REPLACEMENT);
				}
				next = end + 1;
			}
			i = string.indexOf('"', next);
		}
	}

	/**
	 * Another finder has said more about it.
	 */
	private static boolean isMasked(CharSequence text, int start, int end) {
		return end - start <= MAX_NAME && MASKED.matcher(text.subSequence(start, end)).matches();
	}

	/**
	 * Where the value's text starts when a secret's name starts here, otherwise -1.
	 */
	private static int startOfValue(CharSequence text, int nameStart) {
		int nameEnd = nameStart;
		int limit = Math.min(text.length(), nameStart + MAX_NAME);
		while (nameEnd < limit && isNamePart(text.charAt(nameEnd))) {
			nameEnd++;
		}
		int i = skip(text, nameEnd, "\\");
		if (i >= text.length() || text.charAt(i) != '"') {
			return -1;
		}
		int colon = skip(text, i + 1, " \t\r\n");
		if (colon >= text.length() || text.charAt(colon) != ':') {
			return -1;
		}
		int quote = skip(text, skip(text, colon + 1, " \t\r\n"), "\\");
		boolean isText = quote < text.length() && text.charAt(quote) == '"';
		return (isText && SecretNames.isSecret(text.subSequence(nameStart, nameEnd))) ? quote + 1 : -1;
	}

	/**
	 * The closing quote has as many backslashes as the opening one; a quote with more
	 * belongs to the value. A value that was cut goes to the end.
	 */
	private static int endOfValue(CharSequence text, int start, int backslashes) {
		int before = 0;
		for (int i = start; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\\') {
				before++;
			}
			else if (c == '"' && closes(before, backslashes)) {
				return i - backslashes;
			}
			else {
				before = 0;
			}
		}
		return text.length();
	}

	/**
	 * Escaped backslashes at the end of the value come in groups that leave the quote's
	 * own.
	 */
	private static boolean closes(int before, int backslashes) {
		return before >= backslashes && (before - backslashes) % (2 * (backslashes + 1)) == 0;
	}

	private static int backslashesBefore(CharSequence text, int quote) {
		int count = 0;
		while (count < MAX_GAP && text.charAt(quote - 1 - count) == '\\') {
			count++;
		}
		return count;
	}

	private static int skip(CharSequence text, int from, String characters) {
		int limit = Math.min(text.length(), from + MAX_GAP);
		int i = from;
		while (i < limit && characters.indexOf(text.charAt(i)) >= 0) {
			i++;
		}
		return i;
	}

	private static boolean isNamePart(char c) {
		return Ascii.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
	}

}

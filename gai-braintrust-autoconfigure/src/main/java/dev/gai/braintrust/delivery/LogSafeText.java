package dev.gai.braintrust.delivery;

/**
 * Makes text of others fit for logs and health: one line, of bounded length, without the
 * API key.
 *
 * @since 0.1.0
 */
public final class LogSafeText {

	private static final int MAX_LENGTH = 200;

	private static final int MAX_LINE = 1_000;

	private static final int MAX_LOOKED_AT = 10_000;

	private LogSafeText() {
	}

	/**
	 * Escapes and cuts a text.
	 * @param text the text
	 * @param secret what must not show
	 * @return at most 200 characters without control characters
	 */
	public static String of(String text, String secret) {
		return of(text, secret, MAX_LENGTH);
	}

	/**
	 * Escapes and cuts a text of our own, which says at its end what can be done.
	 * @param text the text, in which names of others may occur
	 * @return at most 1,000 characters without control characters
	 */
	public static String line(String text) {
		return of(text, "", MAX_LINE);
	}

	private static String of(String text, String secret, int maxLength) {
		String withoutSecret = withoutSecret(text, secret.strip());
		StringBuilder safe = new StringBuilder();
		for (int i = 0; i < withoutSecret.length() && safe.length() < maxLength; i++) {
			char character = withoutSecret.charAt(i);
			boolean printable = !Character.isISOControl(character) && Character.getType(character) != Character.FORMAT
					&& Character.getType(character) != Character.LINE_SEPARATOR
					&& Character.getType(character) != Character.PARAGRAPH_SEPARATOR && character != '\uFFFD';
			safe.append(printable ? character : ' ');
		}
		if (!safe.isEmpty() && Character.isHighSurrogate(safe.charAt(safe.length() - 1))) {
			safe.setLength(safe.length() - 1);
		}
		return safe.toString().strip();
	}

	/**
	 * Takes a secret out of a text, which is cut after that as far as the result can show
	 * it, so that no half of the secret is left at the end.
	 * @param text the text
	 * @param secret the secret, empty for none
	 * @return the beginning of the text, with a mark for the secret
	 */
	public static String withoutSecret(String text, String secret) {
		String bounded = (text.length() > MAX_LOOKED_AT + secret.length())
				? text.substring(0, MAX_LOOKED_AT + secret.length()) : text;
		if (secret.isEmpty()) {
			return bounded;
		}
		String replaced = bounded.replace(secret, "***");
		boolean cut = bounded.length() < text.length();
		return cut ? replaced.substring(0, Math.max(0, replaced.length() - secret.length())) : replaced;
	}

}

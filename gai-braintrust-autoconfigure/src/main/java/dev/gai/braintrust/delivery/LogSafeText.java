package dev.gai.braintrust.delivery;

/**
 * Makes text of others fit for logs and health: one line, of bounded length, without the
 * API key.
 *
 * @since 0.1.0
 */
public final class LogSafeText {

	private static final int MAX_LENGTH = 200;

	private LogSafeText() {
	}

	/**
	 * Escapes and cuts a text.
	 * @param text the text
	 * @param secret what must not show
	 * @return at most 200 characters without control characters
	 */
	public static String of(String text, String secret) {
		String bounded = (text.length() > 10_000) ? text.substring(0, 10_000) : text;
		String withoutSecret = secret.isEmpty() ? bounded : bounded.replace(secret, "***");
		StringBuilder safe = new StringBuilder();
		for (int i = 0; i < withoutSecret.length() && safe.length() < MAX_LENGTH; i++) {
			char character = withoutSecret.charAt(i);
			boolean printable = !Character.isISOControl(character) && Character.getType(character) != Character.FORMAT
					&& Character.getType(character) != Character.LINE_SEPARATOR
					&& Character.getType(character) != Character.PARAGRAPH_SEPARATOR && character != '\uFFFD';
			safe.append(printable ? character : ' ');
		}
		return safe.toString().strip();
	}

}

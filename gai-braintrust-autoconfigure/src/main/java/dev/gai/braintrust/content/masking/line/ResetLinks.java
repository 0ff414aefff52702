package dev.gai.braintrust.content.masking.line;

import java.util.List;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Links that let in whoever has them: {@code https://host/reset-password/token}.
 */
public final class ResetLinks {

	private static final List<String> BEFORE = List.of("reset-", "reset_", "set-", "forgot-", "forgot_");

	private static final List<String> AS_A_WHOLE = List.of("password/reset/", "password-reset/", "password_reset/");

	/** What guides and pages are called is words. */
	private static final int SHORTEST = 12;

	private static final int LONGEST = 256;

	private ResetLinks() {
	}

	/**
	 * Looks at {@code password}.
	 * @param text the text
	 * @param start where it begins
	 * @param findings told of what is found
	 */
	public static void find(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("password/", start)
				&& BEFORE.stream().anyMatch((before) -> text.startsWith(before, start - before.length()))) {
			token(text, start + "password/".length(), findings);
			return;
		}
		if (Characters.at(text, start - 1) == '/') {
			AS_A_WHOLE.stream()
				.filter((step) -> text.startsWith(step, start))
				.forEach((step) -> token(text, start + step.length(), findings));
		}
	}

	private static void token(String text, int start, SecretFinder.Findings findings) {
		int end = start;
		int piece = start;
		boolean digits = false;
		boolean random = false;
		while (end - start < LONGEST && Characters.at(text, end) != '/' && isPart(Characters.at(text, end))) {
			char c = text.charAt(end);
			boolean joint = c == '-' || c == '_' || c == '.';
			piece = joint ? end + 1 : piece;
			digits = !joint && (digits || Ascii.isDigit(c));
			random |= digits && end + 1 - piece >= SHORTEST;
			end++;
		}
		if (random) {
			findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	private static boolean isPart(char c) {
		return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '/' || c == '%' || c == ':'
				|| c == '~';
	}

}

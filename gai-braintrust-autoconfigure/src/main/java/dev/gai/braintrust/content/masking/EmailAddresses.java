package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Addresses of electronic mail, with letters of any language.
 */
final class EmailAddresses implements SecretFinder {

	private static final String REPLACEMENT = "[masked:email]";

	private static final int LONGEST_USER = 64;

	private static final int LONGEST_HOST = 255;

	@Override
	public boolean mayOccurIn(String text) {
		return text.indexOf('@') >= 0 || text.contains("%40");
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		int from = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			int length = (c == '@') ? 1 : (c == '%' && Characters.startsWith(text, i, "%40")) ? 3 : 0;
			if (length > 0) {
				int start = startOfUser(text, i, from);
				int end = endOfHost(text, i + length);
				if (start < i && end > 0 && !isRepository(text, start, i)) {
					findings.replace(start, end, REPLACEMENT);
					from = end;
					i = end - 1;
				}
			}
		}
	}

	private static boolean isRepository(CharSequence text, int start, int end) {
		return end - start == 3 && Characters.startsWith(text, start, "git");
	}

	private static int startOfUser(CharSequence text, int at, int from) {
		int start = at;
		while (start > from && at - start < LONGEST_USER && isUserPart(text.charAt(start - 1))) {
			start--;
		}
		if (start >= 2 && Characters.at(text, start - 1) == '\\' && "nrtbf".indexOf(text.charAt(start)) >= 0) {
			start++;
		}
		while (start < at && !Character.isLetterOrDigit(text.charAt(start))) {
			start++;
		}
		return start;
	}

	private static boolean isUserPart(char c) {
		return Character.isLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-".indexOf(c) >= 0 && "/=?&'`{|}".indexOf(c) < 0;
	}

	/**
	 * The end of labels that dots part, the last of them letters only.
	 */
	private static int endOfHost(CharSequence text, int start) {
		int end = -1;
		int label = start;
		int i = start;
		while (i - start < LONGEST_HOST) {
			char c = Characters.at(text, i);
			if (Character.isLetterOrDigit(c) || (c == '-' && i > label)) {
				i++;
				continue;
			}
			if (i == label) {
				break;
			}
			if (label > start && isTopLevel(text, label, i)) {
				end = i;
			}
			if (c != '.') {
				break;
			}
			label = ++i;
		}
		return end;
	}

	private static boolean isTopLevel(CharSequence text, int start, int end) {
		if (end - start < 2) {
			return false;
		}
		for (int i = start; i < end; i++) {
			if (!Character.isLetter(text.charAt(i)) && !Characters.startsWith(text, start, "xn--")) {
				return false;
			}
		}
		return true;
	}

}

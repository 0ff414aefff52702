package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * What Ansible keeps encrypted: lines of hexadecimal digits below one that says so.
 */
public final class VaultBodies {

	private static final String HEADER = "$ANSIBLE_VAULT;";

	private static final int SHORTEST_LINE = 16;

	private VaultBodies() {
	}

	/**
	 * Looks at {@code VAULT}.
	 * @param text the text
	 * @param index where its U stands
	 * @param findings told of what is found
	 */
	static void find(String text, int index, SecretFinder.Findings findings) {
		int header = index - HEADER.indexOf('U');
		int line = text.startsWith(HEADER, header) ? SessionLine.next(text, header) : -1;
		while (line >= 0) {
			int start = Characters.skipBlanks(text, line);
			int end = start;
			while (Ascii.isHexDigit(Characters.at(text, end))) {
				end++;
			}
			if (end == start) {
				return;
			}
			if (end - start >= SHORTEST_LINE || line > header + HEADER.length() + SHORTEST_LINE) {
				findings.replace(start, end, SecretNames.REPLACEMENT);
			}
			line = SessionLine.next(text, end);
			line = (line - end <= 4) ? line : -1;
		}
	}

}

package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values of YAML that stand in lines of their own, behind {@code password: |}.
 */
final class YamlBlocks {

	private static final int LONGEST_BLOCK = 8192;

	private YamlBlocks() {
	}

	/**
	 * Look at what stands behind a colon.
	 * @return the end of the value that was found, or -1
	 */
	static int find(CharSequence text, NameInText name, int start, SecretFinder.Findings findings) {
		char sign = Characters.at(text, start);
		return (sign == '|' || sign == '>') ? linesBelow(text, name, start, findings) : -1;
	}

	/**
	 * The lines of a block of YAML, which are indented further than what names it.
	 */
	private static int linesBelow(CharSequence text, NameInText name, int sign, SecretFinder.Findings findings) {
		int line = sign + 1;
		while (Characters.at(text, line) == '-' || Characters.at(text, line) == '+'
				|| Ascii.isDigit(Characters.at(text, line)) || Characters.at(text, line) == '\r') {
			line++;
		}
		int start = Characters.skipSpaces(text, line);
		int end = start;
		while (Characters.at(text, line) == '\n' && line - sign < LONGEST_BLOCK) {
			int first = Characters.skipBlanks(text, line + 1);
			if (first == line + 1 || Characters.at(text, first) == '\n' || first - line - 1 <= indent(text, name)) {
				break;
			}
			while (first < text.length() && Characters.at(text, first) != '\n' && Characters.at(text, first) != '\r') {
				first++;
			}
			end = first;
			line = (Characters.at(text, first) == '\r') ? first + 1 : first;
		}
		if (end == start) {
			return -1;
		}
		findings.replace(start, end, SecretNames.REPLACEMENT);
		return end;
	}

	private static int indent(CharSequence text, NameInText name) {
		int i = name.start();
		while (Characters.isBlank(Characters.at(text, i - 1))) {
			i--;
		}
		return name.start() - i;
	}

}

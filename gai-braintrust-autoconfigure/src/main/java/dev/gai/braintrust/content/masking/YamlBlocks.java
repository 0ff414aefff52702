package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values of YAML that stand in lines of their own, behind {@code password: |}.
 */
final class YamlBlocks {

	private static final int LONGEST_BLOCK = 8192;

	private static final int LONGEST_TAG = 40;

	/** Tags of CloudFormation, Home Assistant and others. */
	private static final Set<String> REFERENCES = Set.of("ref", "getatt", "secret", "importvalue", "include", "env",
			"env_var", "reference", "findinmap", "select", "join", "if");

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
	 * Goes past the type of a value or the name that others call it by: {@code !!str},
	 * {@code !vault}, {@code &name}.
	 */
	static int afterTag(CharSequence text, int start) {
		char sign = Characters.at(text, start);
		if (sign != '!' && sign != '&') {
			return start;
		}
		int i = start;
		while (i - start < LONGEST_TAG && Characters.at(text, i) > ' ' && !Characters.isEscape(text, i)) {
			i++;
		}
		int value = Characters.skipBlanks(text, i);
		boolean follows = value > i && Characters.at(text, value) > ' ';
		return follows ? value : start;
	}

	/**
	 * Whether a tag says that the value is elsewhere: {@code !Ref name}.
	 */
	static boolean isReference(CharSequence text, int tag) {
		int end = tag + 1;
		while (end - tag < LONGEST_TAG && Characters.isNamePart(Characters.at(text, end))) {
			end++;
		}
		String name = text.subSequence(tag + 1, end).toString().toLowerCase(Locale.ROOT);
		return REFERENCES.contains(name)
				|| (name.equals("sub") && Characters.at(text, end + 1) == '"' && Characters.at(text, end + 2) == '$');
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

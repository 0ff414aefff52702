package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.name.NameAndValue;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * What an element of XML holds whose name tells, or an attribute of it does.
 */
final class XmlElements {

	private static final int LONGEST = 1024;

	private static final int SHORTEST_ENCRYPTED = 12;

	private static final int GAP = 32;

	private static final String SECTION = "<![cdata[";

	private XmlElements() {
	}

	/**
	 * Look at the end of a tag.
	 * @param name the name directly before it
	 * @param telling whether the name tells by itself
	 * @param angle the bracket at its end
	 * @return the end of the value that was found, or -1
	 */
	static int find(CharSequence text, NameInText name, boolean telling, int angle, SecretFinder.Findings findings) {
		boolean encoded = !telling && Characters.startsWith(text, name.start() - 2, "</pass>");
		if (encoded) {
			int closed = beforeClosingTag(text, name, findings);
			return closed;
		}
		if (!telling) {
			return findWithin(text, name, angle, findings);
		}
		char opening = Characters.at(text, name.start() - 1 - name.backslashes());
		if (!name.isQuoted() && (opening == '/' || opening == ':')) {
			int closed = beforeClosingTag(text, name, findings);
			if (closed > 0) {
				return closed;
			}
		}
		boolean element = name.isQuoted() ? Characters.at(text, name.start() - 2 - name.backslashes()) == '='
				: opening == '<' || opening == ':';
		int end = angle + 1;
		while (element && end - angle < LONGEST && Characters.at(text, end) != '<' && end < text.length()) {
			end++;
		}
		// Where a blank follows, as in a usage of a command, it is no element.
		boolean open = Characters.at(text, angle + 1) == ' ' && Characters.at(text, end + 1) != '/';
		boolean value = element && Characters.at(text, end) == '<' && !open && isValue(text, angle + 1, end);
		return value ? found(angle + 1, end, findings) : -1;
	}

	/**
	 * The text before {@code </password>}, where the opening tag says more than the name.
	 */
	private static int beforeClosingTag(CharSequence text, NameInText name, SecretFinder.Findings findings) {
		int tag = name.start() - 1;
		while (name.start() - tag < NameInText.MAX_LENGTH && Characters.isNamePart(Characters.at(text, tag - 1))) {
			tag--;
		}
		tag -= (Characters.at(text, tag - 1) == '/') ? 1 : 0;
		if (Characters.at(text, tag) != '/' || Characters.at(text, tag - 1) != '<') {
			return -1;
		}
		int end = tag - 1;
		boolean section = Characters.startsWith(text, end - 3, "]]>");
		end -= section ? 3 : 0;
		int start = end;
		while (end - start < LONGEST && Characters.at(text, start - 1) != '>' && Characters.at(text, start - 1) != '\0'
				&& !(section && Characters.at(text, start - 1) == '[')) {
			start--;
		}
		boolean opened = section ? Characters.startsWith(text, start - SECTION.length(), SECTION)
				: Characters.at(text, start - 1) == '>';
		boolean value = opened && (isValue(text, start, end) || isEncrypted(text, start, end));
		return value ? found(start, end, findings) : -1;
	}

	private static boolean isValue(CharSequence text, int start, int end) {
		String value = text.subSequence(start, end).toString();
		return !value.isBlank() && !SecretValue.isMasked(text, start, end) && !SecretValue.isNone(value);
	}

	/**
	 * Look at the end of a tag such as {@code <Value>} within an element whose name
	 * tells.
	 * @param name the name directly before it
	 * @param angle the bracket at its end
	 * @return the end of the value that was found, or -1
	 */
	private static int findWithin(CharSequence text, NameInText name, int angle, SecretFinder.Findings findings) {
		int before = name.start() - 2;
		while (name.start() - before < GAP && Characters.isSpace(Characters.at(text, before))) {
			before--;
		}
		if (name.isQuoted() || Characters.at(text, name.start() - 1) != '<' || Characters.at(text, before) != '>') {
			return -1;
		}
		int start = before;
		while (before - start < NameInText.MAX_LENGTH && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		char opening = Characters.at(text, start - 1);
		boolean element = (opening == '<' || opening == ':')
				&& SecretNames.of(text.subSequence(start, before)) == SecretName.ALWAYS;
		if (!element && !NameAndValue.isSecretTag(text, before)) {
			return -1;
		}
		int end = angle + 1;
		while (end - angle < LONGEST && end < text.length() && text.charAt(end) != '<') {
			end++;
		}
		return (Characters.at(text, end) == '<' && isValue(text, angle + 1, end)) ? found(angle + 1, end, findings)
				: -1;
	}

	/**
	 * {@code {…=}}, as Maven and Jenkins keep passwords.
	 */
	private static boolean isEncrypted(CharSequence text, int start, int end) {
		return end - start >= SHORTEST_ENCRYPTED && Characters.at(text, start) == '{'
				&& Characters.at(text, end - 1) == '}' && Characters.at(text, end - 2) == '=';
	}

	private static int found(int start, int end, SecretFinder.Findings findings) {
		findings.replace(start, end, SecretNames.REPLACEMENT);
		return end;
	}

}

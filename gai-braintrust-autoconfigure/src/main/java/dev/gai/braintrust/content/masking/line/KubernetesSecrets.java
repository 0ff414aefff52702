package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Resources of the kind {@code Secret}, in YAML: all that their data is, whatever it is
 * called.
 */
final class KubernetesSecrets {

	private static final String KIND = "kind: Secret";

	private static final int LONGEST = 16_384;

	private static final String[] DATA = { "\"data\"", "\"stringData\"" };

	/** In JSON, how far away the data are. */
	private static final int NEAR = 1024;

	private static final int MOST_VALUES = 100;

	private final SecretFinder.Findings findings;

	/** Behind the last resource that was looked at. */
	private int end;

	KubernetesSecrets(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	void begin() {
		this.end = 0;
	}

	/**
	 * Look at {@code Secret}.
	 * @param index where its r stands
	 */
	void find(String text, int index) {
		if (text.startsWith("Secret\"", index - 3)) {
			json(text, index - 3);
			return;
		}
		int kind = index - KIND.indexOf("cr") - 1;
		boolean line = text.startsWith(KIND, kind) && (kind == 0 || text.charAt(kind - 1) == '\n')
				&& Word.isLineEnd(text, kind + KIND.length());
		if (!line || kind < this.end) {
			return;
		}
		int from = Math.max(this.end, kind - LONGEST);
		int before = text.substring(from, kind).lastIndexOf("\n---");
		int first = from + before + 1;
		int to = Math.min(text.length(), kind + LONGEST);
		int behind = text.substring(kind, to).indexOf("\n---");
		int last = (behind < 0) ? to : kind + behind;
		this.end = last;
		boolean data = false;
		for (int i = first; i >= 0 && i < last; i = Rows.next(text, Rows.end(text, i))) {
			if (Characters.isBlank(text.charAt(i))) {
				if (data) {
					entry(text, i);
				}
			}
			else {
				data = text.startsWith("data:", i) || text.startsWith("stringData:", i);
			}
		}
	}

	/**
	 * {@code {"kind":"Secret","data":{"a":"…"}}}.
	 */
	private void json(String text, int name) {
		int colon = Characters.skipBlanksBack(text, name - 2);
		boolean kind = name >= this.end && Characters.at(text, name - 1) == '"' && Characters.at(text, colon) == ':'
				&& text.startsWith("kind\"", colon - 5);
		if (!kind) {
			return;
		}
		this.end = name + 1;
		for (String data : DATA) {
			int before = text.substring(Math.max(0, name - NEAR), name).lastIndexOf(data);
			int behind = text.substring(name, Math.min(text.length(), name + NEAR)).indexOf(data);
			int open = (behind >= 0) ? name + behind + data.length()
					: (before >= 0) ? Math.max(0, name - NEAR) + before + data.length() : -1;
			int brace = (open < 0) ? -1 : Characters.skipSpaces(text, Characters.skipSpaces(text, open) + 1);
			if (open >= 0 && Characters.at(text, Characters.skipSpaces(text, open)) == ':'
					&& Characters.at(text, brace) == '{') {
				values(text, brace);
			}
		}
	}

	private void values(String text, int brace) {
		Word name = Word.at(text, Characters.skipSpaces(text, brace + 1));
		for (int i = 0; i < MOST_VALUES && name != null && name.quoted(); i++) {
			int colon = Characters.skipSpaces(text, name.next());
			Word value = (Characters.at(text, colon) == ':') ? Word.at(text, Characters.skipSpaces(text, colon + 1))
					: null;
			if (value == null || !value.quoted()) {
				return;
			}
			if (value.isValue()) {
				value.mask(this.findings);
			}
			int comma = Characters.skipSpaces(text, value.next());
			name = (Characters.at(text, comma) == ',') ? Word.at(text, Characters.skipSpaces(text, comma + 1)) : null;
		}
	}

	private void entry(String text, int line) {
		int start = Characters.skipBlanks(text, line);
		int colon = start;
		while (Characters.isNamePart(Characters.at(text, colon))) {
			colon++;
		}
		Word value = (colon > start && Characters.at(text, colon) == ':') ? Word.at(text, colon + 1) : null;
		if (value != null && value.isValue() && !value.value().equals("|")) {
			value.mask(this.findings);
		}
		else if (colon == start || Characters.at(text, colon) != ':') {
			Word block = Word.at(text, line);
			if (block != null && block.isValue() && !block.value().startsWith("#")) {
				block.mask(this.findings);
			}
		}
	}

}

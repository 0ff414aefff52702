package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.line.AccountFiles;
import dev.gai.braintrust.content.masking.line.GermanKeys;
import dev.gai.braintrust.content.masking.line.KnownLines;
import dev.gai.braintrust.content.masking.line.LoginLists;
import dev.gai.braintrust.content.masking.line.PlacedArguments;
import dev.gai.braintrust.content.masking.line.SessionLines;
import dev.gai.braintrust.content.masking.line.TellingWords;
import dev.gai.braintrust.content.masking.name.LoginCodes;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Secrets that a sentence tells, such as "my password is hunter2" or "set the password to
 * hunter2", and those that follow their name in the line of a file such as
 * {@code .netrc}. What only says how a password is or has to be, stays.
 */
final class SpokenSecrets {

	private static final String SPANISH = "ontrase\u00f1a";

	/** Where the letter stands in it that no other language has. */
	private static final int TILDE = SPANISH.indexOf('\u00f1');

	private static final String GERMAN = "ennwort";

	private static final String LINK = " is ";

	private static final String GERMAN_LINK = " ist ";

	private static final String GERMAN_VERB = " lautet ";

	private static final String IDENTIFIED = "identif";

	/** Words of other languages, and a verb that links only these to what they name. */
	private static final String[][] FOREIGN = { { "senha", "\u00e9" }, { "heslo", "je" }, { "geslo", "je" },
			{ "lozink", "je" }, { "salasana", "on" }, { "l\u00f6senord", "\u00e4r" }, { "kata san", "adalah" },
			{ "adgangskode", "er" } };

	private final SecretFinder.Findings findings;

	private String text = "";

	private byte[] ascii = {};

	private final TellingWords words;

	private final SpokenSentences sentences;

	SpokenSecrets(SecretFinder.Findings findings) {
		this.findings = findings;
		this.words = new TellingWords(findings);
		this.sentences = new SpokenSentences(findings);
	}

	/**
	 * Begin with another text.
	 * @param ascii one byte for each of its characters
	 */
	void begin(String text, byte[] ascii) {
		this.text = text;
		this.ascii = ascii;
		this.words.begin(text, ascii);
		this.sentences.begin(text, ascii);
	}

	/**
	 * Look at two letters that words for passwords have, and sentences that tell one.
	 * @param index where the second stands
	 * @param first the first of them, small
	 */
	void place(int index, char first) {
		switch (first) {
			case 'i' -> {
				int start = index + 2 - LINK.length();
				if (this.text.startsWith(LINK, start)) {
					this.sentences.linked(start, start + LINK.length());
				}
				else if (this.text.startsWith(GERMAN_LINK, start)) {
					this.sentences.linked(start, start + GERMAN_LINK.length());
				}
				else if (Characters.startsWith(this.text, index - IDENTIFIED.length() + 1, IDENTIFIED)) {
					new SqlStatements(this.text, this.findings).identified(index + 1);
					SessionLines.identify(this.text, index - IDENTIFIED.length() + 1, this.findings);
				}
				else if (Characters.startsWith(this.text, index - 5, "erweis")) {
					LoginCodes.transfer(this.text, index, this.findings);
				}
			}
			case 'c' -> {
				this.words.kind(index);
				KnownLines.create(this.text, index, this.findings);
				AccountFiles.hash(this.text, index - 2, this.findings);
				if (Characters.startsWith(this.text, index + 1, "ed")) {
					LoginLists.around(this.text, index, this.findings);
				}
				this.words.around(index);
			}
			case 's' -> pass(index);
			case 'e' -> {
				PlacedArguments.share(this.text, index, this.findings);
				if (this.text.startsWith(SPANISH, index - TILDE)) {
					this.sentences.password(index - TILDE, index - TILDE + SPANISH.length(), false);
				}
			}
			case 'k' -> {
				if (this.text.startsWith(GERMAN, index)) {
					this.sentences.password(index, index + GERMAN.length(), true);
				}
				KnownLines.token(this.text, index, this.findings);
				this.words.around(index);
			}
			case 'a' -> {
				if (this.text.charAt(index) == 'n') {
					foreign(index);
					return;
				}
				if (this.text.startsWith(GERMAN_VERB, index - 3)) {
					this.sentences.linked(index - 3, index - 3 + GERMAN_VERB.length());
				}
				KnownLines.at(this.text, index, first, this.findings);
			}
			case 'h', 'n', 'r' -> {
				foreign(index);
				KnownLines.at(this.text, index, first, this.findings);
			}
			default -> KnownLines.at(this.text, index, first, this.findings);
		}
	}

	/**
	 * Look at the last letter of a word that other languages have for a password.
	 */
	void foreign(int index) {
		int end = index + 1;
		for (String[] word : FOREIGN) {
			int start = end - word[0].length();
			if (Characters.startsWith(this.text, start, word[0])) {
				this.sentences.foreign(start, end, word[1]);
				return;
			}
		}
		if (Characters.startsWith(this.text, index - 3, "kodeord")) {
			this.sentences.foreign(index - 3, end, "er");
		}
	}

	private void pass(int index) {
		AccountFiles.hash(this.text, index - 2, this.findings);
		if (index < 3 || (this.ascii[index - 2] | 0x20) != 'a' || (this.ascii[index - 3] | 0x20) != 'p') {
			SessionLines.asked(this.text, index - 2, this.findings);
			GermanKeys.find(this.text, index, this.findings);
			return;
		}
		KnownLines.pass(this.text, index - 3, this.findings);
		char next = (char) (Characters.at(this.text, index + 1) | 0x20);
		if (next == 'w' || next == 'p' || (next == 'o' && this.text.startsWith("ord", index + 1))
				|| (next == 'e' && Characters.startsWith(this.text, index - 10, "mot de "))) {
			this.sentences.password(index - 2, index + 1, true);
		}
		this.words.around(index);
	}

	/**
	 * What needs more than the places that the scan told of.
	 */
	void finish(boolean otherScripts, boolean eastern) {
		this.sentences.finish(otherScripts, eastern);
	}

}

package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Tokens that follow a word which says what they are: {@code Bearer}, {@code GenieKey},
 * {@code cargo login}. A token goes on up to a blank or a double quote.
 */
final class NamedTokens {

	/** Shorter ones are no tokens. */
	private static final int SHORTEST = 12;

	private static final String GENIE = "geniekey ";

	private static final int FAR = 96;

	private final SecretFinder.Findings findings;

	private String text = "";

	private byte[] ascii = {};

	NamedTokens(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	/**
	 * Begin with another text.
	 * @param ascii one byte for each of its characters
	 */
	void begin(String text, byte[] ascii) {
		this.text = text;
		this.ascii = ascii;
	}

	/**
	 * Whether what may be a token stands behind the name of a scheme.
	 * @param last the last letter of the name
	 * @param name in small letters
	 */
	boolean isBehindScheme(int last, String name) {
		int start = Characters.skipBlanks(this.text, last + 1);
		return start > last + 1 && Characters.startsWith(this.text, last + 1 - name.length(), name)
				&& isToken(start, end(start));
	}

	/**
	 * Look at a command that may log in with a token.
	 * @param index of the i in its name
	 */
	void login(int index) {
		int start = index + 3;
		boolean login = this.text.startsWith("login ", index - 3) && (this.text.startsWith("cargo ", index - 9)
				|| this.text.startsWith("vault ", index - 9) || this.text.startsWith("wandb ", index - 9));
		if (this.text.startsWith("bw login ", index - 6)) {
			// Of Bitwarden: behind the user.
			start = Characters.skipBlanks(this.text, end(start));
			login = isToken(start, end(start));
		}
		if (login && Characters.at(this.text, start) != '-') {
			int end = end(start);
			if (end - start >= SHORTEST && isTelling(start, end)) {
				this.findings.replace(start, end, SecretNames.REPLACEMENT);
			}
		}
	}

	/**
	 * Look for a key of Opsgenie, which is a UUID and no secret elsewhere.
	 * @param index of the second e in its name
	 */
	void genieKey(int index) {
		if (index < 3 || (this.ascii[index - 2] | 0x20) != 'e' || !Characters.startsWith(this.text, index - 6, GENIE)) {
			return;
		}
		int start = index + 3;
		int end = start;
		while (Ascii.isLetterOrDigit(Characters.at(this.text, end)) || Characters.at(this.text, end) == '-') {
			end++;
		}
		if (end - start >= KeyFinder.LONGEST_WORD) {
			this.findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Where the token begins that has a character at a place, not far before it.
	 */
	int start(int place) {
		int start = place;
		while (start > 0 && place - start < FAR && isOfToken(this.ascii[start - 1])) {
			start--;
		}
		return start;
	}

	/**
	 * Whether what begins somewhere and goes on at a place is long enough for a token,
	 * which may have many such places: how long it is does not matter.
	 */
	boolean isLong(int start, int place) {
		int enough = start + SHORTEST;
		int end = place;
		while (end < enough && end < this.text.length() && isOfToken(this.ascii[end])) {
			end++;
		}
		return end >= enough;
	}

	/**
	 * Where the token ends that goes on at a place.
	 */
	private int end(int place) {
		int end = place;
		while (end < this.text.length() && isOfToken(this.ascii[end])) {
			end++;
		}
		return end;
	}

	/**
	 * Neither a space nor a double quote.
	 */
	private static boolean isOfToken(byte c) {
		return c > ' ' && c != '"';
	}

	/**
	 * Whether it is long enough, and no word.
	 */
	private boolean isToken(int start, int end) {
		return end - start >= SHORTEST && (end - start >= KeyFinder.LONGEST_WORD || isTelling(start, end));
	}

	private boolean isTelling(int start, int end) {
		for (int i = start; i < end; i++) {
			if (Ascii.isDigit((char) this.ascii[i]) || "_-%\\@+".indexOf(this.ascii[i]) >= 0) {
				return true;
			}
		}
		return false;
	}

}

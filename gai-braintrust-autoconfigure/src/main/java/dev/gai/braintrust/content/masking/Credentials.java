package dev.gai.braintrust.content.masking;

import java.util.Arrays;

import dev.gai.braintrust.content.masking.line.SignedPlaces;
import dev.gai.braintrust.content.masking.line.WindowsCommands;
import dev.gai.braintrust.content.masking.name.NameEndings;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.TextScan;

/**
 * All secrets of one text: keys by what they look like, and what is secret by where it
 * stands. Finds the places that matter in one scan and looks closer only there.
 */
final class Credentials implements TextScan.Places {

	private static final AuthorizationValues AUTHORIZATION = new AuthorizationValues();

	private static final PrivateKeys PRIVATE_KEYS = new PrivateKeys();

	/** Only long tokens have none of these. */
	private static final byte TELLING = 1;

	private static final byte LOOK = 2;

	private static final String GENIE = "geniekey ";

	private static final byte[] KINDS = kinds();

	private final NamedSecrets named;

	private final SpokenSecrets spoken;

	private CharSequence text = "";

	private String whole = "";

	private final FoundSecrets found;

	/** Behind the value of the last name. */
	private int resume;

	private boolean authorization;

	Credentials(FoundSecrets found) {
		this.found = found;
		this.named = new NamedSecrets(found);
		this.spoken = new SpokenSecrets(found);
	}

	/**
	 * Begin with another text.
	 */
	void begin(CharSequence text) {
		this.text = text;
		this.whole = text.toString();
		this.spoken.begin(this.whole);
		this.named.begin(text);
		this.resume = 0;
		this.authorization = false;
	}

	@Override
	public void run(byte[] ascii, int start, int end) {
		boolean escapes = false;
		boolean telling = false;
		for (int i = start; i < end; i++) {
			byte kind = KINDS[ascii[i]];
			telling |= kind != 0;
			if (kind == LOOK) {
				escapes |= special(start, i);
			}
		}
		if (telling || end - start >= KeyFinder.LONGEST_WORD) {
			this.authorization = this.authorization || isAfterScheme(start);
			if (telling && Characters.at(this.text, start - 1) == ' ' && isAfterLogin(start)) {
				this.found.replace(start, end, SecretNames.REPLACEMENT);
			}
			if (telling && Characters.startsWith(this.text, start - GENIE.length(), GENIE)) {
				genieKey(start, end);
			}
			KeyFinder.find(this.text, start, end, escapes, this.found);
		}
	}

	/**
	 * Whether a command that logs in stands before a token.
	 */
	private boolean isAfterLogin(int start) {
		return this.whole.charAt(start) != '-' && this.whole.startsWith("login ", start - 6)
				&& (this.whole.startsWith("cargo ", start - 12) || this.whole.startsWith("vault ", start - 12));
	}

	/**
	 * A key of Opsgenie, which is a UUID and no secret elsewhere.
	 */
	private void genieKey(int start, int limit) {
		int end = start;
		while (end < limit && (Ascii.isLetterOrDigit(this.text.charAt(end)) || this.text.charAt(end) == '-')) {
			end++;
		}
		if (end - start >= KeyFinder.LONGEST_WORD) {
			this.found.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Look at a character that may begin something.
	 * @return whether it may begin an escape sequence
	 */
	private boolean special(int start, int index) {
		switch (this.text.charAt(index)) {
			case '%' -> {
				this.authorization |= isScheme(index - 1) && Characters.startsWith(this.text, index, "%20");
				if (Characters.startsWith(this.text, index, "%3d")) {
					named(index, 3, '=');
				}
				return true;
			}
			case '\\' -> {
				if (Characters.startsWith(this.text, index, "\\u003d")) {
					named(index, 6, '=');
				}
				return true;
			}
			case '@' -> {
				if (Characters.startsWith(this.text, index, "@tcp(")
						|| Characters.startsWith(this.text, index, "@unix(")) {
					UrlCredentials.findBefore(this.text, start, index, this.found);
				}
				else if (UrlCredentials.isBeforeHostWithPort(this.text, index)) {
					UrlCredentials.findBefore(this.text, start, index, this.found);
				}
				else if (Characters.startsWith(this.text, index, "@//")) {
					UrlCredentials.findSlashBefore(this.text, start, index, this.found);
				}
			}
			case '+' -> this.authorization |= isScheme(index - 1);
			default -> {
			}
		}
		return false;
	}

	/**
	 * Whether {@code Bearer} or {@code Basic} stands before a word.
	 */
	private boolean isAfterScheme(int start) {
		return Characters.isSpace(Characters.at(this.text, start - 1))
				&& isScheme(Characters.skipBlanksBack(this.text, start - 1));
	}

	private boolean isScheme(int last) {
		char c = (char) (Characters.at(this.text, last) | 0x20);
		return (c == 'r' && Characters.startsWith(this.text, last - 5, "bearer"))
				|| (c == 'c' && Characters.startsWith(this.text, last - 4, "basic"));
	}

	@Override
	public void sign(byte[] ascii, int index, char sign) {
		if (sign == '=' && index > 2 && SessionCookies.mayEnd(ascii, index)) {
			SessionCookies.find(this.text, index, this.found);
		}
		if (sign == ':' && index > 5 && ascii[index - 5] == '/' && (ascii[index - 1] | 0x20) == 'r') {
			WindowsCommands.share(this.whole, index, this.found);
		}
		if (NameEndings.isAnotherBefore(ascii, index)) {
			return;
		}
		if (sign == ':') {
			if (Characters.at(this.text, index + 1) == '/' && Characters.at(this.text, index + 2) == '/') {
				UrlCredentials.find(this.text, index, this.found);
				return;
			}
			if (Characters.at(this.text, index - 1) == 'n' && Characters.startsWith(this.text, index - 5, ":thin:")) {
				UrlCredentials.findAfterSlash(this.text, index, this.found);
			}
			PasswordFileLines.find(this.text, index, this.found);
			SignedPlaces.atColon(this.whole, index, this.found);
		}
		named(index, 1, sign);
	}

	@Override
	public void pair(int index, char first) {
		this.spoken.pair(index, first);
	}

	private void named(int index, int length, char sign) {
		if (index >= this.resume) {
			this.resume = Math.max(this.resume, this.named.around(index, length, sign));
		}
	}

	/**
	 * What needs more than the places that the scan told of.
	 * @param beyondAscii whether the text has characters beyond ASCII
	 */
	void finish(String whole, boolean beyondAscii) {
		boolean block = CommandLines.find(whole, this.named, this.found);
		this.spoken.finish(whole, beyondAscii);
		if (this.authorization || this.named.hasAuthorization()) {
			AUTHORIZATION.find(this.text, this.found);
		}
		if (block) {
			PRIVATE_KEYS.find(this.text, this.found);
		}
	}

	private static byte[] kinds() {
		byte[] kinds = new byte[0x80];
		Arrays.fill(kinds, '0', '9' + 1, TELLING);
		kinds['_'] = TELLING;
		kinds['-'] = TELLING;
		for (char c : new char[] { '%', '\\', '@', '+' }) {
			kinds[c] = LOOK;
		}
		return kinds;
	}

}

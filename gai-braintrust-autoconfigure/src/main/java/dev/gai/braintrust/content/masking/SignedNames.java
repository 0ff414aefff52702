package dev.gai.braintrust.content.masking;

import dev.gai.braintrust.content.masking.line.LoginPairs;
import dev.gai.braintrust.content.masking.line.SignedPlaces;
import dev.gai.braintrust.content.masking.line.StorageKeys;
import dev.gai.braintrust.content.masking.line.WindowsCommands;
import dev.gai.braintrust.content.masking.name.NameEndings;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.KeyParts;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Looks at the signs {@code : = >}: most stand behind no name that tells and between no
 * parts of an address, which the bytes around them say.
 */
final class SignedNames {

	private static final String[] QUOTES = { "&quot;", "&#34;", "&#39;", "&#x22;", "&#x27;", "&apos;", "\\u0022" };

	private final NamedSecrets named;

	private final SecretFinder.Findings findings;

	private CharSequence text = "";

	private String whole = "";

	private byte[] ascii = {};

	private int length;

	/** Behind the value of the last name. */
	private int resume;

	private boolean encoded;

	SignedNames(NamedSecrets named, SecretFinder.Findings findings) {
		this.named = named;
		this.findings = findings;
	}

	/**
	 * Begin with another text.
	 * @param ascii one byte for each of its characters
	 */
	void begin(CharSequence text, byte[] ascii) {
		this.text = text;
		this.whole = text.toString();
		this.length = text.length();
		this.ascii = ascii;
		this.resume = 0;
		this.encoded = false;
	}

	/**
	 * Whether a quote before a colon is encoded, as in HTML.
	 */
	boolean isEncoded() {
		return this.encoded;
	}

	private boolean isEncodedQuote(int end) {
		for (String quote : QUOTES) {
			if (Characters.startsWith(this.text, end - quote.length(), quote)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Look at a sign.
	 */
	void sign(int index, char sign) {
		byte before = at(index - 1);
		if (before == '"' && at(index + 1) != '/') {
			// The end of a name, as in JSON, and of nothing else.
			if (NameEndings.isBefore(this.ascii, index)) {
				named(index, 1, sign);
			}
			else if (sign == ':' && isShared(index)) {
				SignedPlaces.atColon(this.whole, index, this.findings);
			}
			return;
		}
		if (sign == ':' && (before == ';' || before == '2')) {
			this.encoded |= isEncodedQuote(index);
		}
		if (sign == ':') {
			if (at(index + 1) == '/' && at(index + 2) == '/') {
				address(index);
				return;
			}
			colon(index);
		}
		else if (sign == '=' && before == '=' && Ascii.isLetterOrDigit((char) at(index - 2))) {
			StorageKeys.find(this.whole, index, this.findings);
		}
		else if (sign == '=' && index > 2 && SessionCookies.mayEnd(this.ascii, index)) {
			SessionCookies.find(this.text, index, this.findings);
		}
		if (sign == '=' && "ldyesga".indexOf(before | 0x20) >= 0) {
			LoginPairs.exported(this.whole, index, this.findings);
		}
		if (sign == '>' && before == ' ' && KeyParts.isWord(at(index + 1))) {
			SignedPlaces.user(this.whole, index, this.findings);
		}
		if (mayBeNamed(index, sign)) {
			named(index, 1, sign);
		}
	}

	/**
	 * Look at what may be encoded.
	 */
	void percent(int index) {
		this.encoded |= this.whole.startsWith("22", index + 1) || this.whole.startsWith("2522", index + 1);
		if (Characters.startsWith(this.text, index, "%3d")) {
			named(index, 3, '=');
		}
	}

	/**
	 * Look at what stands around a sign.
	 * @param length of the sign, which may be an escape sequence
	 */
	void named(int index, int length, char sign) {
		if (index >= this.resume) {
			this.resume = Math.max(this.resume, this.named.around(index, length, sign));
		}
	}

	private boolean mayBeNamed(int index, char sign) {
		int end = index;
		if (sign == '=') {
			byte before = at(index - 1);
			end -= (before == '=' || before == ':' || before == '!' || before == '+' || before == '?') ? 1 : 0;
		}
		else if (sign == '>') {
			byte before = at(index - 1);
			end -= (before == '=' || before == '-') ? 1 : 0;
		}
		return NameEndings.isBefore(this.ascii, end) || (sign == ':' && isBehindKeyNumber(index));
	}

	/**
	 * {@code Unseal Key 1:}.
	 */
	private boolean isBehindKeyNumber(int colon) {
		int i = colon - 1;
		while (colon - i < 4 && isDigit(i)) {
			i--;
		}
		return i < colon - 1 && at(i) == ' ' && (at(i - 1) | 0x20) == 'y';
	}

	/**
	 * An address of which a part before the host holds a secret.
	 */
	private void address(int colon) {
		int i = colon + 3;
		while (i < this.length && (KeyParts.isName(this.ascii[i]) || this.ascii[i] == ':')) {
			i++;
		}
		SignedPlaces.store(this.whole, colon, this.findings);
		if (i + 2 < this.length && this.ascii[i] == '/' && this.ascii[i + 1] == 't') {
			SignedPlaces.channel(this.whole, colon + 3, i, this.findings);
		}
		boolean user = i < this.length && this.ascii[i] != '/' && (this.ascii[i] > ' ' || this.ascii[i] < 0);
		if (user) {
			UrlCredentials.find(this.text, colon, this.findings);
		}
	}

	/**
	 * Look at a colon that does not stand between a name and its value.
	 */
	private void colon(int colon) {
		byte next = at(colon + 1);
		if (next == '*' || (isDigit(colon + 1) && isDigit(colon + 2) && isDigit(colon + 3))) {
			PasswordFileLines.find(this.text, colon, this.findings);
		}
		switch (at(colon - 1)) {
			case 'n' -> {
				if (this.whole.startsWith("sdaten", colon - 6)) {
					LoginPairs.behind(this.whole, colon, this.findings);
				}
				if (Characters.startsWith(this.text, colon - 5, ":thin:")) {
					UrlCredentials.findAfterSlash(this.text, colon, this.findings);
				}
			}
			case 'r', 'R' -> {
				if (at(colon - 5) == '/') {
					WindowsCommands.share(this.whole, colon, this.findings);
				}
			}
			case 'k' -> SignedPlaces.masked(this.whole, colon, this.findings);
			case 'I', 'i', 'p', 'P', 's', 'S', 'd', 'D' -> SignedPlaces.atColon(this.whole, colon, this.findings);
			default -> {
			}
		}
		if (KeyParts.isWord(next) && KeyParts.isWord(at(colon - 1))) {
			SignedPlaces.bundle(this.whole, colon, this.findings);
		}
		if (isShared(colon)) {
			SignedPlaces.atColon(this.whole, colon, this.findings);
		}
	}

	private boolean isShared(int colon) {
		return at(colon + 1) == ' ' && (at(colon + 2) == 'P' || at(colon + 2) == 'E' || at(colon + 2) == 'X');
	}

	private boolean isDigit(int index) {
		byte b = at(index);
		return b >= '0' && b <= '9';
	}

	private byte at(int index) {
		return (index >= 0 && index < this.length) ? this.ascii[index] : 0;
	}

}

package dev.gai.braintrust.content.masking;

import java.util.Locale;

import dev.gai.braintrust.content.masking.line.SpokenCodes;
import dev.gai.braintrust.content.masking.line.ValuesBelow;
import dev.gai.braintrust.content.masking.name.AccessCodes;
import dev.gai.braintrust.content.masking.name.NameAndValue;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.VendorKeys;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.QuotedText;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Values of telling names, wherever a name and its value stand: JSON, also within JSON,
 * settings, addresses, connection strings, headers, XML, code, command lines.
 */
final class NamedSecrets {

	private static final int FAR = 512;

	private static final int NEAR = 24;

	private static final String VALUE = "value";

	private static final String CODE = "code";

	private static final String SHORT_NAME = "pw";

	private final SecretFinder.Findings findings;

	private CharSequence text = "";

	private final NamedValues values;

	private final JsonWebKeys webKeys = new JsonWebKeys();

	/**
	 * Create a search.
	 * @param values told of the names that tell
	 */
	NamedSecrets(NamedValues values, SecretFinder.Findings findings) {
		this.values = values;
		this.findings = findings;
	}

	/**
	 * Begin with another text.
	 */
	void begin(CharSequence text) {
		this.text = text;
		this.webKeys.begin();
	}

	/**
	 * Look at what stands around a sign.
	 * @param index where it stands
	 * @param length of the sign, which may be an escape sequence
	 * @return the end of the value that was found, or -1
	 */
	int around(int index, int length, char sign) {
		char after = at(index + length);
		if (sign == ':' && after == ':' && at(index + 2) == ' ') {
			// In LDIF what is encoded follows two colons.
			return around(index + 1, 1, index, sign);
		}
		if (after == sign || (sign == '=' && after == '>') || (sign == ':' && after == '=')) {
			return -1;
		}
		if (sign == '>') {
			return aroundAngle(index);
		}
		return around(index, length, index, sign);
	}

	/**
	 * Look at a name and a value.
	 * @param first where the sign begins
	 */
	private int around(int index, int length, int first, char sign) {
		if (sign == ':' && Ascii.isDigit(at(index - 1))) {
			NameInText key = NameInText.numberedKey(this.text, index);
			if (key != null) {
				return this.values.find(key, SecretName.ALWAYS, index + 1, sign);
			}
		}
		int nameEnd = (sign == '=' && "=:!+?".indexOf(at(index - 1)) >= 0) ? index - 1 : first;
		NameInText name = NameInText.before(this.text, nameEnd);
		if (name != null && sign == '=' && Characters.startsWith(this.text, name.start() - 4, " as string")) {
			// As Visual Basic writes it: "Dim password As String = …".
			name = NameInText.before(this.text, name.start() - 4);
		}
		if (name == null || isReference(name, index, sign)) {
			return -1;
		}
		if (JsonWebKeys.isType(this.text, name)) {
			this.webKeys.find(this.text, name, this.values);
			return -1;
		}
		SecretName telling = telling(name, sign);
		return (telling != SecretName.NONE) ? this.values.find(name, telling, index + length, sign) : -1;
	}

	/**
	 * The name of an image, a function or a resource, and which one of it:
	 * {@code team/secret:1.2}.
	 */
	private boolean isReference(NameInText name, int index, char sign) {
		char before = at(name.start() - 1);
		return sign == ':' && !name.isQuoted() && (((before == '/' || before == ':') && Ascii.isDigit(at(index + 1)))
				|| (before == ':' && Characters.startsWith(this.text, name.start(), "secret:")));
	}

	private int aroundAngle(int index) {
		char before = at(index - 1);
		boolean arrow = before == '=' || before == '-';
		NameInText name = NameInText.before(this.text, arrow ? index - 1 : index);
		if (name == null) {
			return -1;
		}
		// The name of an element that pages have many of.
		boolean plain = name.end() - name.start() == CODE.length()
				&& Characters.startsWith(this.text, name.start(), CODE);
		SecretName says = plain ? SecretName.NONE : SecretNames.of(name.in(this.text));
		boolean telling = says == SecretName.ALWAYS;
		if (arrow) {
			return telling ? this.values.find(name, SecretName.ALWAYS, index + 1, '>') : -1;
		}
		if (says == SecretName.CODE) {
			int code = AccessCodes.end(this.text, index + 1);
			return (code > 0 && at(code) == '<') ? this.values.found(index + 1, code) : -1;
		}
		return XmlElements.find(this.text, name, telling, index, this.findings);
	}

	private SecretName telling(NameInText name, char sign) {
		String plain = name.in(this.text);
		if (plain.equalsIgnoreCase(SHORT_NAME)) {
			return ValueStarts.isNoMeasure(this.text, name) ? SecretName.ALWAYS : SecretName.NONE;
		}
		if (sign == ':' && plain.equals("tokens")) {
			ValuesBelow.findRandom(this.text.toString(), name.start(), name.end() + 1, this.findings);
		}
		SecretName telling = isOfOpenSsl(plain, name) ? SecretName.ALWAYS
				: SecretNames.of(name.withWordBefore(this.text));
		if (telling != SecretName.NONE) {
			return telling;
		}
		if (sign == ':' && plain.equals(CODE)
				&& AccessCodes.end(this.text, Characters.skipBlanks(this.text, name.end() + 1)) > 0
				&& SpokenCodes.isNamed(this.text.toString(), name.end())) {
			return SecretName.CODE;
		}
		if (Characters.startsWith(plain, plain.length() - VALUE.length(), VALUE)) {
			SecretName said = NameAndValue.said(this.text, name);
			return (said == SecretName.NONE && NameAndValue.isSecretBehind(this.text, name)) ? SecretName.ALWAYS : said;
		}
		if (plain.endsWith("key") && isOfDatabaseOrDevice(name)) {
			return SecretName.ALWAYS;
		}
		if (plain.equals("signature") && name.isQuoted() && isBehindPayload(name.start())) {
			return SecretName.RANDOM;
		}
		if ((sign == '=' || sign == ':') && VendorKeys.isOne(this.text, name, name.end() + 1)) {
			return SecretName.ALWAYS;
		}
		return (sign == '=' && isParameter(name) && SecretNames.mayBeParameter(plain)) ? SecretName.MAYBE
				: SecretName.NONE;
	}

	/**
	 * {@code PRAGMA key = 'secret'} of SQLCipher, {@code wireless.radio0.key=secret} of
	 * OpenWrt.
	 */
	private boolean isOfDatabaseOrDevice(NameInText name) {
		int start = name.start();
		return Characters.startsWith(this.text, start - 7, "pragma key") || (at(name.end() - 4) == '.'
				&& this.text.subSequence(Math.max(0, start - NEAR), name.end()).toString().contains("wireless."));
	}

	/**
	 * Whether the parts of a token stand in an object, each by its name.
	 */
	private boolean isBehindPayload(int start) {
		return this.text.subSequence(Math.max(0, start - FAR), start).toString().contains("payload\"");
	}

	/**
	 * {@code openssl rsa -passin 'pass:secret'}.
	 */
	private boolean isOfOpenSsl(String plain, NameInText name) {
		if (!plain.equals("pass") || !Characters.isQuote(at(name.start() - 1))) {
			return false;
		}
		int before = name.start() - 1 - Characters.countBackslashesBefore(this.text, name.start() - 1);
		return Characters.startsWith(this.text, before - 8, "-passin ")
				|| Characters.startsWith(this.text, before - 9, "-passout ")
				|| Characters.startsWith(this.text, before - 6, "-pass ");
	}

	/**
	 * Whether a name is one of the query of an address.
	 */
	private boolean isParameter(NameInText name) {
		char before = at(name.start() - 1);
		return before == '?' || before == '&' || before == ';'
				|| (Ascii.isLetterOrDigit(before) && at(name.start() - 3) == '%');
	}

	private char at(int index) {
		return Characters.at(this.text, index);
	}

}

package dev.gai.braintrust.content.masking;

import java.util.Locale;

import dev.gai.braintrust.content.masking.line.ValuesBelow;
import dev.gai.braintrust.content.masking.name.AccessCodes;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretReferences;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.QuotedText;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * What a name that tells has as its value: a text in quotes, what goes on to the end of a
 * word or a line, a number, a list or an object.
 */
final class NamedValues {

	private final SecretFinder.Findings findings;

	private CharSequence text = "";

	private boolean authorization;

	NamedValues(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	/**
	 * Begin with another text.
	 */
	void begin(CharSequence text) {
		this.text = text;
		this.authorization = false;
	}

	/**
	 * Whether {@code Bearer} or {@code Basic} may follow one of the names.
	 */
	boolean hasAuthorization() {
		return this.authorization;
	}

	/**
	 * Look at the value that begins behind a sign.
	 * @return its end, or -1 when there is none
	 */
	int find(NameInText name, SecretName telling, int from, char sign) {
		int i = name.isQuoted() ? Characters.skipSpaces(this.text, from) : Characters.skipBlanks(this.text, from);
		if (sign == ':' && !name.isQuoted()) {
			int block = YamlBlocks.find(this.text, name, i, this.findings);
			if (block > 0) {
				return block;
			}
			if (telling == SecretName.ALWAYS) {
				ValuesBelow.find(this.text.toString(), name.start(), i, this.findings);
			}
			i = ValueStarts.after(this.text, name, i);
			if (at(i) == '!' && YamlBlocks.isReference(this.text, i)) {
				return -1;
			}
			int tagged = YamlBlocks.afterTag(this.text, i);
			block = (tagged > i) ? YamlBlocks.find(this.text, name, tagged, this.findings) : -1;
			if (block > 0) {
				return block;
			}
			if (tagged > i && (at(tagged) == '|' || at(tagged) == '>')) {
				return -1;
			}
			i = tagged;
		}
		char first = at(i);
		if (name.isQuoted() && ValueStarts.rejected(this.text, i, this.findings)) {
			return -1;
		}
		if ("fFrRbBuUN@".indexOf(first) >= 0 && Characters.isQuote(at(i + 1))) {
			first = at(++i);
		}
		int backslashes = Characters.countBackslashes(this.text, i);
		if (Characters.isQuote(at(i + backslashes))) {
			if (ValueStarts.isThreeQuotes(this.text, i)) {
				return ValueStarts.isOneWord(this.text, i + 3) ? quoted(name, telling, i + 3, 0) : -1;
			}
			return quoted(name, telling, i + backslashes + 1, backslashes);
		}
		if ((first == '{' || first == '[') && !SettingValue.isHash(this.text, i) && at(i + 1) != first) {
			return (telling == SecretName.ALWAYS && (name.isQuoted() || sign == '=')) ? brackets(name, i) : -1;
		}
		return name.isQuoted() ? number(name, telling, i) : plain(name, telling, i, i == from && sign == '=');
	}

	private int quoted(NameInText name, SecretName telling, int start, int backslashes) {
		int end = QuotedText.end(this.text, start, at(start - 1), backslashes, !name.isQuoted());
		AuthorizationScheme scheme = AuthorizationScheme.at(this.text, start);
		if (end <= scheme.end() || isBearerOrBasic(name, scheme) || SecretValue.isMasked(this.text, start, end)) {
			return -1;
		}
		String value = this.text.subSequence(start, Math.min(end, start + NameInText.MAX_LENGTH + 1)).toString();
		if ((telling == SecretName.MAYBE || telling == SecretName.RANDOM) && !SecretValue.mayBeOne(value)) {
			return -1;
		}
		if (telling == SecretName.CODE) {
			return AccessCodes.isOne(value) ? found(start, end) : -1;
		}
		if (telling == SecretName.RANDOM && !SecretValue.isRandom(value)) {
			return -1;
		}
		if (SecretValue.isBetween(value) || TokenProbabilities.isOne(this.text, name, end)
				|| SecretValue.isPlaceholder(value) || SecretValue.isItsName(value, name.in(this.text))
				|| SecretReferences.isOne(name.in(this.text), value) || isCommand(start, value)
				|| CallArguments.isMessage(this.text, name, value)) {
			return -1;
		}
		int changed = ValueStarts.afterArrow(this.text, end, backslashes);
		if (changed > 0) {
			int last = QuotedText.end(this.text, changed, at(changed - 1), backslashes, true);
			if (last > changed) {
				found(changed, last);
			}
		}
		return found(scheme.end(), end);
	}

	/**
	 * What a shell runs: {@code TOKEN=`cat token`}.
	 */
	private boolean isCommand(int start, String value) {
		return at(start - 1) == '`' && value.indexOf(' ') > 0;
	}

	private int plain(NameInText name, SecretName telling, int start, boolean tight) {
		if (telling == SecretName.CODE) {
			int code = AccessCodes.end(this.text, start);
			return (code > 0) ? found(start, code) : -1;
		}
		AuthorizationScheme scheme = AuthorizationScheme.at(this.text, start);
		if (isBearerOrBasic(name, scheme)) {
			return -1;
		}
		if (Characters.startsWith(this.text, name.end() - 13, "authorization")) {
			scheme = scheme.orAnyBeforeAToken(this.text);
		}
		boolean wholeLine = scheme.hasParts() || isCookie(name, start)
				|| (telling == SecretName.MAYBE && SecretNames.isSignature(name.in(this.text)))
				|| ValueStarts.isWalletPhrase(this.text, name, start);
		boolean option = at(name.start() - 1) == '-'
				|| (at(name.start() - 1) == '/' && at(name.start() - 2) == ' ' && start == name.end() + 1);
		return new SettingValue(this.text, name, tight || option).find(scheme.end(), telling, wholeLine, this.findings);
	}

	private boolean isBearerOrBasic(NameInText name, AuthorizationScheme scheme) {
		boolean header = scheme.isBearerOrBasic() && name.in(this.text).toLowerCase(Locale.ROOT).contains("auth");
		this.authorization |= header;
		return header;
	}

	private boolean isCookie(NameInText name, int start) {
		int end = start;
		while (Characters.isNamePart(at(end))) {
			end++;
		}
		return at(end) == '=' && name.in(this.text).toLowerCase(Locale.ROOT).contains("cookie");
	}

	private int brackets(NameInText name, int open) {
		if (JsonSchemas.isSchemaAt(this.text, open) || Characters.startsWith(this.text, open, "[masked")) {
			return -1;
		}
		char quote = name.isQuoted() ? name.quote() : '"';
		int end = QuotedText.endOfBrackets(this.text, open, quote, name.backslashes());
		if (end - open <= 2) {
			return -1;
		}
		this.findings.replace(open, end, inQuotesOf(name));
		return end;
	}

	private int number(NameInText name, SecretName telling, int start) {
		int end = start;
		while (Ascii.isLetterOrDigit(at(end)) || at(end) == '-' || at(end) == '.' || at(end) == '+') {
			end++;
		}
		boolean none = telling == SecretName.MAYBE || telling == SecretName.RANDOM
				|| (telling == SecretName.CODE && !AccessCodes.isOne(this.text.subSequence(start, end)));
		if (end == start || none || !(Ascii.isDigit(at(start)) || at(start) == '-')
				|| SecretReferences.isOne(name.in(this.text), this.text.subSequence(start, end).toString())) {
			return -1;
		}
		this.findings.replace(start, end, inQuotesOf(name));
		return end;
	}

	private String inQuotesOf(NameInText name) {
		if (!name.isQuoted()) {
			return SecretNames.REPLACEMENT;
		}
		String quote = "\\".repeat(name.backslashes()) + name.quote();
		return quote + SecretNames.REPLACEMENT + quote;
	}

	/**
	 * Report a value.
	 * @return its end
	 */
	int found(int start, int end) {
		this.findings.replace(start, end, SecretNames.REPLACEMENT);
		return end;
	}

	private char at(int index) {
		return Characters.at(this.text, index);
	}

}

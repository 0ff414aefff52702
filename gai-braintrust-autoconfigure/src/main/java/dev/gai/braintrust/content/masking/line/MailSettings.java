package dev.gai.braintrust.content.masking.line;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Settings of programs that fetch and send mail, and of others that name a user beside a
 * password: {@code poll host user joe pass secret}, {@code pass = …}, {@code joe:secret}.
 */
final class MailSettings {

	private MailSettings() {
	}

	/**
	 * Look at {@code pass}.
	 */
	static void pass(String text, int start, SecretFinder.Findings findings) {
		int next = Characters.skipBlanks(text, start + 4);
		boolean colon = Characters.at(text, next) == ':';
		if (colon || (Characters.at(text, next) == '=' && Characters.at(text, next + 1) != '=')) {
			int before = Characters.skipBlanksBack(text, start - 1);
			Word value = Word.at(text, next + 1);
			if (!colon && Characters.at(text, before) == ',' && before == start - 1
					&& Near.last(text, "-o ", start) >= 0) {
				Arguments.next(text, next + 1, findings);
			}
			else if ((before < 0 || Word.isLineEnd(text, before)) && value != null && value.isTelling()
					&& (!colon || value.hasAllKinds()) && value.isLast() && value.isValue()) {
				value.mask(findings);
			}
		}
		else if (text.startsWith("Pass ", start) && Near.last(text, "Host ", start) >= 0) {
			KnownLines.directive(text, start, next, findings);
		}
		else if (next > start + 4 && Near.last(text, "poll ", start) >= 0 && Near.last(text, "user ", start) >= 0) {
			Arguments.next(text, next, findings);
		}
		else if (Near.last(text, "expect ", start) >= 0) {
			sent(text, start, findings);
		}
	}

	/**
	 * What a script sends when it is asked for a password.
	 */
	static void sent(String text, int start, SecretFinder.Findings findings) {
		int send = Near.next(text, "send ", start);
		int from = (send >= 0) ? Characters.skipBlanks(text, send + 5) : 0;
		Word word = (send >= 0) ? Word.at(text, text.startsWith("-- ", from) ? from + 3 : from) : null;
		if (word == null || !word.quoted() || !word.isValue()) {
			return;
		}
		int end = word.end();
		while (end - 2 > word.start() && Rows.isBreak(text, end - 2)) {
			end -= 2;
		}
		findings.replace(word.start(), end, SecretNames.REPLACEMENT);
	}

	/**
	 * A user and a password behind a name: {@code npmAuthIdent: "joe:secret"},
	 * {@code CURLOPT_USERPWD => "joe:secret"}.
	 */
	static void pair(String text, int end, SecretFinder.Findings findings) {
		int sign = Characters.skipBlanks(text, end + (Characters.isQuote(Characters.at(text, end)) ? 1 : 0));
		boolean follows = Characters.at(text, sign) != '\0' && ":=,".indexOf(text.charAt(sign)) >= 0;
		sign += text.startsWith("=>", sign) ? 1 : 0;
		Word word = follows ? Word.at(text, sign + 1) : null;
		int colon = (word != null) ? word.value().indexOf(':') : -1;
		if (word != null && colon > 0 && colon < word.length() - 1) {
			findings.replace(word.start() + colon + 1, word.end(), SecretNames.REPLACEMENT);
		}
	}

}

package dev.gai.braintrust.content.masking;

import java.util.Locale;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * What a call is told together with a name: its value, or something about it.
 */
final class CallArguments {

	private CallArguments() {
	}

	/**
	 * Whether it is no value: a text to show, or the key of one.
	 */
	static boolean isMessage(CharSequence text, NameInText name, String value) {
		boolean argument = name.isQuoted() && !isConstant(text, name) && Characters.at(text, name.end() + 1) == ',';
		return argument && (SecretValue.isNone(value) || value.startsWith(name.in(text) + ".")
				|| (value.indexOf(' ') > 0 && !isOfWords(name.in(text).toLowerCase(Locale.ROOT))));
	}

	/**
	 * Whether PHP is told what a constant is.
	 */
	private static boolean isConstant(CharSequence text, NameInText name) {
		int bracket = Characters.skipBlanksBack(text, name.start() - 2 - name.backslashes());
		return Characters.startsWith(text, bracket - 6, "define(");
	}

	/**
	 * Whether a value of that name may have several words.
	 */
	private static boolean isOfWords(String name) {
		return name.contains("auth") || name.contains("cookie") || name.contains("phrase");
	}

}

package dev.gai.braintrust.content.masking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;

/**
 * A name that is itself a value: {@code {"name":"DB_PASSWORD","value":"…"}},
 * {@code <property name="password" value="…"/>}.
 */
final class NameAndValue {

	/** An entry that names the one called value. */
	private static final Pattern NAMED = Pattern.compile(
			"(?i)(?:name|key|header)[\\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4}[\\\\\"']{0,8}([a-z0-9_./-]{3,64})(?![a-z0-9_./-])");

	/** A label, or a place in a document, and nothing behind it. */
	private static final Pattern LABELLED = Pattern
		.compile("(?i)(?:label|path|field)[\\\\\"']{1,8}\\s{0,4}:\\s{0,4}[\\\\\"']{1,8}([a-z0-9_./-]{3,64})[\\\\\"']");

	/** What says of an entry that its value is a secret. */
	private static final Pattern MARKED = Pattern
		.compile("(?i)(?:\\b(?:is_?)?(?:sensitive|secret|secured|masked)[\\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4}true\\b"
				+ "|\\btype[\\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4}[\\\\\"']{0,8}(?:securestring|secret|password)\\b)");

	private static final int FAR = 160;

	private static final int LONGEST_VALUE = 256;

	private NameAndValue() {
	}

	/**
	 * Whether a name before {@code value}, in the same object or element, is one of a
	 * secret.
	 */
	static boolean isSecret(CharSequence text, NameInText value) {
		int from = value.start();
		int limit = Math.max(0, from - FAR);
		while (from > limit && !isOutside(text.charAt(from - 1))) {
			from--;
		}
		String around = text.subSequence(from, value.start()).toString();
		return isNamed(around, true) || MARKED.matcher(around).find();
	}

	/**
	 * Whether one behind {@code "value":"…"} is.
	 */
	static boolean isSecretBehind(CharSequence text, NameInText value) {
		if (!value.isQuoted() && Characters.at(text, value.end()) != '=') {
			return false;
		}
		int start = value.end();
		int end = start;
		int limit = Math.min(text.length(), start + LONGEST_VALUE);
		while (end < limit && !isOutside(text.charAt(end))) {
			end++;
		}
		String around = text.subSequence(start, end).toString();
		return end < limit && ((value.isQuoted() && isNamed(around, false)) || MARKED.matcher(around).find());
	}

	/**
	 * Whether an element names a secret in which another one has the value:
	 * {@code <property name="password"><value>…}.
	 * @param end of its tag
	 */
	static boolean isSecretTag(CharSequence text, int end) {
		int from = end;
		int limit = Math.max(0, end - FAR);
		while (from > limit && !isOutside(text.charAt(from - 1))) {
			from--;
		}
		return Characters.at(text, from - 1) == '<' && isNamed(text.subSequence(from, end).toString(), false);
	}

	/**
	 * An object of JSON, a tag, an entry of a list in YAML.
	 */
	private static boolean isOutside(char c) {
		return c == '{' || c == '}' || c == '<' || c == '>';
	}

	/**
	 * Whether the name nearest to the value is one of a secret.
	 */
	private static boolean isNamed(String around, boolean last) {
		Matcher labelled = LABELLED.matcher(around);
		if (labelled.find() && SecretNames.of(labelled.group(1)) == SecretName.ALWAYS) {
			return true;
		}
		Matcher matcher = NAMED.matcher(around);
		String name = "";
		while ((last || name.isEmpty()) && matcher.find()) {
			name = matcher.group(1);
		}
		return SecretNames.of(name) == SecretName.ALWAYS;
	}

}

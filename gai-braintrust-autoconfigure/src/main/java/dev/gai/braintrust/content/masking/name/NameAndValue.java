package dev.gai.braintrust.content.masking.name;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Characters;

/**
 * A name that is itself a value: {@code {"name":"DB_PASSWORD","value":"…"}},
 * {@code <property name="password" value="…"/>}.
 */
public final class NameAndValue {

	/** An entry that names the one called value. */
	private static final Pattern NAMED = Pattern.compile(
			"(?i)(?:name|key|header|property)[\\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4}[\\\\\"']{0,8}([a-z0-9_./-]{3,64})(?![a-z0-9_./-])");

	/** A label, or a place in a document, and nothing behind it. */
	private static final Pattern LABELLED = Pattern
		.compile("(?i)(?:label|path|field)[\\\\\"']{1,8}\\s{0,4}:\\s{0,4}[\\\\\"']{1,8}([a-z0-9_./-]{3,64})[\\\\\"']");

	/** What says of an entry that its value is a secret. */
	private static final Pattern MARKED = Pattern
		.compile("(?i)(?:\\b(?:is_?)?(?:sensitive|secret|secured|masked)[\\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4}true\\b"
				+ "|\\bhttp_?only[\\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4}true\\b"
				+ "|\\btype[\\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4}[\\\\\"']{0,8}(?:securestring|secret|password)\\b)");

	private static final int FAR = 160;

	private static final int LONGEST_VALUE = 256;

	private NameAndValue() {
	}

	/**
	 * What a name before {@code value}, in the same object or element, says about it.
	 * @param text the text
	 * @param value the name {@code value}
	 * @return what it says
	 */
	public static SecretName said(CharSequence text, NameInText value) {
		int from = value.start();
		int limit = Math.max(0, from - FAR);
		while (from > limit && !isOutside(text.charAt(from - 1))) {
			from--;
		}
		return said(text, from, value.start(), EntryWords.in(text, from, value.start()), true);
	}

	/**
	 * Whether one behind {@code "value":"…"} is.
	 * @param text the text
	 * @param value the name {@code value}
	 * @return whether it is
	 */
	public static boolean isSecretBehind(CharSequence text, NameInText value) {
		if (!value.isQuoted() && Characters.at(text, value.end()) != '=') {
			return false;
		}
		int start = value.end();
		int end = start;
		int limit = Math.min(text.length(), start + LONGEST_VALUE);
		while (end < limit && !isOutside(text.charAt(end))) {
			end++;
		}
		int words = (end < limit) ? EntryWords.in(text, start, end) : 0;
		int telling = value.isQuoted() ? words : words & EntryWords.MARK;
		return said(text, start, end, telling, false) == SecretName.ALWAYS;
	}

	/**
	 * Whether an element names a secret in which another one has the value:
	 * {@code <property name="password"><value>…}.
	 * @param text the text
	 * @param end of its tag
	 * @return whether it does
	 */
	public static boolean isSecretTag(CharSequence text, int end) {
		int from = end;
		int limit = Math.max(0, end - FAR);
		while (from > limit && !isOutside(text.charAt(from - 1))) {
			from--;
		}
		int words = (Characters.at(text, from - 1) == '<') ? EntryWords.in(text, from, end) : 0;
		return said(text, from, end, words & ~EntryWords.MARK, false) == SecretName.ALWAYS;
	}

	/**
	 * An object of JSON, a tag, an entry of a list in YAML.
	 */
	private static boolean isOutside(char c) {
		return c == '{' || c == '}' || c == '<' || c == '>';
	}

	/**
	 * What stands around a value says about it.
	 * @param words which words stand there; without them nothing has to be looked for
	 * @param last whether the last name is the nearest
	 */
	private static SecretName said(CharSequence text, int start, int end, int words, boolean last) {
		if (words == 0) {
			return SecretName.NONE;
		}
		String around = text.subSequence(start, end).toString();
		if (((words & EntryWords.LABEL) != 0 && isLabelled(around))
				|| ((words & EntryWords.MARK) != 0 && MARKED.matcher(around).find())) {
			return SecretName.ALWAYS;
		}
		SecretName named = ((words & EntryWords.NAME) != 0) ? named(around, last) : SecretName.NONE;
		return (named == SecretName.ALWAYS || named == SecretName.RANDOM) ? named : SecretName.NONE;
	}

	private static boolean isLabelled(String around) {
		Matcher matcher = LABELLED.matcher(around);
		return matcher.find() && SecretNames.of(matcher.group(1)) == SecretName.ALWAYS;
	}

	/**
	 * What the name nearest to the value says.
	 */
	private static SecretName named(String around, boolean last) {
		Matcher matcher = NAMED.matcher(around);
		String name = "";
		while ((last || name.isEmpty()) && matcher.find()) {
			name = matcher.group(1);
		}
		return SecretNames.of(name);
	}

}

package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretReferences;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.CharacterClass;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * A value without quotes: in a settings file, an address, a connection string, a header.
 * A sentence that only speaks of passwords has none.
 */
final class SettingValue {

	private static final int NEAR = 40;

	private static final int SHORT_NUMBER = 4;

	private static final int SHORTEST_PASSWORD = 4;

	private static final int LONGEST_EXAMPLE = 512;

	private static final int GROUP = 4;

	private static final int GROUPS = 3;

	/** Up to the comma behind it. */
	private static final Pattern USER = Pattern.compile(".*\\buser(?:name)?=[^ ,=]+");

	private static final String CLOSING = ",;.)]}";

	private final CharSequence text;

	private final NameInText name;

	private final boolean tight;

	/**
	 * Create a value.
	 * @param tight whether it is one by the way it is written, whatever it is
	 */
	SettingValue(CharSequence text, NameInText name, boolean tight) {
		this.text = text;
		this.name = name;
		this.tight = tight;
	}

	/**
	 * Report the value.
	 * @return its end, or -1 when there is none
	 */
	int find(int start, SecretName telling, boolean wholeLine, SecretFinder.Findings findings) {
		if ((SecretValue.beginsLikeNone(Characters.at(this.text, start)) && !isHash(this.text, start))
				|| (telling != SecretName.ALWAYS && !hasDigit(start))) {
			return -1;
		}
		int end = wholeLine ? endOfLine(start) : afterGroups(start, endOfValue(start));
		if (end <= start || SecretValue.isMasked(this.text, start, end)) {
			return -1;
		}
		if (wholeLine && end - start < LONGEST_EXAMPLE
				&& SecretValue.areExamples(this.text.subSequence(start, end).toString())) {
			return -1;
		}
		if (!wholeLine && !isSecret(this.text.subSequence(start, end).toString(), telling, end)) {
			return -1;
		}
		findings.replace(start, end, SecretNames.REPLACEMENT);
		return end;
	}

	/**
	 * {@code {SSHA}…}, as directories keep passwords.
	 */
	static boolean isHash(CharSequence text, int start) {
		int i = start + 1;
		while (i - start < 16 && (Ascii.isLetterOrDigit(Characters.at(text, i)) || Characters.at(text, i) == '-')) {
			i++;
		}
		return Characters.at(text, start) == '{' && Characters.at(text, i) == '}' && i > start + 2
				&& Ascii.isLetterOrDigit(Characters.at(text, i + 1));
	}

	private boolean isSecret(String value, SecretName telling, int end) {
		if ((SecretValue.isNone(value) && !value.startsWith("{")) || SecretValue.isPlaceholder(value)
				|| SecretValue.isItsName(value, this.name.in(this.text))
				|| SecretReferences.isOne(this.name.in(this.text), value) || isWord(value)) {
			return false;
		}
		if (telling != SecretName.ALWAYS) {
			boolean random = SecretValue.isRandom(value);
			return random || (telling == SecretName.MAYBE && (isLogin(value) || isBehindUser(value)));
		}
		return !isWorkingDirectory(value) && !isCode(value, end)
				&& (this.tight || SecretValue.looksLikeOne(value) || endsHere(end));
	}

	/**
	 * {@code token=cat}, as programs write that take sentences apart.
	 */
	private boolean isWord(String value) {
		char before = Characters.at(this.text, this.name.start() - 1);
		return Characters.at(this.text, this.name.end()) == '=' && "?&;-/".indexOf(before) < 0
				&& SecretReferences.isWord(this.name.in(this.text), value);
	}

	/**
	 * Whether it is the number of a field, as in {@code string token = 3;} of Protocol
	 * Buffers, the type of a variable that code gives a value, or a kind of token.
	 */
	private boolean isCode(String value, int end) {
		if (value.length() < SHORT_NUMBER && value.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			char word = Characters.at(this.text, end + 1);
			if (!this.tight && Characters.at(this.text, end) == ' ' && word >= 'a' && word <= 'z') {
				// As in "credentials: 20 years of it".
				return true;
			}
			return Characters.at(this.text, end) == ';'
					&& (Characters.startsWith(this.text, this.name.start() - 7, "string ")
							|| Characters.startsWith(this.text, this.name.start() - 6, "bytes "));
		}
		if (this.tight || !value.chars().allMatch((c) -> Ascii.isLetterOrDigit((char) c) || c == '_')
				|| value.chars().anyMatch((c) -> c >= '0' && c <= '9')) {
			return false;
		}
		boolean typed = Characters.at(this.text, end) == ' ' && Characters.at(this.text, end + 1) == '='
				&& Characters.at(this.text, end + 2) == ' ';
		boolean kind = this.name.in(this.text).equalsIgnoreCase("token") && Characters.at(this.text, end) == ','
				&& value.equals(value.toUpperCase(Locale.ROOT));
		return typed || kind;
	}

	/**
	 * {@code BASIC_AUTH=joe:secret}.
	 */
	private boolean isLogin(String value) {
		int colon = value.indexOf(':');
		return this.tight && colon > 0 && value.length() - colon > SHORTEST_PASSWORD && value.indexOf('/') < 0
				&& Characters.startsWith(this.text, this.name.end() - 5, "_auth");
	}

	/**
	 * {@code user=joe,pass=secret}.
	 */
	private boolean isBehindUser(String value) {
		int comma = this.name.start() - 1;
		int start = Math.max(0, comma - NEAR);
		return this.tight && Characters.at(this.text, comma) == ',' && value.length() > SHORTEST_PASSWORD
				&& SecretValue.looksLikeOne(value) && USER.matcher(this.text.subSequence(start, comma)).matches();
	}

	private boolean isWorkingDirectory(String value) {
		return value.startsWith("/") && this.name.in(this.text).toLowerCase(Locale.ROOT).endsWith("pwd");
	}

	/**
	 * Whether nothing follows in the line, or the next entry does.
	 */
	private boolean endsHere(int end) {
		int next = Characters.skipBlanks(this.text, end);
		char c = Characters.at(this.text, next);
		return next >= this.text.length() || c == '\n' || c == '\r' || c == '#' || c == ',' || c == '}'
				|| (c == ';' && next > end) || (c == quoteAround() && (c != '"' || isHeader()))
				|| Characters.isEscape(this.text, next);
	}

	/**
	 * Whether the name is that of a header and nothing else stands before it in its
	 * quotes.
	 */
	private boolean isHeader() {
		String name = this.name.in(this.text);
		return Characters.at(this.text, this.name.start() - 1) == '"'
				&& (name.indexOf('-') > 0 || name.equalsIgnoreCase("apikey"));
	}

	private int endOfLine(int start) {
		int i = start;
		char quote = quoteAround();
		while (i < this.text.length() && "\n\r\"".indexOf(this.text.charAt(i)) < 0 && this.text.charAt(i) != quote
				&& !Characters.isEscape(this.text, i)) {
			i = (this.text.charAt(i) == '=') ? afterQuotedPart(i + 1) : i + 1;
		}
		return i;
	}

	/**
	 * Goes past {@code "…"}, as in {@code username="joe", response="…"}, if it stands
	 * there and ends in the same line.
	 */
	private int afterQuotedPart(int start) {
		if (Characters.at(this.text, start) != '"') {
			return start;
		}
		int i = start + 1;
		while (i < this.text.length() && "\n\r\"".indexOf(this.text.charAt(i)) < 0) {
			i++;
		}
		return (Characters.at(this.text, i) == '"') ? i + 1 : start;
	}

	/**
	 * The quote that the name and its value stand in together, as on a command line.
	 */
	private char quoteAround() {
		char before = Characters.at(this.text, this.name.start() - 1);
		return (before == '\'' || before == '`') ? before : '"';
	}

	/**
	 * A signature or a code has one among its first characters.
	 */
	private boolean hasDigit(int start) {
		int i = start;
		while (i - start < NEAR && i < this.text.length() && !isEnd(i)) {
			if (Ascii.isDigit(this.text.charAt(i))) {
				return true;
			}
			i++;
		}
		return false;
	}

	private int endOfValue(int start) {
		int end = start;
		while (end < this.text.length() && !isEnd(end) && !isNext(end)) {
			end++;
		}
		if (end - 1 > start && this.text.charAt(end - 1) == ':' && this.text.charAt(end - 2) == ')') {
			// The end of the head of a function.
			end--;
		}
		end -= (Characters.at(this.text, start - 1) == '*' && Characters.at(this.text, end - 1) == '*') ? 1 : 0;
		while (end > start && CLOSING.indexOf(this.text.charAt(end - 1)) >= 0) {
			end--;
		}
		return end;
	}

	/**
	 * Whether another setting follows in the same line.
	 */
	private boolean isNext(int index) {
		char c = this.text.charAt(index);
		if (c == '%') {
			return Characters.startsWith(this.text, index, "%26");
		}
		if (",;&|".indexOf(c) < 0) {
			return false;
		}
		int i = index + (Characters.startsWith(this.text, index, "&amp;") ? 5 : 1);
		int start = i;
		while (i - start < NEAR
				&& (Characters.isNamePart(Characters.at(this.text, i)) || Characters.at(this.text, i) == ' ')) {
			i++;
		}
		char sign = Characters.at(this.text, i);
		return c == '&' || (i > start && (sign == '=' || sign == ':'));
	}

	/**
	 * Goes past three more groups of four, as Google shows passwords of applications, if
	 * nothing else follows in the line.
	 */
	private int afterGroups(int start, int end) {
		if (end - start != GROUP) {
			return end;
		}
		int i = end;
		for (int group = 0; group < GROUPS; group++) {
			if (Characters.at(this.text, i) != ' ') {
				return end;
			}
			for (int last = i + GROUP; i < last; i++) {
				if (!CharacterClass.L.has(Characters.at(this.text, i + 1))) {
					return end;
				}
			}
			i++;
		}
		char c = Characters.at(this.text, i);
		boolean last = c == '\0' || c == '\n' || c == '\r' || Characters.isQuote(c)
				|| Characters.isEscape(this.text, i);
		return last ? i : end;
	}

	private boolean isEnd(int index) {
		char c = this.text.charAt(index);
		return Characters.isSpace(c) || Characters.isQuote(c) || c == '<' || c == '>'
				|| Characters.isEscape(this.text, index);
	}

}

package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Secrets that a sentence tells, such as "my password is hunter2" or "set the password to
 * hunter2", and those that follow their name in the line of a file such as
 * {@code .netrc}. What only says how a password is or has to be, stays.
 */
final class SpokenSecrets {

	/** Words for a password that no text of Latin letters has. */
	private static final String[] OTHERS = { "\u0430\u0440\u043e\u043b\u044c", "\u5bc6\u7801", "\u5bc6\u78bc",
			"\u30d1\u30b9\u30ef\u30fc\u30c9", "\ube44\ubc00\ubc88\ud638" };

	private static final String SPANISH = "ontrase\u00f1a";

	private static final String GERMAN = "ennwort";

	private static final String STATEMENT = "DENTIFIED BY ";

	private static final String LINK = " is ";

	/** Between a name and its value; the last two only where the value looks like one. */
	private static final String[] VERBS = { "is", "ist", "lautet", "was", "war", "es", "est", "to", "auf" };

	private static final int SAYING = 7;

	private static final String[] OWNERS = { "my ", "your ", "his ", "her ", "their ", "our ", "mein ", "dein ", "ihr ",
			"unser ", "mi ", "mon ", "votre " };

	/** What stands before the word in a {@code .netrc}, or beside a name for a login. */
	private static final Pattern FILE = Pattern.compile("(?:machine(?:\\s|\\\\[nrt]){1,9}[^\\s\\\\]{1,64}|default)"
			+ "(?:(?:\\s|\\\\[nrt]){1,9}(?:login|account)\\s{1,9}[^\\s\\\\]{1,64}){1,2}(?:\\s|\\\\[nrt]){1,9}$");

	private static final Pattern LOGIN = Pattern
		.compile("(?i)(?:user|username|login|benutzer)[ :=]{1,3}\\S{1,64}[ ,/]{1,3}$");

	private static final Pattern ALGORITHM = Pattern
		.compile("(?i)(?:sha|md|aes|base|utf|rsa|bcrypt|argon|pbkdf|iso|rot|ntlm|v|rfc)-?\\d.*+");

	/** Said of passwords more often than used as one. */
	private static final Set<String> STATES = Set.of("wrong", "strict", "weak", "strong", "secure", "invalid",
			"correct", "known", "unknown", "empty", "blank", "short", "long", "okay", "fine", "good", "safe", "simple",
			"easy", "here", "there", "below", "above", "secret", "private", "public", "visible", "different", "same",
			"unique", "complex", "important", "mandatory", "necessary", "needed", "clear", "plain", "plaintext",
			"random", "temporary", "permanent", "falsch", "richtig", "sicher", "schwach", "stark", "leer", "kurz",
			"lang", "alt", "geheim", "nicht", "hidden", "broken", "stolen", "forgotten", "written", "lost", "gone",
			"dead", "none", "nothing", "something", "everything", "bad", "obsolete", "identical");

	private static final Pattern PARTICIPLE = Pattern
		.compile("(?i).*+(?<=ed|ing|ly|able|ible|ive|ful|less|ous|lich|bar|iert|ent)");

	private static final int SENTENCE = 56;

	private static final int LINES = 160;

	private static final int LONGEST = 128;

	private final SecretFinder.Findings findings;

	private String text = "";

	/** Whether the last link says what the secret is. */
	private boolean says;

	SpokenSecrets(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	/**
	 * Begin with another text.
	 */
	void begin(String text) {
		this.text = text;
	}

	/**
	 * Look at the letter s twice.
	 * @param index where the second stands
	 */
	void pair(int index) {
		char next = (char) (Characters.at(this.text, index + 1) | 0x20);
		if ((next == 'w' || next == 'p') && Characters.startsWith(this.text, index - 3, "pass")) {
			password(index - 2, index + 1, true);
		}
	}

	/**
	 * What needs more than the places that the scan told of.
	 * @param beyondAscii whether the text has characters beyond ASCII
	 */
	void finish(String text, boolean beyondAscii) {
		for (int i = text.indexOf(LINK); i >= 0; i = text.indexOf(LINK, i + 1)) {
			linked(i, i + LINK.length());
		}
		passwords(text, GERMAN, true);
		if (beyondAscii) {
			passwords(text, SPANISH, false);
		}
		for (String password : OTHERS) {
			passwords(text, password, false);
		}
		for (int i = text.indexOf(STATEMENT); i >= 0; i = text.indexOf(STATEMENT, i + 1)) {
			quoted(Characters.skipBlanks(text, i + STATEMENT.length()), true);
		}
	}

	private void passwords(String text, String password, boolean named) {
		for (int i = text.indexOf(password); i >= 0; i = text.indexOf(password, i + password.length())) {
			password(i, i + password.length(), named);
		}
	}

	/**
	 * A name directly before a verb.
	 */
	private void linked(int nameEnd, int valueStart) {
		if (!NameEndings.isAt(this.text, nameEnd)) {
			return;
		}
		NameInText name = NameInText.before(this.text, nameEnd);
		if (name == null || name.isQuoted() || SecretNames.of(name.withWordBefore(this.text)) != SecretName.ALWAYS) {
			return;
		}
		String last = name.in(this.text).toLowerCase(Locale.ROOT);
		if (last.contains("passw") || last.contains("passp")) {
			return;
		}
		boolean spoken = last.equals("pwd") || last.equals("passcode");
		said(name.start(), valueStart, spoken);
	}

	private void password(int start, int partEnd, boolean named) {
		int end = partEnd;
		while (Character.isLetter(Characters.at(this.text, end)) && this.text.charAt(end) < '\u3000') {
			end++;
		}
		char after = Characters.at(this.text, end);
		if ((named && (after == ':' || after == '=' || Characters.isQuote(after))) || inFile(start, end)
				|| inStatement(start, end)) {
			return;
		}
		if (after == ' ' && hasDigit(end + 1) && LOGIN.matcher(before(start - 1)).find()) {
			said(start, end + 1, false);
			return;
		}
		int limit = Math.min(this.text.length(), end + SENTENCE);
		for (int i = end; i < limit && !endsSentence(i); i++) {
			int value = afterLink(i, i == end && !named);
			if (value > 0) {
				said(start, value, this.says);
				return;
			}
		}
	}

	private boolean endsSentence(int index) {
		char c = this.text.charAt(index);
		return "\n;?!\\\"".indexOf(c) >= 0 || (c == '.' && Characters.isSpace(Characters.at(this.text, index + 1)));
	}

	/**
	 * Where the value begins if what links it to its name stands at a place.
	 * @param tight whether a colon without a blank behind it is enough
	 */
	private int afterLink(int index, boolean tight) {
		char c = this.text.charAt(index);
		this.says = true;
		if (c == ':' || c == '=') {
			this.says = false;
			return (tight || Characters.isSpace(Characters.at(this.text, index + 1))) ? index + 1 : -1;
		}
		if (c == '\u306f' || c == '\u662f' || c == '\uff1a') {
			return index + 1;
		}
		for (int i = 0; c == ' ' && i < VERBS.length; i++) {
			int end = index + 1 + VERBS[i].length();
			if (this.text.startsWith(VERBS[i], index + 1)
					&& (Characters.at(this.text, end) == ' ' || Characters.at(this.text, end) == ':')) {
				this.says = i < SAYING;
				return end;
			}
		}
		return -1;
	}

	private boolean hasDigit(int start) {
		for (int i = start; i < this.text.length() && this.text.charAt(i) > ' '; i++) {
			if (Ascii.isDigit(this.text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * {@code machine … login … password …}.
	 */
	private boolean inFile(int start, int end) {
		int value = skipGap(end);
		if (value == end || !this.text.startsWith("word", end - 4)) {
			return false;
		}
		int valueEnd = end(value);
		String before = this.text.substring(Math.max(0, start - LINES), start - 1);
		if (valueEnd == value || !(before.contains("login") || before.contains("account"))
				|| !(before.contains("machine") || before.contains("default")) || !FILE.matcher(before).find()) {
			return false;
		}
		this.findings.replace(value, valueEnd, SecretNames.REPLACEMENT);
		return true;
	}

	/**
	 * Goes past blanks, line ends and their escape sequences.
	 */
	private int skipGap(int from) {
		int i = Characters.skipSpaces(this.text, from);
		while (Characters.at(this.text, i) == '\\' && "nrt".indexOf(Characters.at(this.text, i + 1)) >= 0) {
			i = Characters.skipSpaces(this.text, i + 2);
		}
		return i;
	}

	/**
	 * {@code ALTER USER joe WITH PASSWORD '…'}.
	 */
	private boolean inStatement(int start, int end) {
		if (!Characters.isQuote(Characters.at(this.text, Characters.skipBlanks(this.text, end)))) {
			return false;
		}
		String before = this.text.substring(Math.max(0, start - 12), start).toLowerCase(Locale.ROOT);
		boolean capitals = this.text.startsWith("PASSWORD", start - 1);
		return (capitals || before.endsWith("with p") || before.endsWith("encrypted p"))
				&& quoted(Characters.skipBlanks(this.text, end), false);
	}

	private boolean quoted(int start, boolean orWord) {
		char quote = Characters.at(this.text, start);
		if (quote != '\'' && quote != '"') {
			int end = orWord ? end(start) : start;
			if (end > start) {
				this.findings.replace(start, end, SecretNames.REPLACEMENT);
			}
			return end > start;
		}
		int end = QuotedText.end(this.text, start + 1, quote, 0, true);
		if (end > start + 1 && end < this.text.length() && end - start <= LONGEST) {
			this.findings.replace(start + 1, end, SecretNames.REPLACEMENT);
			return true;
		}
		return false;
	}

	/**
	 * What a sentence says the secret is.
	 * @param spoken whether a plain word may be one
	 */
	private void said(int nameStart, int from, boolean spoken) {
		int start = from;
		while (Characters.at(this.text, start) == ':' || Characters.isSpace(Characters.at(this.text, start))) {
			start++;
			if (start - from > 3) {
				return;
			}
		}
		char quote = Characters.at(this.text, start);
		boolean inQuotes = quote == '\'' || quote == '`' || quote == '\u201c' || quote == '\u201e' || quote == '\u00ab'
				|| quote == '*';
		while (inQuotes && start - from < 6 && Characters.at(this.text, start) == quote) {
			start++;
		}
		int end = end(start);
		String value = this.text.substring(start, end);
		if (value.length() < 4 || SecretValue.isNone(value) || SecretValue.isMasked(this.text, start, end)) {
			return;
		}
		if (inQuotes ? !value.isEmpty() && !Characters.isSpace(Characters.at(this.text, end))
				: isSecret(value, nameStart, end, spoken)) {
			this.findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	private boolean isSecret(String value, int nameStart, int end, boolean spoken) {
		boolean digit = value.chars().anyMatch((c) -> Ascii.isDigit((char) c));
		boolean letter = value.chars().anyMatch(Character::isLetter);
		boolean sign = value.chars().anyMatch((c) -> "!@#$%^&*_+=~".indexOf(c) >= 0);
		boolean last = endsHere(end);
		if (digit || sign) {
			boolean word = letter && value.length() >= 6 && value.indexOf('-') < 0;
			return (last || word) && !ALGORITHM.matcher(value).matches() && value.length() >= (spoken ? 4 : 6);
		}
		String word = value.toLowerCase(Locale.ROOT);
		return spoken && last && isOwned(nameStart) && value.chars().allMatch(Character::isLetter)
				&& !STATES.contains(word) && !PARTICIPLE.matcher(word).matches();
	}

	/**
	 * Whether somebody's password is spoken of, not any.
	 */
	private boolean isOwned(int nameStart) {
		String before = before(nameStart).toLowerCase(Locale.ROOT);
		for (String owner : OWNERS) {
			int at = before.indexOf(owner);
			if (at == 0 || (at > 0 && !Ascii.isLetterOrDigit(before.charAt(at - 1)))) {
				return true;
			}
		}
		return false;
	}

	private String before(int nameStart) {
		return this.text.substring(Math.max(0, nameStart - 40), nameStart);
	}

	private boolean endsHere(int end) {
		char c = Characters.at(this.text, end);
		return end >= this.text.length() || c == '\n' || c == '\r' || ".,;!?)\"'`\\\u201d".indexOf(c) >= 0;
	}

	/**
	 * The end of a word without the punctuation behind it.
	 */
	private int end(int start) {
		int end = start;
		while (end < this.text.length() && end - start < LONGEST && !Characters.isSpace(this.text.charAt(end))
				&& !Characters.isQuote(this.text.charAt(end))
				&& "\u201c\u201d\u00bb<>".indexOf(this.text.charAt(end)) < 0 && !Characters.isEscape(this.text, end)) {
			end++;
		}
		while (end > start && ".,;!?)]}*".indexOf(this.text.charAt(end - 1)) >= 0) {
			boolean exclamation = this.text.charAt(end - 1) == '!' && end < this.text.length()
					&& this.text.charAt(end) != ' ';
			if (exclamation) {
				break;
			}
			end--;
		}
		return end;
	}

}

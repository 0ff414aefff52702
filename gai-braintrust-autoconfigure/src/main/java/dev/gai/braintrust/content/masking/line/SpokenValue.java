package dev.gai.braintrust.content.masking.line;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.name.SpokenName;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * What a sentence says that a secret is: tells a password from a word that says how
 * passwords are.
 */
public final class SpokenValue {

	/** Between the verb and the value. */
	private static final String[] FILLERS = { "now ", "currently ", "jetzt ", "nun " };

	/** Or a day. */
	private static final Pattern ALGORITHM = Pattern.compile(
			"(?i)(?:(?:sha|md|aes|base|utf|rsa|bcrypt|argon|pbkdf|iso|rot|ntlm|v|rfc)-?\\d|\\d{4}-\\d\\d-\\d\\d).*+");

	/** Said of passwords more often than used as one. */
	private static final Set<String> STATES = Set.of("wrong", "strict", "weak", "strong", "secure", "invalid",
			"correct", "known", "unknown", "empty", "blank", "short", "long", "okay", "fine", "good", "safe", "simple",
			"easy", "here", "there", "below", "above", "secret", "private", "public", "visible", "different", "same",
			"unique", "complex", "important", "mandatory", "necessary", "needed", "clear", "plain", "plaintext",
			"random", "temporary", "permanent", "falsch", "richtig", "sicher", "schwach", "stark", "leer", "kurz",
			"lang", "alt", "geheim", "nicht", "hidden", "broken", "stolen", "forgotten", "written", "lost", "gone",
			"dead", "none", "nothing", "something", "everything", "bad", "obsolete", "identical");

	private static final Pattern PARTICIPLE = Pattern
		.compile("(?i).*+(?<=ed|ing|ly|able|ible|ive|ful|less|ous|lich|bar|iert|ent|\u00e9|\u00e9e|oire|ado|ido|ato)");

	private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{2,64}){1,4}");

	private static final int LONGEST = 128;

	private final String text;

	/**
	 * Creates a value.
	 * @param text the text it is in
	 */
	public SpokenValue(String text) {
		this.text = text;
	}

	/**
	 * Looks at what a sentence says the secret is.
	 * @param nameStart where its name begins
	 * @param from where the value may begin
	 * @param spoken whether a plain word may be one
	 * @param findings told of what is found
	 */
	public void find(int nameStart, int from, boolean spoken, SecretFinder.Findings findings) {
		int start = from;
		while (Characters.at(this.text, start) == ':' || Characters.isSpace(Characters.at(this.text, start))) {
			start++;
			if (start - from > 3) {
				return;
			}
		}
		for (String word : FILLERS) {
			start += this.text.startsWith(word, start) ? word.length() : 0;
		}
		int backslashes = Characters.countBackslashes(this.text, start);
		// In JSON it may as well end what is said, and then no value follows.
		start += (Characters.at(this.text, start + backslashes) == '"') ? backslashes + 1 : 0;
		char quote = Characters.at(this.text, start);
		boolean inQuotes = quote == '\'' || quote == '`' || quote == '\u201c' || quote == '\u201e' || quote == '\u00ab'
				|| quote == '*';
		while (inQuotes && start - from < 6 && Characters.at(this.text, start) == quote) {
			start++;
		}
		int end = end(this.text, start);
		String value = this.text.substring(start, end);
		if (value.length() < 4 || SecretValue.isNone(value) || SecretValue.isMasked(this.text, start, end)) {
			return;
		}
		if (inQuotes ? !value.isEmpty() && !Characters.isSpace(Characters.at(this.text, end))
				: isSecret(value, nameStart, end, spoken && SpokenName.isItself(this.text, nameStart, from))) {
			findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Looks at the value of a name in JSON.
	 * @param text the text
	 * @param end behind the name
	 * @param findings told of what is found
	 * @return whether it is a name in JSON
	 */
	public static boolean named(String text, int end, SecretFinder.Findings findings) {
		int quote = end + Characters.countBackslashes(text, end);
		int colon = Characters.skipSpaces(text, quote + 1);
		if (!Characters.isQuote(Characters.at(text, quote)) || Characters.at(text, colon) != ':') {
			return false;
		}
		Word value = Word.at(text, Characters.skipSpaces(text, colon + 1));
		if (value != null && value.quoted() && value.isValue()) {
			value.mask(findings);
		}
		return true;
	}

	private boolean isSecret(String value, int nameStart, int end, boolean spoken) {
		boolean digit = false;
		boolean letter = false;
		boolean sign = false;
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			digit |= Ascii.isDigit(c);
			letter |= Character.isLetter(c);
			sign |= "!@#$%^&*_+=~".indexOf(c) >= 0;
		}
		if (!spoken && ADDRESS.matcher(value).matches()) {
			// To whom something was sent.
			return false;
		}
		boolean last = endsHere(end);
		if (digit || sign) {
			boolean word = letter && value.length() >= 6 && value.indexOf('-') < 0;
			return (last || word) && !ALGORITHM.matcher(value).matches() && value.length() >= (spoken ? 4 : 6);
		}
		String word = value.toLowerCase(Locale.ROOT);
		return spoken && last && SpokenName.isOwned(this.text, nameStart) && value.chars().allMatch(Character::isLetter)
				&& !STATES.contains(word) && !PARTICIPLE.matcher(word).matches();
	}

	/**
	 * Whether a word has a digit.
	 * @param text the text
	 * @param start where the word begins
	 * @return whether it has
	 */
	public static boolean hasDigit(String text, int start) {
		for (int i = start; i < text.length() && text.charAt(i) > ' '; i++) {
			if (Ascii.isDigit(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	private boolean endsHere(int end) {
		char c = Characters.at(this.text, end);
		return end >= this.text.length() || c == '\n' || c == '\r' || ".,;!?)\"'`\\\u201d".indexOf(c) >= 0;
	}

	/** As HTML has it. */
	private static boolean isEncodedQuote(String text, int index) {
		return text.charAt(index) == '&' && (text.startsWith("&quot;", index) || text.startsWith("&#3", index)
				|| text.startsWith("&lt;", index));
	}

	/**
	 * The end of a word without the punctuation behind it.
	 * @param text the text
	 * @param start where the word begins
	 * @return its end
	 */
	public static int end(String text, int start) {
		int end = start;
		while (end < text.length() && end - start < LONGEST && !Characters.isSpace(text.charAt(end))
				&& !Characters.isQuote(text.charAt(end)) && text.charAt(end) < '\u3000'
				&& "\u201c\u201d\u00bb<>".indexOf(text.charAt(end)) < 0 && !Characters.isEscape(text, end)
				&& !isEncodedQuote(text, end)) {
			end++;
		}
		while (end > start && ".,;!?)]}*".indexOf(text.charAt(end - 1)) >= 0) {
			boolean exclamation = text.charAt(end - 1) == '!' && end < text.length() && text.charAt(end) != ' ';
			if (exclamation) {
				break;
			}
			end--;
		}
		return end;
	}

}

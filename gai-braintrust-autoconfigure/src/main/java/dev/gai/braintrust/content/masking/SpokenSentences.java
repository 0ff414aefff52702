package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.line.Pipes;
import dev.gai.braintrust.content.masking.line.SpokenCodes;
import dev.gai.braintrust.content.masking.line.SpokenValue;
import dev.gai.braintrust.content.masking.name.NameEndings;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretName;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SpokenName;
import dev.gai.braintrust.content.masking.name.ToldBackwards;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Sentences with a word for a password, and what links that to the password: "my password
 * is hunter2".
 */
final class SpokenSentences {

	/** Words for a password with letters that few texts have. */
	private static final String[] OTHERS = { "\u0430\u0440\u043e\u043b\u044c", "\u5bc6\u7801", "\u5bc6\u78bc",
			"\u30d1\u30b9\u30ef\u30fc\u30c9", "\ube44\ubc00\ubc88\ud638",
			"\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19",
			"\u0643\u0644\u0645\u0629 \u0627\u0644\u0645\u0631\u0648\u0631", "\u05e1\u05d9\u05e1\u05de\u05d4",
			"m\u1eadt kh\u1ea9u", "\u0430\u0440\u043e\u043b\u0430", "\u043e\u0437\u0438\u043d\u043a\u0430",
			"\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2 \u03c0\u03c1\u03cc\u03c3\u03b2\u03b1\u03c3\u03b7\u03c2",
			"\u092a\u093e\u0938\u0935\u0930\u094d\u0921" };

	/** Those of Polish, Turkish, Romanian and Lithuanian. */
	private static final String[] EASTERN = { "as\u0142o", "has\u0142em", "Has\u0142em", "lapta\u017eod", "\u015fifre",
			"\u015eifre", "parol\u0103" };

	/** Between a name and its value; the last two only where the value looks like one. */
	private static final String[] VERBS = { "is", "ist", "lautet", "was", "war", "es", "est", "\u00e9", "\u00e8", "er",
			"este", "l\u00e0", "\u0647\u064a", "\u05d4\u05d9\u05d0", "\u2014", "\u00e4r", "jest", "adalah", "ialah",
			"yra", "\u00e9s", "\u03b5\u03af\u03bd\u03b1\u03b9", "\u0458\u0435", "\u0435", "to", "auf", "as",
			"will be" };

	/** Of Japanese, Chinese and Korean. */
	private static final String LINKS = "\u306f\u662f\uff1a\ub294\uc740";

	private static final String THAI = "\u0e04\u0e37\u0e2d";

	private static final int SAYING = 23;

	/** What stands before the word, beside a name for a login. */
	private static final Pattern LOGIN = Pattern
		.compile("(?i)(?:user|username|login|benutzer)[ :=]{1,3}\\S{1,64}[ ,/]{1,3}$");

	private static final int SENTENCE = 56;

	private final SecretFinder.Findings findings;

	private String text = "";

	private byte[] ascii = {};

	/** Of the language of the word that is looked at, if it is one of few. */
	private String verb = "";

	/** Whether the last link says what the secret is. */
	private boolean says;

	/** The letters of the last word for a password. */
	private int wordStart;

	private int wordEnd;

	/** Where neither a sentence ends nor something links a name to its value. */
	private int plainStart;

	private int plainEnd;

	SpokenSentences(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	/**
	 * Begin with another text.
	 * @param ascii one byte for each of its characters
	 */
	void begin(String text, byte[] ascii) {
		this.text = text;
		this.ascii = ascii;
		this.wordEnd = 0;
		this.plainEnd = 0;
	}

	/**
	 * What needs more than the places that the scan told of.
	 */
	void finish(boolean otherScripts, boolean eastern) {
		if (otherScripts) {
			passwords(OTHERS);
		}
		if (eastern) {
			passwords(EASTERN);
		}
	}

	private void passwords(String[] words) {
		for (String word : words) {
			int length = word.length();
			for (int i = this.text.indexOf(word); i >= 0; i = this.text.indexOf(word, i + length)) {
				password(i, i + length, false);
			}
		}
	}

	/**
	 * Look at a name directly before a verb.
	 */
	void linked(int nameEnd, int valueStart) {
		SpokenCodes.around(this.text, nameEnd, valueStart, this.findings);
		ToldBackwards.find(this.text, nameEnd, valueStart, this.findings);
		if (nameEnd < 0 || !NameEndings.isAt(this.ascii, nameEnd)) {
			return;
		}
		NameInText name = NameInText.before(this.text, nameEnd);
		if (name == null || name.isQuoted() || !isTelling(name)) {
			return;
		}
		if (ValueStarts.isWalletPhrase(this.text, name, valueStart)) {
			int end = valueStart;
			while (Characters.at(this.text, end) >= 'a' && this.text.charAt(end) <= 'z'
					|| Characters.at(this.text, end) == ' ') {
				end++;
			}
			this.findings.replace(valueStart, end, SecretNames.REPLACEMENT);
			return;
		}
		String last = name.in(this.text).toLowerCase(Locale.ROOT);
		if (last.contains("passw") || last.contains("passp")) {
			return;
		}
		boolean spoken = last.equals("pwd") || last.equals("passcode");
		new SpokenValue(this.text).find(name.start(), valueStart, spoken, this.findings);
	}

	private boolean isTelling(NameInText name) {
		String last = name.in(this.text);
		return last.equalsIgnoreCase("pw") || last.equalsIgnoreCase("pass")
				|| SecretNames.of(name.withWordBefore(this.text)) == SecretName.ALWAYS;
	}

	/**
	 * Look at a word for a password that another language has.
	 * @param verb links it to its value, and nothing in other languages
	 */
	void foreign(int start, int end, String verb) {
		this.verb = verb;
		password(start, end, true);
		this.verb = "";
	}

	/**
	 * Look at a word for a password.
	 * @param start where it begins
	 * @param partEnd behind what is known of it
	 * @param named whether a sign behind it is looked at by others
	 */
	void password(int start, int partEnd, boolean named) {
		int end = endOfWord(partEnd);
		char after = Characters.at(this.text, end);
		if (Pipes.toCommand(this.text, start, end, this.findings)) {
			return;
		}
		boolean owned = after == '\'' && this.text.startsWith("s ", end + 1);
		if ((named && !owned && (after == ':' || after == '=' || Characters.isQuote(after)))
				|| PasswordFileLines.findNamed(this.text, start, end, this.findings)
				|| new SqlStatements(this.text, this.findings).password(start, end)) {
			return;
		}
		if (after == ' ' && SpokenValue.hasDigit(this.text, end + 1)
				&& LOGIN.matcher(SpokenName.before(this.text, start - 1)).find()) {
			new SpokenValue(this.text).find(start, end + 1, false, this.findings);
			return;
		}
		if (!named && SpokenValue.named(this.text, end, this.findings)) {
			return;
		}
		int next = ((!named || !this.verb.isEmpty()) && after == ' ') ? SpokenValue.end(this.text, end + 1) : 0;
		if (next > 0 && ToldBackwards.isUnlikeAnyName(this.text, end + 1, next)) {
			this.findings.replace(end + 1, next, SecretNames.REPLACEMENT);
			return;
		}
		int value = afterLinkBehind(end, !named);
		if (value > 0) {
			new SpokenValue(this.text).find(start, value, this.says, this.findings);
		}
	}

	/**
	 * The end of the letters that go on at a place. Where a word repeats itself, they are
	 * walked once.
	 */
	private int endOfWord(int from) {
		if (from < this.wordStart || from > this.wordEnd) {
			int end = from;
			while (Character.isLetter(Characters.at(this.text, end)) && this.text.charAt(end) < '\u3000'
					&& !this.text.startsWith(THAI, end)) {
				end++;
			}
			this.wordStart = from;
			this.wordEnd = end;
		}
		return this.wordEnd;
	}

	/**
	 * Where the value begins that is linked to a name in the same sentence, or -1. What
	 * one name has been searched for in vain, the next one need not be.
	 * @param tight whether a colon directly behind the name is enough
	 */
	private int afterLinkBehind(int end, boolean tight) {
		int limit = Math.min(this.text.length(), end + SENTENCE);
		int i = end;
		while (i < limit) {
			if (i > end && i >= this.plainStart && i < this.plainEnd) {
				i = this.plainEnd;
				continue;
			}
			if (endsSentence(i)) {
				break;
			}
			int value = afterLink(i, tight && i == end);
			if (value > 0) {
				return value;
			}
			i++;
		}
		if (end + 1 < this.plainStart || end + 1 > this.plainEnd) {
			this.plainStart = end + 1;
		}
		this.plainEnd = Math.max(i, end + 1);
		return -1;
	}

	private boolean endsSentence(int index) {
		return switch (this.text.charAt(index)) {
			case '\n', ';', '?', '!', '\\', '"' -> true;
			case '.' -> Characters.isSpace(Characters.at(this.text, index + 1));
			default -> false;
		};
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
		if (LINKS.indexOf(c) >= 0) {
			return index + 1;
		}
		if (c == '\u0e04' && this.text.startsWith(THAI, index)) {
			return index + THAI.length();
		}
		if (c == '\'' && this.text.startsWith("s ", index + 1)) {
			return index + 2;
		}
		if (c == ' ' && !this.verb.isEmpty() && isWord(this.verb, index + 1)) {
			return index + 1 + this.verb.length();
		}
		for (int i = 0; c == ' ' && i < VERBS.length; i++) {
			if (isWord(VERBS[i], index + 1)) {
				this.says = i < SAYING;
				return index + 1 + VERBS[i].length();
			}
		}
		return -1;
	}

	private boolean isWord(String word, int start) {
		char behind = Characters.at(this.text, start + word.length());
		return this.text.startsWith(word, start) && (behind == ' ' || behind == ':');
	}

}

package dev.gai.braintrust.content.masking.line;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameWords;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Settings whose value follows after a blank: {@code ENV API_TOKEN secret},
 * {@code requirepass secret}, {@code username joe password 7 0822455D0A16}.
 */
final class SettingLines {

	/** How far before a name its line is looked at. */
	private static final int BEFORE = 120;

	private static final int WORDS_BEFORE = 5;

	/** What sets something. */
	private static final Set<String> VERBS = Set.of("set", "setx", "setenv", "env", "put", "add", "config", "configure",
			"export", "param", "header", "headers", "hset", "hmset", "define", "arg", "secrets", "var", "variable",
			"modify");

	/** How the lines of a router, a switch or a server of its kind begin. */
	private static final Set<String> DEVICES = Set.of("enable", "username", "snmp-server", "radius-server",
			"tacacs-server", "tacacs", "radius", "neighbor", "crypto", "ntp", "ip", "aaa", "set", "key", "wpa-psk",
			"standby", "vrrp", "isis", "area", "line", "user");

	/** Between a name and its value: how that is written down. */
	private static final Set<String> FORMS = Set.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "md5", "sha",
			"sha1", "sha256", "hmac-md5", "hmac-sha-256", "ascii", "ascii-text", "hex", "plain", "encrypted", "enc",
			"cleartext", "reg_sz", "--body", "-b", "-value", "--value", "-string", "\u2192", "to", "provided:",
			"used:");

	private static final Set<String> TAILS = Set.of("ro", "rw", "address", "level", "encrypted", "role", "privilege",
			"vrf", "view", "expires", "valid");

	private static final int LONG = 12;

	/** It is one wherever it stands. */
	private static final int LONG_TOKEN = 32;

	private final SecretFinder.Findings findings;

	SettingLines(SecretFinder.Findings findings) {
		this.findings = findings;
	}

	/**
	 * Look at what follows a name and a blank.
	 * @param telling whether the name tells by itself; {@code key} does only in a line of
	 * a device
	 */
	void find(String text, int start, int end, int from, boolean telling) {
		boolean typed = false;
		Word value = Word.at(text, from);
		for (int i = 0; value != null && i < 3 && isForm(value); i++) {
			typed |= value.length() == 1;
			value = Word.at(text, value.next());
		}
		value = withoutBracket(value);
		if (value == null) {
			return;
		}
		if (text.startsWith("vercel env add ", start - 15)) {
			// What follows says for which environment.
			Pipes.to(text, start - 15, this.findings);
			return;
		}
		boolean random = value.isTelling();
		boolean encoded = typed && value.isEncoded();
		if ((random || typed || telling) && isSecret(new Place(text, start, end), value, telling, typed, random)
				&& (encoded || value.isValue())) {
			value.mask(this.findings);
		}
	}

	private static boolean isForm(Word word) {
		return !word.quoted() && word.length() <= LONG && FORMS.contains(word.small());
	}

	private static @Nullable Word withoutBracket(@Nullable Word word) {
		boolean bracket = word != null && !word.quoted() && word.length() > 1
				&& word.text().charAt(word.start()) == '(';
		return (word != null && bracket) ? new Word(word.text(), word.start() + 1, word.end(), false) : word;
	}

	private static boolean isSecret(Place place, Word value, boolean telling, boolean typed, boolean random) {
		if (typed && (value.isEncoded() || (place.isDevice() && value.isLast()))) {
			return true;
		}
		if (random && (value.isLast() || isTail(value)) && place.isDevice()) {
			return true;
		}
		if (!telling) {
			return false;
		}
		if (value.quoted() && place.isCapitals()) {
			return true;
		}
		if (place.isIdentifier() && (value.isLast() || random) && place.hasVerb()) {
			return true;
		}
		return random && (value.quoted() || (value.length() >= LONG_TOKEN && value.hasAllKinds())
				|| (place.isPassword() && value.isMixed()) || (value.isLast() && isSaid(place, value))
				|| place.hasVerb());
	}

	private static boolean isSaid(Place place, Word value) {
		return place.isFirst() || (place.isPassword() && value.hasLettersAndDigits() && value.length() >= 6)
				|| (value.hasLettersAndDigits() && value.length() >= LONG);
	}

	private static boolean isTail(Word value) {
		Word next = Word.at(value.text(), value.next());
		return next != null && TAILS.contains(next.small());
	}

	/**
	 * Look at what follows {@code community} in a line of a device.
	 */
	void community(String text, int from) {
		Word value = Word.at(text, from);
		if (value != null && value.isValue() && (value.isLast() || isTail(value))) {
			value.mask(this.findings);
		}
	}

	/** Where a name stands in its line. */
	private static final class Place {

		private final String text;

		private final int start;

		private final int end;

		/** What stands before it in its line. */
		private @Nullable String before;

		Place(String text, int start, int end) {
			this.text = text;
			this.start = start;
			this.end = end;
		}

		private String before() {
			String known = this.before;
			if (known == null) {
				int line = this.start;
				while (this.start - line < BEFORE && line > 0 && !isLineStart(this.text, line)) {
					line--;
				}
				known = this.text.substring(line, this.start).strip();
				this.before = known;
			}
			return known;
		}

		private static boolean isLineStart(String text, int index) {
			return switch (text.charAt(index - 1)) {
				case '\n', '\r', '{', ';' -> true;
				case ' ' -> index > 1 && text.charAt(index - 2) == ':';
				case '"' -> isOpening(text, index - 1) || Characters.isEscape(text, index - 2);
				default -> Characters.isEscape(text, index - 2);
			};
		}

		/**
		 * Whether a quote opens a value, as in JSON.
		 */
		private static boolean isOpening(String text, int quote) {
			return text.charAt(quote) == '"' && Characters.at(text, Characters.skipBlanksBack(text, quote - 1)) == ':';
		}

		/**
		 * Whether nothing but a prompt stands before it.
		 */
		boolean isFirst() {
			return before().isEmpty() || before().equals("$") || before().equals("#") || before().equals(">");
		}

		boolean isDevice() {
			int blank = before().indexOf(' ');
			String first = (blank < 0) ? before() : before().substring(0, blank);
			String word = first.isEmpty() ? this.text.substring(this.start, this.end) : first;
			return DEVICES.contains(word.replace("\"", "").toLowerCase(Locale.ROOT));
		}

		/**
		 * Whether it is a word of SQL: {@code CREATE SECRET (TYPE s3, SECRET '…')}.
		 */
		boolean isCapitals() {
			for (int i = this.start; i < this.end; i++) {
				if (this.text.charAt(i) < 'A' || this.text.charAt(i) > 'Z') {
					return false;
				}
			}
			return Characters.at(this.text, this.end) == ' ' && Characters.at(this.text, this.end + 1) == '\'';
		}

		/**
		 * Whether it is a name that somebody made up, not a word.
		 */
		boolean isIdentifier() {
			char around = Characters.at(this.text, this.start - 1);
			boolean small = false;
			boolean capital = false;
			for (int i = this.start; i < this.end; i++) {
				char c = this.text.charAt(i);
				if (!Ascii.isLetterOrDigit(c)) {
					return true;
				}
				small |= c >= 'a';
				capital |= c >= 'A' && c <= 'Z' && i > this.start;
			}
			return around == ':' || around == '/' || capital || (small && this.text.startsWith("set", this.start));
		}

		boolean hasVerb() {
			if (this.text.startsWith("set", this.start) || isSetter()) {
				return true;
			}
			String[] words = before().split("[ \\t]+");
			for (int i = Math.max(0, words.length - WORDS_BEFORE); i < words.length; i++) {
				if (NameWords.of(words[i]).containsAny(VERBS)) {
					return true;
				}
			}
			return false;
		}

		/**
		 * {@code user.SetPassword "secret"},
		 * {@code grafana-cli admin reset-admin-password}.
		 */
		private boolean isSetter() {
			int dot = this.text.substring(this.start, this.end).lastIndexOf('.');
			return (dot > 0 && this.text.startsWith("Set", this.start + dot + 1))
					|| (this.text.startsWith("reset-", this.start)
							&& (before().contains("cli ") || before().contains("ctl ")))
					|| this.text.startsWith("insecure-", this.start);
		}

		boolean isPassword() {
			String name = this.text.substring(this.start, this.end).toLowerCase(Locale.ROOT);
			return name.contains("pass") || name.endsWith("wort") || name.endsWith("pw");
		}

	}

}

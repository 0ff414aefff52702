package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.line.SpokenValue;
import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.QuotedText;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Passwords in statements that make or change users.
 *
 * @param text the text
 * @param findings told of what is found
 */
record SqlStatements(String text, SecretFinder.Findings findings) {

	/** What stands before the word in a statement of SQL. */
	private static final Pattern STATEMENT = Pattern.compile("(?i)(?:create|alter) (?:user|role|login) \\S{1,64} p$");

	private static final Pattern OPTIONS = Pattern.compile("(?i)options \\([^)]{0,80}[ ,(]p$");

	private static final Pattern USER = Pattern.compile("(?i)(?:create|alter) user \\S{1,64} identif$");

	private static final Pattern GRANT = Pattern
		.compile("(?i)\\b(?:create|alter|grant|user|role|link|connect)\\b[^\\n]{0,100} identif$");

	private static final int LONGEST = 128;

	/**
	 * {@code IDENTIFIED BY 'secret'},
	 * {@code identified with sha256_password by 'secret'}.
	 */
	void identified(int from) {
		int by = from + "ied".length();
		if (Characters.startsWith(this.text, by, " with ")) {
			by += " with ".length();
			int plugin = by;
			while (by - plugin < NameInText.MAX_LENGTH && (Characters.isNamePart(Characters.at(this.text, by))
					|| Characters.isQuote(Characters.at(this.text, by)))) {
				by++;
			}
		}
		if (Characters.startsWith(this.text, by, " by ")) {
			boolean capitals = this.text.startsWith("IED", from) || this.text.startsWith(" BY", by);
			int value = Characters.skipBlanks(this.text, by + " by".length());
			boolean user = USER.matcher(before(from)).find();
			if ((capitals || user || GRANT.matcher(before(from)).find()) && quoted(value, capitals || user)) {
				replaced(value);
			}
		}
	}

	/**
	 * {@code IDENTIFIED BY new REPLACE old}.
	 */
	private void replaced(int value) {
		int end = Characters.skipBlanks(this.text, SpokenValue.end(this.text, value));
		if (Characters.startsWith(this.text, end, "replace ")) {
			quoted(end + "replace ".length(), true);
		}
	}

	/**
	 * {@code ALTER USER joe WITH PASSWORD '…'}.
	 */
	boolean password(int start, int end) {
		if (Characters.startsWith(this.text, end, " from '") && Characters.startsWith(this.text, start - 5, "set p")) {
			return change(end + " from ".length());
		}
		if (!Characters.isQuote(Characters.at(this.text, Characters.skipBlanks(this.text, end)))) {
			return false;
		}
		String before = this.text.substring(Math.max(0, start - 12), start).toLowerCase(Locale.ROOT);
		boolean capitals = this.text.startsWith("PASSWORD", start - 1);
		return (capitals || before.endsWith("with p") || before.endsWith("encrypted p") || before.endsWith("login p")
				|| OPTIONS.matcher(before(start)).find() || STATEMENT.matcher(before(start)).find())
				&& quoted(Characters.skipBlanks(this.text, end), false);
	}

	/**
	 * {@code SET PASSWORD FROM 'old' TO 'new'}.
	 */
	private boolean change(int from) {
		int end = QuotedText.end(this.text, from + 1, '\'', 0, true);
		boolean old = quoted(from, false);
		if (Characters.startsWith(this.text, end + 1, " to ")) {
			quoted(end + 1 + " to ".length(), false);
		}
		return old;
	}

	private String before(int start) {
		return this.text.substring(Math.max(0, start - LONGEST), start);
	}

	private boolean quoted(int start, boolean orWord) {
		char quote = Characters.at(this.text, start);
		if (quote != '\'' && quote != '"') {
			int end = orWord ? SpokenValue.end(this.text, start) : start;
			if (end > start) {
				this.findings.replace(start, end, SecretNames.REPLACEMENT);
			}
			return end > start;
		}
		int end = QuotedText.end(this.text, start + 1, quote, 0, true);
		if (end > start + 1 && end < this.text.length() && end - start <= LONGEST
				&& !SecretValue.isPlaceholder(this.text.substring(start + 1, end))) {
			this.findings.replace(start + 1, end, SecretNames.REPLACEMENT);
			return true;
		}
		return false;
	}

}

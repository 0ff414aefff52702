package dev.gai.braintrust.content.masking.line;

import java.util.Set;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Commands that take a password from another one: {@code echo user:secret | chpasswd}.
 */
public final class Pipes {

	private static final int LONGEST = 128;

	/** Commands that ask for nothing but a password. */
	private static final Set<String> TOLD = Set.of("kinit", "passwd", "smbpasswd", "vncpasswd", "cryptsetup", "su",
			"ssh-add", "gpg", "kadmin", "lpass");

	/** What stands before a command. */
	private static final Set<String> PROMPTS = Set.of("$", "#", "sudo");

	private Pipes() {
	}

	/**
	 * Looks at {@code "secret" | command}.
	 * @param text the text
	 * @param command where the command begins
	 * @param findings told of what is found
	 */
	public static void quotedBefore(String text, int command, SecretFinder.Findings findings) {
		int bar = Characters.skipBlanksBack(text, command - 1);
		int quote = Characters.skipBlanksBack(text, bar - 1);
		if (Characters.at(text, bar) != '|' || !Characters.isQuote(Characters.at(text, quote))) {
			return;
		}
		int end = quote - Characters.countBackslashesBefore(text, quote);
		int open = end - 1;
		while (end - open < LONGEST && open > 0 && text.charAt(open) != text.charAt(quote)) {
			open--;
		}
		Word word = new Word(text, open + 1, end, true);
		if (end > open + 1 && Characters.at(text, open) == text.charAt(quote) && word.isValue()) {
			word.mask(findings);
		}
	}

	/**
	 * Looks at a command that reads a password from another one.
	 * @param text the text
	 * @param start where the command begins
	 * @param findings told of what is found
	 */
	public static void to(String text, int start, SecretFinder.Findings findings) {
		Word piped = Command.pipedTo(text, start);
		Word word = (piped != null) ? piped : hereString(text, start);
		if (word != null && word.isValue()) {
			word.mask(findings);
		}
	}

	/**
	 * Looks at the end of {@code <<<}, behind which a command is told a password, and of
	 * {@code <<}, behind which one may stand in lines of its own.
	 * @param text the text
	 * @param last the last of the signs
	 * @param findings told of what is found
	 */
	public static void hereString(String text, int last, SecretFinder.Findings findings) {
		if (Characters.at(text, last + 1) == '<') {
			return;
		}
		int first = last - ((Characters.at(text, last - 2) == '<') ? 2 : 1);
		ValuesBelow.document(text, first, last, findings);
		if (last - first == 1) {
			return;
		}
		int start = last - 2;
		while (last - start < LONGEST && start > 0 && "\n|;&\"`".indexOf(text.charAt(start - 1)) < 0
				&& !text.startsWith(": ", start - 2)) {
			start--;
		}
		Word command = Word.at(text, start);
		for (int i = 0; i < 2 && command != null && PROMPTS.contains(command.value()); i++) {
			command = Word.at(text, command.next());
		}
		Word told = (command != null && TOLD.contains(command.value())) ? Word.at(text, last + 1) : null;
		if (told != null && told.isValue()) {
			told.mask(findings);
		}
	}

	/** {@code command <<< "secret"}. */
	private static @Nullable Word hereString(String text, int start) {
		int end = start;
		while (end - start < LONGEST && Characters.at(text, end) >= ' ' && text.charAt(end) != '|'
				&& text.charAt(end) != ';') {
			if (text.startsWith("<<<", end)) {
				return Word.at(text, end + 3);
			}
			end++;
		}
		return null;
	}

	/**
	 * Looks at {@code echo secret | docker secret create name -}.
	 * @param text the text
	 * @param start where the word secret begins
	 * @param findings told of what is found
	 */
	static void toStore(String text, int start, SecretFinder.Findings findings) {
		int end = start + "secret".length() + ((Characters.at(text, start + "secret".length()) == 's') ? 1 : 0);
		if (text.startsWith(" create ", end) || text.startsWith(" versions add ", end)
				|| text.startsWith(" set ", end)) {
			to(text, start, findings);
		}
	}

	/**
	 * Looks at a command that opens an encrypted disk.
	 * @param text the text
	 * @param start where the command begins
	 * @param findings told of what is found
	 */
	public static void toDisk(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("cryptsetup ", start)) {
			to(text, start, findings);
		}
	}

	/**
	 * Looks at commands that are told passwords: {@code chpasswd},
	 * {@code passwd --stdin}.
	 * @param text the text
	 * @param start where the last part of the name begins, behind its first letter
	 * @param end behind the name
	 * @param findings told of what is found
	 * @return whether it is one
	 */
	public static boolean toCommand(String text, int start, int end, SecretFinder.Findings findings) {
		if (text.startsWith("chp", start - 3)) {
			pairs(text, start - 3, end, findings);
			return true;
		}
		if (text.startsWith(" --stdin", end) || (text.startsWith("asswd ", start) && isPipedTo(text, start - 1))) {
			to(text, start - 1, findings);
			return true;
		}
		return false;
	}

	/** As {@code passwd} reads a password twice. */
	private static boolean isPipedTo(String text, int start) {
		int before = Characters.skipBlanksBack(text, start - 1);
		before = text.startsWith("sudo ", start - 5) ? Characters.skipBlanksBack(text, start - 6) : before;
		return Characters.at(text, before) == '|';
	}

	/**
	 * Looks at a word that changes passwords: pairs of a user and a password come to it.
	 * @param text the text
	 * @param start where the word begins
	 * @param end behind it
	 * @param findings told of what is found
	 */
	private static void pairs(String text, int start, int end, SecretFinder.Findings findings) {
		Word word = text.startsWith(" <<< ", end) ? Word.at(text, end + 5) : Command.pipedTo(text, start);
		behindColon(word, findings);
	}

	/** {@code joe:secret}. */
	static void behindColon(@Nullable Word word, SecretFinder.Findings findings) {
		int colon = (word != null) ? word.value().indexOf(':') : -1;
		if (word != null && colon > 0 && colon < word.length() - 1) {
			findings.replace(word.start() + colon + 1, word.end(), SecretNames.REPLACEMENT);
		}
	}

}

package dev.gai.braintrust.content.masking.line;

import java.util.Locale;

import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;
import org.jspecify.annotations.Nullable;

/**
 * Lines that clients of mail, files and chats send to log in: {@code PASS secret},
 * {@code a1 LOGIN joe secret}, {@code AUTH PLAIN …}, {@code OPER joe secret},
 * {@code /msg NickServ IDENTIFY secret}.
 */
public final class SessionLines {

	private static final int LONGEST_TAG = 10;

	private static final int NEAR = 24;

	private static final int SHORTEST_TOKEN = 20;

	private SessionLines() {
	}

	/**
	 * Looks at what a script waits for: {@code expect "assword:" { send "secret\r" }}.
	 * @param text the text
	 * @param start where {@code assword} may begin
	 * @param findings told of what is found
	 */
	public static void asked(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("assword", start) && Near.last(text, "expect ", start) >= 0) {
			MailSettings.sent(text, start, findings);
		}
	}

	/**
	 * Looks at {@code PASS}.
	 */
	static void pass(String text, int start, SecretFinder.Findings findings) {
		Word word = text.startsWith("PASS ", start) ? Word.at(text, start + 5) : null;
		if (word != null && word.isLast() && word.isValue() && SessionLine.isSent(text, start)
				&& (word.isTelling() || isBehindUser(text, start))) {
			word.mask(findings);
		}
	}

	/**
	 * Whether a line such as {@code USER joe} stands before.
	 */
	private static boolean isBehindUser(String text, int start) {
		int user = Near.last(text, "USER ", start);
		Word name = (user >= 0) ? Word.at(text, user + 5) : null;
		return name != null && name.isLast() && SessionLine.isSent(text, user);
	}

	/**
	 * Looks at a word with {@code gi} in it: {@code a1 LOGIN joe secret},
	 * {@code NickServ REGISTER secret joe@example.org}.
	 * @param text the text
	 * @param index where its i stands
	 * @param findings told of what is found
	 */
	public static void login(String text, int index, SecretFinder.Findings findings) {
		boolean capitals = text.startsWith("LOGIN ", index - 3);
		if (capitals || text.startsWith("login ", index - 3)) {
			Word user = Word.at(text, index + 3);
			Word secret = (user != null) ? Word.at(text, user.next()) : null;
			if (secret != null && secret.isLast() && secret.isValue() && isTagged(text, index - 3, capitals, secret)) {
				secret.mask(findings);
			}
		}
		else if (Characters.startsWith(text, index - 3, "login: ")) {
			LoginPairs.behind(text, index + 2, findings);
		}
		else if (text.startsWith("sonar.login=", index - 9)) {
			Word token = Word.at(text, index + 3);
			if (token != null && token.length() >= SHORTEST_TOKEN && token.isValue()) {
				token.mask(findings);
			}
		}
		else if (text.startsWith("register => ", index - 3)) {
			Word word = Word.at(text, index + 9);
			int colon = (word != null) ? word.value().indexOf(':') : -1;
			int at = (word != null) ? word.value().indexOf('@') : -1;
			if (word != null && colon > 0 && at > colon + 1) {
				findings.replace(word.start() + colon + 1, word.start() + at, SecretNames.REPLACEMENT);
			}
		}
		else if (text.startsWith("ctl register ", index - 7)) {
			KeptSecrets.registered(text, index - 3, findings);
		}
		else if (Characters.startsWith(text, index - 3, "register ") && isToNickServ(text, index - 3)) {
			Word secret = Word.at(text, index + 6);
			Word mail = (secret != null) ? Word.at(text, secret.next()) : null;
			if (secret != null && mail != null && mail.value().indexOf('@') > 0 && secret.isValue()) {
				secret.mask(findings);
			}
		}
	}

	/**
	 * Whether a tag stands before a command of IMAP, as {@code a1} does; no sentence
	 * begins so.
	 */
	private static boolean isTagged(String text, int command, boolean capitals, Word secret) {
		int start = command - 1;
		boolean digit = false;
		boolean letter = false;
		while (command - start < LONGEST_TAG && Ascii.isLetterOrDigit(Characters.at(text, start - 1))) {
			start--;
			digit |= Ascii.isDigit(text.charAt(start));
			letter |= !Ascii.isDigit(text.charAt(start));
		}
		boolean tag = digit && letter && (capitals || secret.isTelling() || secret.quoted());
		tag |= command - 1 - start == 1 && letter && (secret.isTelling() || secret.quoted());
		return tag && Characters.at(text, command - 1) == ' ' && SessionLine.isSent(text, start);
	}

	/**
	 * Looks at {@code AUTH} and {@code AUTHENTICATE} with capitals.
	 * @param from where the way to log in begins
	 */
	static void auth(String text, int start, int from, SecretFinder.Findings findings) {
		Word word = Word.at(text, from);
		if (word == null) {
			return;
		}
		switch (word.value()) {
			case "PLAIN", "XOAUTH2", "OAUTHBEARER" -> credentials(text, word, 1, findings);
			case "LOGIN" -> credentials(text, word, 2, findings);
			default -> {
				if (from - start > 5) {
					answer(text, start, word, findings);
				}
				else {
					redis(text, word, findings);
				}
			}
		}
	}

	/**
	 * What a client sends in Base64, in the same line or in those below.
	 * @param count how many texts that may be
	 */
	private static void credentials(String text, Word way, int count, SecretFinder.Findings findings) {
		int left = count;
		Word inLine = way.isLineEnd() ? null : Word.at(text, way.next());
		if (inLine != null) {
			if (inLine.length() < 4 || !inLine.isLast() || !inLine.isBase64()) {
				return;
			}
			inLine.mask(findings);
			left--;
		}
		int line = SessionLine.next(text, way.next());
		for (int i = 0; i < 4 && line >= 0 && left > 0; i++) {
			Word word = SessionLine.sent(text, line);
			if (word != null && word.length() >= 4 && word.isLast() && word.isBase64()) {
				word.mask(findings);
				left--;
			}
			line = SessionLine.next(text, line);
		}
	}

	/**
	 * {@code AUTHENTICATE am9l…} of chats.
	 */
	private static void answer(String text, int start, Word word, SecretFinder.Findings findings) {
		if (word.length() >= 8 && word.isLast() && word.isBase64() && (word.isTelling() || word.value().endsWith("="))
				&& SessionLine.isSent(text, start)) {
			word.mask(findings);
		}
	}

	/**
	 * {@code AUTH user secret} of Redis.
	 */
	private static void redis(String text, Word word, SecretFinder.Findings findings) {
		Word second = word.isLast() ? null : Word.at(text, word.next());
		Word secret = (second != null) ? second : word;
		if (secret.isLast() && secret.isValue() && secret.isTelling() && secret.hasLettersAndDigits()) {
			secret.mask(findings);
		}
	}

	/**
	 * Looks at {@code OPER joe secret}.
	 * @param text the text
	 * @param start where the command begins
	 * @param findings told of what is found
	 */
	public static void operator(String text, int start, SecretFinder.Findings findings) {
		if (text.startsWith("operator unseal ", start)) {
			Arguments.next(text, start + 16, findings);
			return;
		}
		boolean command = text.startsWith("OPER ", start) && SessionLine.isSent(text, start);
		command |= Characters.at(text, start - 1) == '/' && Characters.startsWith(text, start, "oper ")
				&& SessionLine.isSent(text, start - 1);
		Word user = command ? Word.at(text, start + 5) : null;
		Word secret = (user != null) ? Word.at(text, user.next()) : null;
		if (secret != null && secret.isLast() && secret.isValue()) {
			secret.mask(findings);
		}
	}

	/**
	 * Looks at {@code IDENTIFY secret}.
	 * @param text the text
	 * @param start where the command begins
	 * @param findings told of what is found
	 */
	public static void identify(String text, int start, SecretFinder.Findings findings) {
		if (!Characters.startsWith(text, start, "identify ") || !isToNickServ(text, start)) {
			return;
		}
		Word word = Word.at(text, start + 9);
		Word second = (word != null && !word.isLast()) ? Word.at(text, word.next()) : null;
		Word secret = (second != null) ? second : word;
		if (secret != null && secret.isLast() && secret.isValue()
				&& (secret.isTelling() || text.startsWith("IDENTIFY", start) || isCommand(text, start))) {
			secret.mask(findings);
		}
	}

	private static boolean isToNickServ(String text, int start) {
		String before = text.substring(Math.max(0, start - NEAR), start).toLowerCase(Locale.ROOT);
		return before.contains("nickserv") || before.endsWith("/ns ") || before.endsWith("/");
	}

	private static boolean isCommand(String text, int start) {
		String before = text.substring(Math.max(0, start - NEAR), start).toLowerCase(Locale.ROOT);
		return before.indexOf('/') >= 0 || before.endsWith(":");
	}

}

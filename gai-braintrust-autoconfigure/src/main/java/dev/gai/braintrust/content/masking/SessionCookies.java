package dev.gai.braintrust.content.masking;

import java.util.Locale;
import java.util.Set;

import dev.gai.braintrust.content.masking.name.NameInText;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.name.SecretValue;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Cookies that open a session. An id that only groups what belongs together, such as that
 * of a conversation, has the same names: a cookie is known by what is set with it, or by
 * a name that only one framework has.
 */
final class SessionCookies {

	private static final Set<String> FRAMEWORKS = Set.of("connect.sid", "laravel_session", "asp.net_sessionid",
			"ci_session", "_session_id", "rack.session", "beaker.session.id", "play_session", "symfony_session",
			"wordpress_logged_in", "_gitlab_session", "rememberme", "remember_me", "remember-me");

	private static final Set<String> SESSIONS = Set.of("session", "session_id", "sessionid", "sid", "session-id",
			"sess", "sess_id", "usersession", "user_session");

	private static final String[] ATTRIBUTES = { "path=", "domain=", "expires=", "max-age=", "httponly", "secure",
			"samesite" };

	private static final int LONGEST = 4096;

	private static final int LONGEST_NAME = 24;

	/** A shorter one only says that somebody is remembered. */
	private static final int SHORTEST_REMEMBERED = 8;

	private SessionCookies() {
	}

	/**
	 * Whether the name before an equals sign ends like one of them.
	 */
	static boolean mayEnd(byte[] ascii, int sign) {
		int last = ascii[sign - 1] | 0x20;
		int before = ascii[sign - 3] | 0x20;
		return last == 'd' || last == 'n' || (last == 'e' && (ascii[sign - 2] | 0x20) == 'm'
				&& (before == 'r' || before == 0x7f || before == '-'));
	}

	/**
	 * Look at an equals sign that may stand behind the name of one.
	 */
	static void find(CharSequence text, int sign, SecretFinder.Findings findings) {
		int start = sign;
		while (sign - start < LONGEST_NAME && Characters.isNamePart(Characters.at(text, start - 1))) {
			start--;
		}
		if (isOne(text, new NameInText(start, sign, '\0', 0))) {
			int end = sign + 1;
			while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != ';'
					&& !Characters.isQuote(text.charAt(end))) {
				end++;
			}
			boolean flag = end - sign <= SHORTEST_REMEMBERED && Characters.startsWith(text, start, "remember");
			if (end > sign + 1 && !flag && !SecretValue.beginsLikeNone(text.charAt(sign + 1))) {
				findings.replace(sign + 1, end, SecretNames.REPLACEMENT);
			}
		}
	}

	/**
	 * Whether a name, behind which an equals sign stands, is that of one.
	 */
	private static boolean isOne(CharSequence text, NameInText name) {
		String plain = name.in(text).toLowerCase(Locale.ROOT);
		if (FRAMEWORKS.contains(plain)) {
			return true;
		}
		if (!SESSIONS.contains(plain)) {
			return false;
		}
		int end = name.end() + 1;
		int limit = Math.min(text.length(), end + LONGEST);
		while (end < limit && text.charAt(end) > ' ' && text.charAt(end) != ';') {
			end++;
		}
		if (Characters.at(text, end) != ';') {
			return false;
		}
		int attribute = Characters.skipBlanks(text, end + 1);
		for (String known : ATTRIBUTES) {
			if (Characters.startsWith(text, attribute, known)) {
				return true;
			}
		}
		return false;
	}

}

package dev.gai.braintrust.content.masking.name;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Codes of a few digits in sentences whose verb comes first: "Enter the code 123456 to
 * sign in", "type 482913 to confirm your login". What a code is for tells it from the
 * many others.
 */
public final class LoginCodes {

	private static final String CODE = "code";

	/** Behind a code. */
	static final Pattern PURPOSE = Pattern
		.compile("(?iu)(?: ein)?[,.]? (?:(?:to|and|in order to) (?:(?:sign|log)[- ]?in\\b"
				+ "|(?:verify|confirm|authenticate|authori[sz]e|unlock|activate|complete|finish|continue|approve|access)"
				+ " (?:(?:your|the|this|my|with) )?(?:[\\w-]{1,20} ){0,2}(?:account|identity|log-?in|logging|sign-?in|signing|phone|number|e-?mail"
				+ "|device|address|registration|sign-?up|profile|session|transaction|payment|transfer)\\b)"
				+ "|um (?:[\\w\u00e4\u00f6\u00fc\u00df-]{2,20} ){0,4}(?:anzumelden|einzuloggen|zu (?:best\u00e4tigen|verifizieren))"
				+ "|zur (?:anmeldung|best\u00e4tigung|verifizierung|freischaltung)|zum (?:login|anmelden|einloggen)"
				+ "|(?:k\u00f6nnen sie sich|kannst du dich) (?:anmelden|einloggen)"
				+ "|pour (?:vous|te|me|se) (?:re)?(?:connecter|identifier|authentifier)"
				+ "|pour (?:confirmer|v\u00e9rifier|valider|activer) (?:(?:votre|ton|la|le) |l')(?:compte|identit\u00e9|connexion|num\u00e9ro|adresse|e-?mail|paiement|inscription)"
				+ "|para (?:iniciar sesi[o\u00f3]n|(?:acceder|entrar) (?:a|en)\\b|(?:verificar|confirmar|activar) (?:tu|su|la|el) (?:cuenta|identidad|n[u\u00fa]mero|correo|pago|inicio))"
				+ "|per (?:accedere|(?:verificare|confermare) (?:il|la) (?:tuo|tua|suo|sua) (?:account|identit\u00e0|numero|accesso)))");

	/** Before a verb that says what a number is for. */
	private static final Pattern USED = Pattern.compile(
			"(?i)\\b(?:use|enter|type|input|submit|with) (?:(?:the|this|your) )?(?:(?:[\\w-]{1,16} ){0,2}(?:code|pin|otp) )?"
					+ "(\\d{4,8}|\\d{3}[- ]\\d{3}) (?:to|and|in order to) (?:(?:confirm|complete|finish|verify|approve) (?:your )?)?$");

	/** Before the word for a code. */
	private static final Pattern CALLED = Pattern.compile(
			"(?i)(?<![\\w.,:/-])(?:[a-z]-)?(\\d{4,8}|\\d{3}[- ]\\d{3}) (?:as|als) (?:(?:your|the|an?|ihren|deinen|den) )?"
					+ "(?:[\\w-]{1,20} ){0,3}[\\w\u00e4\u00f6\u00fc-]{0,20}$");

	private static final Pattern NUMBER = Pattern.compile("(?i)\\btan(?:[: ]| ist | lautet ){1,2}(\\d{6,8})\\b");

	/** Of codes and numbers that let nobody in. */
	private static final Pattern OTHER = Pattern
		.compile("(?i)promo|coupon|discount|voucher|gift|countr|area|post|zip|order|track|referen|(?<!face)book|custom"
				+ "|product|error|status|exit|respons|referral|invit|source|bar ?code|qr|kunden|bestell|rabatt"
				+ "|gutschein|fehler|vorwahl");

	private static final int BEFORE = 64;

	private static final int BEHIND = 80;

	/** From a digit to the verb it is used for. */
	private static final int NEAR = 28;

	private LoginCodes() {
	}

	/**
	 * Looks at the word {@code code}.
	 * @param text the text
	 * @param last its last letter
	 * @param findings told of what is found
	 */
	public static void around(String text, int last, SecretFinder.Findings findings) {
		int end = (Characters.at(text, last + 1) == ' ') ? AccessCodes.end(text, last + 2) : -1;
		if (end > 0) {
			Matcher purpose = PURPOSE.matcher(text.substring(end, Math.min(text.length(), end + BEHIND)));
			if (purpose.lookingAt() && isForLogin(text, last - NEAR, end + purpose.end())) {
				findings.replace(last + 2, end, SecretNames.REPLACEMENT);
			}
			return;
		}
		int start = last + 1 - CODE.length();
		if (isEnd(Characters.at(text, last + 1)) && hasDigit(text, start)) {
			String near = text.substring(Math.max(0, start - BEFORE), start);
			if (near.contains(" as ") || near.contains(" als ")) {
				before(CALLED, text, start, findings);
			}
		}
	}

	/**
	 * Looks at {@code login}.
	 * @param text the text
	 * @param start where it begins
	 * @param findings told of what is found
	 */
	public static void verb(String text, int start, SecretFinder.Findings findings) {
		if (Characters.at(text, start - 1) == ' ' && hasDigit(text, start)) {
			before(USED, text, start, findings);
		}
	}

	/**
	 * Looks for the number that a transfer of money is confirmed with, which has the name
	 * of a colour as well.
	 * @param text the text
	 * @param place in the word for a transfer
	 * @param findings told of what is found
	 */
	public static void transfer(String text, int place, SecretFinder.Findings findings) {
		int from = Math.max(0, place - BEFORE);
		Matcher number = NUMBER.matcher(text.substring(from, Math.min(text.length(), place + BEHIND)));
		if (number.find()) {
			findings.replace(from + number.start(1), from + number.end(1), SecretNames.REPLACEMENT);
		}
	}

	private static void before(Pattern pattern, String text, int end, SecretFinder.Findings findings) {
		int from = Math.max(0, end - BEFORE);
		Matcher matcher = pattern.matcher(text.substring(from, end));
		if (matcher.find() && isForLogin(text, from + matcher.start(), end)) {
			findings.replace(from + matcher.start(1), from + matcher.end(1), SecretNames.REPLACEMENT);
		}
	}

	static boolean isForLogin(String text, int start, int end) {
		return !OTHER.matcher(text.substring(Math.max(0, start), end)).find();
	}

	private static boolean isEnd(char c) {
		return c <= ' ' || c == '.' || c == ',' || c == '!';
	}

	private static boolean hasDigit(String text, int end) {
		for (int i = end - 1; i >= Math.max(0, end - NEAR); i--) {
			if (Ascii.isDigit(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

}

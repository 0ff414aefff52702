package dev.gai.braintrust.content.masking.line;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.name.AccessCodes;
import dev.gai.braintrust.content.masking.name.SecretNames;
import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Codes of a few digits that a message tells: "Your verification code is 123456", "Meine
 * PIN lautet 1234", "123456 ist Ihre TAN". Most codes are of orders, errors and
 * countries: one counts by the word for it.
 */
public final class SpokenCodes {

	/** Up to the verb. */
	private static final Pattern NAMED = Pattern.compile("(?:\\b(?:PIN|TAN|PUK|OTP)(?:[ -]Code)?"
			+ "|(?i:\\b(?:my|your|the|meine|deine|ihre|die) pin)|(?i:\\b(?:meine|deine|ihre) tan)"
			+ "|(?i:\\b(?:my|your|the|meeting|zoom) passcode)"
			+ "|(?i:\\b(?:one[- ]time|verification|confirmation|security|log-?in|sign-?in|access|authenticat\\w{2,3}"
			+ "|authori[sz]ation|activation|2fa|mfa|sms|two-factor|door|gate|alarm|garage|unlock)[- ](?:pass)?code)"
			+ "|(?i:(?:tigungs|sicherheits|zugangs|zugriffs|anmelde|login|freischalt|einmal|verifizierungs"
			+ "|aktivierungs|entsperr|pin)-?code)|\\b[Cc]ode zur (?:Anmeldung|Best\u00e4tigung|Freischaltung)"
			+ "|\\b[Yy]our (?:[A-Z][A-Za-z]{1,20} ){1,3}code)"
			+ "(?: (?:for|of|to|at|f\u00fcr|zur|zum|von|der|des) [^.;!?\\n\\d]{1,36})?$");

	/** Behind the verb. */
	private static final Pattern SAID = Pattern.compile(
			"(?i)(?:your|the|ihr|ihre|dein|deine|der|die) (?:[\\w-]{1,20} ){0,3}(?:[a-z\u00e4\u00f6\u00fc-]{2,30})?"
					+ "(?:code|otp|pin|tan|passcode)\\b");

	/** Of codes and numbers that let nobody in. */
	private static final Pattern OTHER = Pattern.compile(
			"(?i)promo|coupon|discount|voucher|gift|countr|area|post|zip|order|track|referen|(?<!face)book|custom|product"
					+ "|error|status|exit|respons|referral|invit|source|bar|qr|kunden|bestell|rabatt|gutschein|fehler"
					+ "|vorwahl");

	private static final int BEFORE = 88;

	private static final int BEHIND = 80;

	private SpokenCodes() {
	}

	/**
	 * Looks at what stands around a verb such as {@code is}.
	 * @param text the text
	 * @param verb where the blank before it stands
	 * @param from where it goes on behind the blank
	 * @param findings told of what is found
	 */
	public static void around(String text, int verb, int from, SecretFinder.Findings findings) {
		int end = AccessCodes.end(text, from);
		if (end > 0) {
			if (isNamed(text, verb)) {
				findings.replace(from, end, SecretNames.REPLACEMENT);
			}
		}
		else if (Ascii.isDigit(Characters.at(text, verb - 1))) {
			before(text, verb, from, findings);
		}
	}

	/**
	 * Whether the word for a code stands before a place.
	 * @param text the text
	 * @param end the place
	 * @return whether it does
	 */
	public static boolean isNamed(String text, int end) {
		int start = Math.max(0, end - BEFORE);
		return hasWord(text, start, end) && NAMED.matcher(text.substring(start, end)).find();
	}

	/**
	 * Whether one of the words may be there that all have in them: most numbers are
	 * something else.
	 */
	private static boolean hasWord(String text, int start, int end) {
		for (int i = start + 2; i < end; i++) {
			boolean word = switch (text.charAt(i) | 0x20) {
				case 'd' -> Characters.startsWith(text, i - 2, "cod");
				case 'n' -> Characters.startsWith(text, i - 2, "pin") || Characters.startsWith(text, i - 2, "tan");
				case 'k' -> Characters.startsWith(text, i - 2, "puk");
				case 'p' -> Characters.startsWith(text, i - 2, "otp");
				default -> false;
			};
			if (word) {
				return true;
			}
		}
		return false;
	}

	/**
	 * {@code 123456 is your verification code}.
	 */
	private static void before(String text, int verb, int from, SecretFinder.Findings findings) {
		int start = verb;
		while (verb - start < 10 && (Ascii.isDigit(Characters.at(text, start - 1))
				|| (Characters.at(text, start - 1) == '-' && Ascii.isDigit(Characters.at(text, start - 2))))) {
			start--;
		}
		String behind = text.substring(from, Math.min(text.length(), from + BEHIND));
		Matcher said = SAID.matcher(behind);
		char last = Characters.at(text, start - 1);
		boolean whole = !Ascii.isLetterOrDigit(last) && ".,:/".indexOf((last == '\0') ? ' ' : last) < 0;
		if (whole && AccessCodes.isOne(text.substring(start, verb)) && said.lookingAt()
				&& !OTHER.matcher(said.group()).find()) {
			findings.replace(start, verb, SecretNames.REPLACEMENT);
		}
	}

}

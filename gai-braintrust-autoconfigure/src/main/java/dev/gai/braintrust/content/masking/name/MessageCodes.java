package dev.gai.braintrust.content.masking.name;

import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Codes that a message tells without a word that is always one for a code: "Use 482913 to
 * log in", "482913 est votre code de vérification", "Your code is 482913". What stands
 * around the number tells it from the many others.
 */
public final class MessageCodes {

	private static final String[] PURPOSES = { " to ", " and ", " ein", ", um ", " um ", " zum ", " zur ",
			" k\u00f6nnen ", " kannst ", " pour ", " para ", " per " };

	private static final String[] VERBS = { " is ", " ist ", " est ", " es ", " \u00e8 " };

	/** With which a sentence ends that tells what a code is. */
	private static final String[] LINKS = { ": ", " is ", " ist ", " lautet ", " est ", " le ", " es ", " \u00e8 ",
			" with ", " using ", "tan " };

	/** Before a number that is used for something. */
	private static final Pattern ENTERED = Pattern
		.compile("(?iu)\\b(?:use|enter|type|input|submit|with|gib|geben sie|verwende|verwenden sie|nutze|nutzen sie"
				+ "|mit|saisi(?:s|ssez)|utilisez?|entrez?|tapez?|introdu(?:ce|zca)|ingres[ae]|usa|utili(?:za|ce)"
				+ "|escrib[ae]|inserisci|digita|utilizza)(?: (?:the|this|your|den|diesen|le|ce|el|este|il))?"
				+ "(?: (?:code|c[o\u00f3]digo|codice|pin|otp|number))? \\W{0,2}$");

	/** What a code or a number of a few digits is called that lets somebody in. */
	private static final String NAMES = "(?:(?:[\\w-]{1,20} ){0,2}(?:(?:verification|log-?in|sign-?in|security|access"
			+ "|authentication|activation|one-time) (?:number|code|password)|confirmation code)"
			+ "|(?:best\u00e4tigungs|anmelde|verifizierungs|sicherheits|einmal|zugangs)code|verifizierungsnummer"
			+ "|n[u\u00fa]m[e\u00e9]ro de (?:v\u00e9rification|verificaci[o\u00f3]n)"
			+ "|(?:code|c[o\u00f3]digo|codice)(?: \u00e0 usage unique| (?:de|di) (?:v\u00e9rification|confirmation|connexion"
			+ "|s\u00e9curit\u00e9|validation|activation|acc\u00e8s|verificaci[o\u00f3]n|confirmaci[o\u00f3]n|seguridad|acceso|activaci[o\u00f3]n"
			+ "|inicio de sesi[o\u00f3]n|verifica|conferma|accesso|sicurezza))|%s)";

	private static final String OWNERS = "(?:your|the|ihre?|deine?|votre|ton|tu|su|il tuo|il suo)";

	/** Behind the verb. */
	private static final Pattern SAID = Pattern.compile(
			"(?iu)" + OWNERS + " " + NAMES.formatted("code(?= (?:for|to|zur|f\u00fcr|zum|pour|para) |[.,!\\n]|$)"));

	/** Up to the number. */
	private static final Pattern TOLD = Pattern.compile("(?iu)(?:(?:" + OWNERS + " |\\b)"
			+ NAMES.formatted("(?<=(?:your|ihr|dein|votre|ton|tu|su|tuo|suo) )" + "(?:code|c[o\u00f3]digo|codice)")
			+ "(?: (?:for|of|to|at|f\u00fcr|zur|zum|pour|para) [^.;!?\\n\\d]{1,36})?"
			+ "(?: is| ist| lautet| est(?: le)?| es| \u00e8)?:?"
			+ "|(?:log|sign)[- ]?in (?:to [\\w ]{1,24} )?(?:with|using)(?: (?:the|this|your))?(?: code)?"
			+ "|(?:\\b(?:ihre|deine|meine|die|der|mit|per|neue|aktuelle) |(?:^|[\\n\":])\\W{0,3})tan:?) \\W{0,2}$");

	/** Behind a number that counts something. */
	private static final Pattern COUNTED = Pattern.compile(
			" (?!(?iu:and|or|for|to|which|it|do|don't|this|never|use|valid|expires|please|is|ist|est|f\u00fcr|ein|eingeben|gilt|g\u00fcltig|und|bitte|et|y|e|ne|no|non|ce|il|este)\\b)\\p{L}");

	private static final int BEFORE = 72;

	private static final int BEHIND = 80;

	private MessageCodes() {
	}

	/**
	 * Looks at a number.
	 * @param text the text
	 * @param start its first digit
	 * @param end behind its last digit
	 * @param findings told of what is found
	 */
	public static void find(String text, int start, int end, SecretFinder.Findings findings) {
		char behind = Characters.at(text, end);
		boolean goesOn = (behind == ' ' && mayGoOn(Characters.at(text, end + 1))) || behind == ',';
		if ((goesOn && (isEntered(text, start, end) || isSaid(text, end)))
				|| (mayLead(text, start) && isTold(text, start, end))) {
			findings.replace(start, end, SecretNames.REPLACEMENT);
		}
	}

	/**
	 * Whether one of the words may begin that say what a number is or is for: most
	 * numbers are followed by others.
	 */
	private static boolean mayGoOn(char first) {
		return switch (first) {
			case 't', 'a', 'e', 'u', 'z', 'k', 'p', 'i', '\u00e8' -> true;
			default -> false;
		};
	}

	/**
	 * Whether one of the words may end before a number that lead to a code.
	 */
	private static boolean mayLead(String text, int start) {
		char last = Characters.at(text, start - 2);
		return switch (last) {
			case ':', 's', 't', 'e', 'h', 'g', 'n', 'N', '\u00e8', ' ', '*', '>', '"' -> true;
			default -> false;
		};
	}

	private static boolean isEntered(String text, int start, int end) {
		return startsWithAny(text, end, PURPOSES) && LoginCodes.PURPOSE.matcher(behind(text, end)).lookingAt()
				&& ENTERED.matcher(before(text, start)).find()
				&& LoginCodes.isForLogin(text, start - BEFORE / 2, start);
	}

	private static boolean isSaid(String text, int end) {
		for (String verb : VERBS) {
			if (text.startsWith(verb, end)) {
				return SAID.matcher(behind(text, end + verb.length())).lookingAt();
			}
		}
		return false;
	}

	private static boolean isTold(String text, int start, int end) {
		int from = start;
		while (start - from < 2 && "*\">".indexOf(Characters.at(text, from - 1)) >= 0 && from > 0) {
			from--;
		}
		for (String link : LINKS) {
			if (text.startsWith(link, from - link.length())) {
				return TOLD.matcher(before(text, start)).find() && !COUNTED.matcher(behind(text, end)).lookingAt();
			}
		}
		return false;
	}

	private static boolean startsWithAny(String text, int index, String[] words) {
		for (String word : words) {
			if (text.startsWith(word, index)) {
				return true;
			}
		}
		return false;
	}

	private static String before(String text, int start) {
		return text.substring(Math.max(0, start - BEFORE), start);
	}

	private static String behind(String text, int end) {
		return text.substring(end, Math.min(text.length(), end + BEHIND));
	}

}

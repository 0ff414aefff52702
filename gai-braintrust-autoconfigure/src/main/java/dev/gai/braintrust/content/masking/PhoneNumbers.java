package dev.gai.braintrust.content.masking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * Telephone numbers: with a country's code, in the groups of North America, with a zero
 * in front and in groups, and any other where a telephone is spoken of.
 */
final class PhoneNumbers implements SecretFinder {

	private static final String REPLACEMENT = "[masked:phone-number]";

	private static final int BEFORE = 32;

	private static final String GAP = "[ .\\u00a0\\u2011/-]?";

	private static final Pattern NUMBER = Pattern.compile("(?:\\+|(?<!\\d)00)[1-9](?:" + GAP + "\\(?\\d\\)?){6,14}"
			+ "|\\(?(?<!\\d)[2-9]\\d{2}\\)?[ .-]?\\b[2-9]\\d{2}[.-]\\d{4}\\b|(?<!\\d)1[ .-][2-9]\\d{2}[ .-]\\d{3}[ .-]\\d{4}\\b"
			+ "|\\(?(?<!\\d)0\\d{1,5}\\)?[ /-]{1,3}\\d{2,8}(?:[ -]\\d{2,6}){0,4}\\b");

	private static final Pattern NAMED = Pattern.compile("\\+?\\(?(?<!\\d)\\d(?:" + GAP + "[()]?\\d){5,14}\\b");

	private static final Pattern WORDS = Pattern
		.compile("(?i)\\b(?:(?:tele)?phone|tel|mobile|cell|fax|call(?: me)?|whatsapp"
				+ "|sms|telefon(?:nummer)?|handy(?:nummer)?|mobil|t[e\u00e9]l[e\u00e9]phone|tel[e\u00e9]fono|cellulare|ring)\\b[^\\d+(]{0,12}$");

	private static final Pattern DATE = Pattern.compile("0?\\d{1,2}[ /-]\\d{1,2}[ /-](?:19|20)\\d{2}(?: \\d{1,2})?");

	private static final int FEWEST_DIGITS = 8;

	private static final int MOST_DIGITS = 15;

	private final boolean named;

	/**
	 * Create a finder.
	 * @param named whether the name of the text says that it is a telephone number
	 */
	PhoneNumbers(boolean named) {
		this.named = named;
	}

	@Override
	public boolean mayOccurIn(String text) {
		int digits = 0;
		for (int i = 0; i < text.length(); i++) {
			digits = Ascii.isDigit(text.charAt(i)) ? digits + 1 : (digits > 0 && isGap(text, i)) ? digits : 0;
			if (digits >= FEWEST_DIGITS - 2) {
				return true;
			}
		}
		return false;
	}

	private static boolean isGap(CharSequence text, int index) {
		return "()+ ./-\u00a0\u2011".indexOf(text.charAt(index)) >= 0;
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		Matcher matcher = NUMBER.matcher(text);
		int from = 0;
		while (matcher.find(from)) {
			if (isWhole(text, matcher.start(), matcher.end()) && isPhone(matcher.group())
					&& !Ibans.isPartOfOne(text, matcher.start())) {
				findings.replace(matcher.start(), matcher.end(), REPLACEMENT);
			}
			from = matcher.end();
		}
		Matcher other = NAMED.matcher(text);
		from = 0;
		while (other.find(from)) {
			boolean spokenOf = this.named
					|| WORDS.matcher(text.subSequence(Math.max(0, other.start() - BEFORE), other.start())).find();
			if (spokenOf && isWhole(text, other.start(), other.end()) && !Ibans.isPartOfOne(text, other.start())) {
				findings.replace(other.start(), other.end(), REPLACEMENT);
			}
			from = other.end();
		}
	}

	private static boolean isPhone(String number) {
		long digits = number.chars().filter((c) -> c >= '0' && c <= '9').count();
		return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS + 2
				&& (number.charAt(0) == '+' || (digits > FEWEST_DIGITS && !DATE.matcher(number).matches()));
	}

	/**
	 * Whether a number is no part of a longer one or of a name.
	 */
	private static boolean isWhole(CharSequence text, int start, int end) {
		char before = Characters.at(text, start - 1);
		char beforeThat = Characters.at(text, start - 2);
		boolean joined = (before == '.' || before == '-' || before == '/' || before == ':' || before == '_')
				&& Ascii.isLetterOrDigit(beforeThat) && !isWordBefore(text, start - 1);
		boolean escape = beforeThat == '\\' && "nrt".indexOf(before) >= 0;
		char next = Characters.at(text, end);
		boolean goesOn = ("-./:".indexOf(next) >= 0) && Ascii.isDigit(Characters.at(text, end + 1));
		return (escape || !Ascii.isLetterOrDigit(before)) && !joined && !Ascii.isLetterOrDigit(next) && next != '_'
				&& !goesOn;
	}

	/**
	 * {@code tel:} before a number is no part of it.
	 */
	private static boolean isWordBefore(CharSequence text, int colon) {
		return text.charAt(colon) == ':' && !Ascii.isDigit(Characters.at(text, colon - 1));
	}

}

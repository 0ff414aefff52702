package dev.gai.braintrust.content.masking;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.Characters;
import dev.gai.braintrust.content.masking.text.DigitGroups;
import dev.gai.braintrust.content.masking.text.SecretFinder;

/**
 * International bank account numbers: a country that has them, its length, in groups of
 * four or none, with a correct check sum.
 */
final class Ibans implements SecretFinder {

	private static final String REPLACEMENT = "[masked:iban]";

	private static final int SHORTEST = 15;

	private static final int LONGEST = 34;

	private static final int GROUP = 4;

	/** The lengths by country, as the register of SWIFT has them. */
	private static final Map<String, Integer> LENGTHS = lengths("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29"
			+ " BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27"
			+ " GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27"
			+ " MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31"
			+ " SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

	@Override
	public boolean mayOccurIn(String text) {
		return text.length() >= SHORTEST;
	}

	@Override
	public void find(CharSequence text, Findings findings) {
		int i = 0;
		while (i + SHORTEST <= text.length()) {
			int end = (Ascii.isDigit(text.charAt(i + 2)) && isStart(text, i)) ? end(text, i) : -1;
			if (end > 0) {
				findings.replace(i, end, REPLACEMENT);
				i = end;
			}
			else {
				i++;
			}
		}
	}

	/**
	 * Whether a number stands within one, whether or not those are masked.
	 */
	static boolean isPartOfOne(CharSequence text, int start) {
		int i = start;
		while (start - i < LONGEST + LONGEST / GROUP) {
			char separator = Characters.at(text, i - 1);
			int group = i - 1;
			while (i - 1 - group < GROUP && Ascii.isLetterOrDigit(Characters.at(text, group - 1))) {
				group--;
			}
			boolean whole = !Ascii.isLetterOrDigit(Characters.at(text, group - 1));
			if ((separator != ' ' && separator != '-') || i - 1 - group != GROUP || !whole) {
				return false;
			}
			if (isCheckedCountry(text, group)) {
				return true;
			}
			i = group;
		}
		return false;
	}

	private static boolean isStart(CharSequence text, int index) {
		char before = Characters.at(text, index - 1);
		boolean escape = Characters.at(text, index - 2) == '\\' && "bfnrt".indexOf(before) >= 0;
		return isCheckedCountry(text, index) && (escape || !Ascii.isLetterOrDigit(before));
	}

	private static boolean isCheckedCountry(CharSequence text, int index) {
		return isLetter(Characters.at(text, index)) && isLetter(Characters.at(text, index + 1))
				&& Ascii.isDigit(Characters.at(text, index + 2)) && Ascii.isDigit(Characters.at(text, index + 3));
	}

	private static boolean isLetter(char c) {
		return Ascii.isLetterOrDigit(c) && !Ascii.isDigit(c);
	}

	private static int end(CharSequence text, int start) {
		Integer length = LENGTHS.get(text.subSequence(start, start + 2).toString().toUpperCase(Locale.ROOT));
		if (length == null) {
			return -1;
		}
		char separator = Characters.at(text, start + GROUP);
		boolean groups = DigitGroups.isSeparator(separator);
		StringBuilder number = new StringBuilder(length);
		int i = start;
		while (number.length() < length) {
			char c = Characters.at(text, i++);
			if (Ascii.isLetterOrDigit(c)) {
				number.append(c);
			}
			else if (!groups || c != separator || number.length() % GROUP != 0) {
				return -1;
			}
		}
		return (!Ascii.isLetterOrDigit(Characters.at(text, i)) && isChecked(number)) ? i : -1;
	}

	/**
	 * The check of ISO 7064: with the first four characters at the end and letters as
	 * numbers, the remainder by 97 is 1.
	 */
	private static boolean isChecked(CharSequence number) {
		int remainder = 0;
		for (int i = 0; i < number.length(); i++) {
			int value = Character.digit(number.charAt((i + GROUP) % number.length()), 36);
			remainder = (remainder * ((value > 9) ? 100 : 10) + value) % 97;
		}
		return remainder == 1;
	}

	private static Map<String, Integer> lengths(String countries) {
		return Arrays.stream(countries.split(" "))
			.collect(Collectors.toUnmodifiableMap((country) -> country.substring(0, 2),
					(country) -> Integer.valueOf(country.substring(2))));
	}

}

package dev.gai.braintrust.content.masking;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class PersonalDataTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "joe@example.org", "joe.doe+spam@mail.example.co.uk", "JOE_1@EXAMPLE.COM", "müller@bücher.de",
					"用户@例子.广告", "o-k@xn--bcher-kva.example", "a@b.io", "joe%40example.org", "x!y#z@example.museum" })
	void masksEmailAddresses(String address) {
		for (String around : new String[] { "%s", "write to %s, please", "<%s>", "mailto:%s?subject=a",
				"{\"mail\":\"%s\"}", "a\\n%s\\n", "to %s." }) {
			assertThat(mask(MaskedKind.EMAILS, around.formatted(address)))
				.isEqualTo(around.formatted("[masked:email]"));
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "@joe", "joe@", "joe@localhost", "a @ b.de", "@Override void x()", "git@github.com:x/y.git",
					"user@1.2.3.4", "joe@example.1", "npm install @scope/pack@1.2.3", "5@10.50", "#a@" })
	void leavesWhatIsNoEmailAddress(String text) {
		assertThat(mask(MaskedKind.EMAILS, text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "+49 151 23456789", "+4915123456789", "+49 (0)30 123456", "+1 415-555-2671",
			"+1 (415) 555-2671", "+44 20 7946 0958", "+33 6 12 34 56 78", "+91 98765 43210", "+86 138 0013 8000",
			"+81-3-1234-5678", "0049 30 1234567", "(415) 555-2671", "415-555-2671", "415.555.2671", "1-800-555-0199",
			"030 1234567", "0151 23456789", "030/123456-78", "06 12 34 56 78", "020 7946 0958", "07700 900123" })
	void masksTelephoneNumbers(String number) {
		for (String around : new String[] { "%s", "call %s now", "tel:%s", "{\"n\":\"%s\"}", "a\\n%s\\n", "at %s." }) {
			assertThat(mask(MaskedKind.PHONES, around.formatted(number)))
				.isEqualTo(around.formatted("[masked:phone-number]"));
		}
	}

	@Test
	void masksOtherNumbersWhereATelephoneIsSpokenOf() {
		assertThat(mask(MaskedKind.PHONES, "Phone: 5552671")).isEqualTo("Phone: [masked:phone-number]");
		assertThat(mask(MaskedKind.PHONES, "order 5552671")).isEqualTo("order 5552671");
		BuiltInSecrets phones = new BuiltInSecrets(EnumSet.of(MaskedKind.PHONES));
		assertThat(phones.meaningOf("mobilePhone")).isEqualTo(NameMeaning.PHONE);
		assertThat(DefaultMasking.mask(phones, "15123456789", NameMeaning.PHONE)).isEqualTo("[masked:phone-number]");
		assertThat(DefaultMasking.mask(phones, "15123456789", NameMeaning.NONE)).isEqualTo("15123456789");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-28", "28-11-2026 10", "2026-11-28T10:15:30.123456Z", "1763806530123",
			"192.168.100.200", "550e8400-e29b-41d4-a716-446655440000", "version 1.2.3-20261128", "0.123456789",
			"12/05/2026", "302-1234567-1234567", "978-3-16-148410-0", "4006381333931", "1,234,567.89",
			"EUR 1.234.567,89", "10:15 12:30", "a1b2c3d4e5f60718", "1 + 12345", "00000000000000000000",
			"127.0.0.1:8080", "1234567890" })
	void leavesWhatIsNoTelephoneNumber(String text) {
		assertThat(mask(MaskedKind.PHONES, text)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "NL91-ABNA-0417-1643-00",
			"CH93 0076 2011 6238 5295 7", "ES91 2100 0418 4502 0005 1332", "IT60 X054 2811 1010 0000 0123 456" })
	void findsNoTelephoneNumberWithinAnIban(String iban) {
		for (String around : new String[] { "%s", "call me, IBAN %s", "{\"phone\":\"%s\"}",
				"tel %s, +49 151 23456789" }) {
			assertThat(mask(MaskedKind.PHONES, around.formatted(iban)))
				.startsWith(around.substring(0, around.indexOf('%')) + iban);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19",
			"gb29nwbk60161331926819", "FR14 2004 1010 0505 0001 3M02 606", "NL91-ABNA-0417-1643-00", "NO9386011117947",
			"CH93 0076 2011 6238 5295 7", "MT84MALT011000012345MTLCAST001S", "ES91 2100 0418 4502 0005 1332" })
	void masksIbans(String iban) {
		for (String around : new String[] { "%s", "pay to %s, please", "{\"iban\":\"%s\"}", "a\\n%s\\n", "(%s)",
				"%s and 12" }) {
			assertThat(mask(MaskedKind.IBANS, around.formatted(iban))).isEqualTo(around.formatted("[masked:iban]"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "DE88370400440532013000", "DE89 3704 0044 0532 0130", "XX89370400440532013000",
			"DE893704004405320130001", "DE89 37 04 0044 0532 0130 00", "aDE89370400440532013000", "DE89" })
	void leavesWhatIsNoIban(String text) {
		assertThat(mask(MaskedKind.IBANS, text)).isEqualTo(text);
	}

	@Test
	void masksNothingThatWasNotAskedFor() {
		String text = "joe@example.org +49 151 23456789 DE89370400440532013000 4111111111111111 sk-proj-abcdefgh12345678";
		assertThat(DefaultMasking.mask(new BuiltInSecrets(EnumSet.noneOf(MaskedKind.class)), text, NameMeaning.NONE))
			.isSameAs(text);
		assertThat(DefaultMasking.mask(text))
			.isEqualTo("joe@example.org +49 151 23456789 DE89370400440532013000 [masked:card-number] [masked:api-key]");
		assertThat(DefaultMasking.mask(new BuiltInSecrets(EnumSet.allOf(MaskedKind.class)), text, NameMeaning.NONE))
			.isEqualTo("[masked:email] [masked:phone-number] [masked:iban] [masked:card-number] [masked:api-key]");
	}

	@Test
	void readsEveryTextInTime() {
		Random random = new Random(3);
		for (String piece : new String[] { "@", "a@", "a@b.", "a@b.c", "%40", "+49 ", "0 ", "(415) ", "1-", "DE89 ",
				"DE89", "phone 1", "+1", "a.", ".", " 1", "0/" }) {
			String text = piece.repeat(100_000 / piece.length());
			long start = System.nanoTime();
			for (MaskedKind kind : MaskedKind.values()) {
				mask(kind, text);
			}
			assertThat(System.nanoTime() - start).as(piece.toUpperCase(Locale.ROOT) + random.nextInt(1))
				.isLessThan(5_000_000_000L);
		}
	}

	private static String mask(MaskedKind kind, String text) {
		return DefaultMasking.mask(new BuiltInSecrets(EnumSet.of(kind)), text, NameMeaning.NONE);
	}

}

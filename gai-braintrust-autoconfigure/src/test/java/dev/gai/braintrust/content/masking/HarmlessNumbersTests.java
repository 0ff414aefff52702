package dev.gai.braintrust.content.masking;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbers that are no secret and no card, 5,000 of each kind.
 */
@Tag("thorough")
class HarmlessNumbersTests {

	private static final int ROUNDS = 5_000;

	private static final BuiltInSecrets CARDS = new BuiltInSecrets(EnumSet.of(MaskedKind.SECRETS, MaskedKind.CARDS));

	private static final Map<String, Function<Random, String>> KINDS = kinds();

	static Stream<String> numbers() {
		return KINDS.keySet().stream();
	}

	@Test
	void areOfManyKinds() {
		assertThat(KINDS).hasSizeGreaterThanOrEqualTo(40);
	}

	@ParameterizedTest
	@MethodSource("numbers")
	void areNotMasked(String kind) {
		Random random = new Random(kind.hashCode());
		for (int round = 0; round < ROUNDS; round++) {
			String number = KINDS.get(kind).apply(random);
			String text = (round % 2 == 0) ? kind + " " + number + " was seen" : "{\"id\":\"" + number + "\"}";
			assertThat(DefaultMasking.mask(CARDS, text, NameMeaning.NONE)).isEqualTo(text);
		}
	}

	@Test
	void areMaskedOnlyInTheShareThatALuhnCheckLeaves() {
		Random random = new Random(7);
		int masked = 0;
		for (int round = 0; round < 20_000; round++) {
			String number = "4" + digits(random, 15);
			masked += DefaultMasking.mask(CARDS, "number " + number, NameMeaning.NONE).contains("[masked") ? 1 : 0;
		}
		assertThat(masked).isBetween(1_800, 2_200);
	}

	private static Map<String, Function<Random, String>> kinds() {
		Map<String, Function<Random, String>> kinds = new LinkedHashMap<>();
		kinds.put("German EAN-13",
				(r) -> checked("4" + pick(r, "00", "01", "02", "10", "20", "30", "40") + digits(r, 9)));
		kinds.put("EAN-13", (r) -> checked(digits(r, 12)));
		kinds.put("EAN-8", (r) -> checked(digits(r, 7)));
		kinds.put("UPC-A", (r) -> checked(digits(r, 11)));
		kinds.put("GTIN-14", (r) -> checked(digits(r, 13)));
		kinds.put("ISBN-13", (r) -> checked("978" + digits(r, 9)));
		kinds.put("ISBN-13 in groups", (r) -> "978-3-16-" + digits(r, 6) + "-" + digits(r, 1));
		kinds.put("ISBN-10", (r) -> digits(r, 1) + "-" + digits(r, 4) + "-" + digits(r, 4) + "-" + digits(r, 1));
		kinds.put("order of a shop", (r) -> "30" + digits(r, 1) + "-" + digits(r, 7) + "-" + digits(r, 7));
		kinds.put("order", (r) -> "ORD-" + digits(r, 16));
		kinds.put("invoice", (r) -> "2026-" + digits(r, 8));
		kinds.put("German IBAN", (r) -> "DE" + digits(r, 20));
		kinds.put("German IBAN in groups", (r) -> grouped("DE" + digits(r, 20)));
		kinds.put("French IBAN in groups", (r) -> grouped("FR" + digits(r, 25)));
		kinds.put("British IBAN in groups", (r) -> grouped("GB" + digits(r, 2) + "NWBK" + digits(r, 14)));
		kinds.put("Spanish IBAN in groups", (r) -> grouped("ES" + digits(r, 22)));
		kinds.put("IBAN with hyphens", (r) -> grouped("NL" + digits(r, 2) + "INGB" + digits(r, 10)).replace(' ', '-'));
		kinds.put("IMEI", (r) -> "35" + digits(r, 13));
		kinds.put("IMEI in groups", (r) -> "35-" + digits(r, 6) + "-" + digits(r, 6) + "-" + digits(r, 1));
		kinds.put("ICCID", (r) -> "89" + digits(r, 17));
		kinds.put("telephone", (r) -> "+49" + digits(r, 11));
		kinds.put("telephone in groups", (r) -> "+49 " + digits(r, 3) + " " + digits(r, 4) + " " + digits(r, 4));
		kinds.put("telephone of North America", (r) -> "(415) 555-" + digits(r, 4));
		kinds.put("milliseconds", (r) -> String.valueOf(1_600_000_000_000L + r.nextInt()));
		kinds.put("microseconds", (r) -> (1_600_000_000L + r.nextInt(100_000_000)) + digits(r, 6));
		kinds.put("nanoseconds", (r) -> (1_600_000_000L + r.nextInt(100_000_000)) + digits(r, 9));
		kinds.put("instant", (r) -> Instant.ofEpochMilli(1_600_000_000_000L + r.nextInt()).toString());
		kinds.put("compact date and time", (r) -> DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
			.format(LocalDateTime.of(2026, 1, 1, 0, 0).plusSeconds(r.nextInt(30_000_000))));
		kinds.put("UUID", (r) -> new UUID(r.nextLong(), r.nextLong()).toString());
		kinds.put("trace id", (r) -> "%016x%016x".formatted(r.nextLong(), r.nextLong()));
		kinds.put("span id", (r) -> "%016x".formatted(r.nextLong()));
		kinds.put("git commit", (r) -> "%016x%016x%08x".formatted(r.nextLong(), r.nextLong(), r.nextInt()));
		kinds.put("snowflake", (r) -> "1" + digits(r, 18));
		kinds.put("decimal", (r) -> "0." + digits(r, 16));
		kinds.put("large decimal", (r) -> digits(r, 3) + "." + digits(r, 16));
		kinds.put("vector", (r) -> "[0." + digits(r, 17) + ", -0." + digits(r, 16) + "]");
		kinds.put("coordinates", (r) -> "52." + digits(r, 14) + ",13." + digits(r, 14));
		kinds.put("IP addresses", (r) -> "10." + r.nextInt(256) + "." + r.nextInt(256) + "." + r.nextInt(256) + ":"
				+ (1000 + r.nextInt(60_000)));
		kinds.put("parcel of UPS", (r) -> "1Z" + digits(r, 16));
		kinds.put("parcel of DHL", (r) -> "00340" + digits(r, 15));
		kinds.put("parcel of FedEx", (r) -> digits(r, 12));
		kinds.put("VAT number", (r) -> "DE" + digits(r, 9));
		kinds.put("tax number", (r) -> digits(r, 2) + "/" + digits(r, 3) + "/" + digits(r, 5));
		kinds.put("amount", (r) -> digits(r, 3) + "," + digits(r, 3) + "," + digits(r, 3) + "." + digits(r, 2));
		kinds.put("version", (r) -> r.nextInt(30) + "." + r.nextInt(30) + "." + r.nextInt(3000) + "-" + digits(r, 8));
		kinds.put("account and sort code",
				(r) -> digits(r, 2) + "-" + digits(r, 2) + "-" + digits(r, 2) + " " + digits(r, 8));
		kinds.put("key with digits in it", (r) -> "item_" + digits(r, 20));
		kinds.put("seventeen digits", (r) -> digits(r, 17));
		kinds.put("eighteen digits", (r) -> digits(r, 18));
		kinds.put("twenty-four digits", (r) -> digits(r, 24));
		kinds.put("groups of five", (r) -> digits(r, 5) + "-" + digits(r, 5) + "-" + digits(r, 5));
		return kinds;
	}

	private static String digits(Random random, int count) {
		StringBuilder digits = new StringBuilder();
		for (int i = 0; i < count; i++) {
			digits.append(random.nextInt(10));
		}
		return digits.toString();
	}

	private static String pick(Random random, String... of) {
		return of[random.nextInt(of.length)];
	}

	private static String grouped(String number) {
		return number.replaceAll("(.{4})(?=.)", "$1 ");
	}

	/**
	 * With the check digit that barcodes have.
	 */
	private static String checked(String digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 3 : 1);
		}
		return digits + (10 - sum % 10) % 10;
	}

}

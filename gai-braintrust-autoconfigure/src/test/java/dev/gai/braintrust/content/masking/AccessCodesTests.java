package dev.gai.braintrust.content.masking;

import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.gai.braintrust.content.ContentMasking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Codes of a few digits that let somebody in, by their names and where a message tells
 * them, and the many other codes and numbers.
 */
class AccessCodesTests {

	private final Random random = new Random(4711);

	@ParameterizedTest
	@ValueSource(strings = { "pin: %s", "PIN=%s", "card_pin: %s", "{\"pin\": \"%s\"}", "{\"user\":\"joe\",\"pin\":%s}",
			"sim.pin=%s", "userPin: '%s'", "<pin>%s</pin>", "PUK: %s", "{\"two_factor_code\":\"%s\"}", "2fa_code: %s",
			"sms_code=%s&x=1", "auth_code: %s", "{\"oneTimeCode\":\"%s\"}", "login_code=%s", "confirmation_code=%s",
			"{\\\"unlockPin\\\":\\\"%s\\\"}", "smsTan=%s", "TAN: %s", "Zugangscode: %s", "security_code: %s" })
	void areMaskedByTheirNames(String text) {
		assertMasked(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Meine PIN lautet %s.", "My PIN is %s.", "The PIN for the door is %s",
			"Die PIN f\u00fcr die Karte ist %s.", "Your one-time code is %s. Do not share it.",
			"%s is your verification code", "G-%s is your Google verification code.",
			"Use %s as your one-time password", "Ihr Best\u00e4tigungscode lautet %s", "Ihre TAN lautet %s",
			"Dein Sicherheitscode lautet %s", "Mein Zugangscode ist %s.", "Your Microsoft account security code is %s",
			"Your login code: %s", "Your Uber code is %s. Never share this code.", "Der Code zur Anmeldung lautet %s.",
			"%s ist Ihre TAN", "The door code is %s", "Meeting passcode is %s", "Kenncode: %s" })
	void areMaskedWhereAMessageTellsThem(String text) {
		assertMasked(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Enter the code %s to sign in", "Please enter the code %s to log in to your account.",
			"Enter code %s to verify your phone number.", "Type %s to confirm your login",
			"Use the code %s to sign in to Example.", "Use code %s and log in", "Use %s as your login code",
			"%s is your Facebook confirmation code", "Verwenden Sie den Code %s, um sich anzumelden.",
			"Geben Sie den Code %s ein, um sich anzumelden.", "Gib den Code %s ein, um dich einzuloggen.",
			"Mit dem Code %s k\u00f6nnen Sie sich anmelden.", "Nutze den Code %s zur Anmeldung bei Example.",
			"Geben Sie %s als Ihren Best\u00e4tigungscode ein", "Ihre tan lautet %s f\u00fcr die Zahlung" })
	void areMaskedWhereTheVerbComesFirst(String text) {
		assertMasked(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Die tan 471147 f\u00fcr Ihre \u00dcberweisung \u00fcber 12,00 EUR.",
			"Best\u00e4tigen Sie die \u00dcberweisung mit tan 471147", "Zur Ueberweisung: tan: 471147" })
	void areMaskedInSentencesAboutATransfer(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text.replace("471147", "[masked:secret]"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Enter the code SUMMER24 to get 20 % off",
			"Enter the code 471147 at checkout to save 10 %", "Use 471147 to calculate the total",
			"use 482913 to identify the order", "Use port 8080 to log in", "Use error code 471147 to log in again",
			"Enter the zip code 90210 to verify your address",
			"Geben Sie den Gutscheincode 471147 ein, um die Bestellung zu best\u00e4tigen.",
			"Use version 2026 to log in", "Enter the product code 471147 to verify your device",
			"use 2 devices to log in", "status code 4011 to log in", "12000 users log in to verify",
			"The code 123456 lines long takes time to sign in", "The shoes are tan 4711",
			"Die \u00dcberweisung Nr. 471147 wurde ausgef\u00fchrt", "\u00dcberweisung an Tanja 123456 ist raus" })
	void areNotThoseForSomethingElse(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text);
	}

	@Test
	void mayHaveTwoGroups() {
		assertThat(DefaultMasking.mask("Your WhatsApp code: 631-877")).isEqualTo("Your WhatsApp code: [masked:secret]");
		assertThat(DefaultMasking.mask("Your login code is 631 877.")).isEqualTo("Your login code is [masked:secret].");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pin: 13", "pin: D4", "pin=true", "led_pin: 1300", "int ledPin = 13;", "tan: 0.5774",
			"tan=5774", "{\"colour\":\"tan\",\"tan\":1200}", "pin_count: 4000", "PIN is required", "The PIN is invalid",
			"spin: 1200", "pincode: 110001, Mumbai", "postal PIN: 110001", "PIN wurde 2026 ge\u00e4ndert", "code: 4711",
			"status_code: 4040", "error code is 4711", "Your code is 4032 lines long.", "Your order code is 471147",
			"Use code SUMMER24 for 20% off", "Der Fehlercode lautet 4711", "Ihre Kundennummer lautet 47114711",
			"The area code is 4711", "4711 is your order code", "471147 is your promo code",
			"471147 is your confirmation number", "confirmation_code=XK7P2Q", "The verification code is 6 digits long",
			"one-time code is valid for 10 minutes", "login_code=1234567890", "The price of your PIN is 4711.50 EUR",
			"1.471147 is your code", "login code: 2026-11-30" })
	void areNotOtherCodesAndNumbers(String text) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(text);
	}

	@Test
	void areMaskedBelowTheirNamesAsNumbersAndTexts() {
		ContentMasking masking = new ContentMasking(true, List.of(), List.of());

		assertThat(masking.mask("input", Map.of("pin", 4711))).isEqualTo(Map.of("pin", "[masked:secret]"));
		assertThat(masking.mask("input", Map.of("smsCode", "471147"))).isEqualTo(Map.of("smsCode", "[masked:secret]"));
		assertThat(masking.mask("input", Map.of("pins", List.of(13), "pin", 13, "sms_code", "none")))
			.isEqualTo(Map.of("pins", List.of(13), "pin", 13, "sms_code", "none"));
		assertThat(masking.mask("input", Map.of("pin", Map.of("count", 4711))))
			.isEqualTo(Map.of("pin", Map.of("count", 4711)));
	}

	private void assertMasked(String text) {
		for (int length = 4; length <= 8; length++) {
			String code = Integer
				.toString((int) Math.pow(10, length - 1) + this.random.nextInt((int) (9 * Math.pow(10, length - 1))));
			String masked = DefaultMasking.mask(text.formatted(code));
			assertThat(masked)
				.isEqualTo(text.formatted(text.contains(":%s}") ? "\"[masked:secret]\"" : "[masked:secret]"));
		}
	}

}

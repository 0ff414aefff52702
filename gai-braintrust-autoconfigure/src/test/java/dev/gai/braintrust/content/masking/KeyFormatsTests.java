package dev.gai.braintrust.content.masking;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.content.masking.text.Ascii;
import dev.gai.braintrust.content.masking.text.CharacterClass;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
class KeyFormatsTests {

	private static final String ALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	static Stream<KeyFormat> formats() {
		return KeyFormats.ALL.stream();
	}

	@Test
	void knowsManyFormatsAndEachOnce() {
		assertThat(KeyFormats.ALL).hasSizeGreaterThan(250);
		assertThat(KeyFormats.ALL).extracting(KeyFormat::format).doesNotHaveDuplicates();
		assertThat(KeyFormats.ALL.stream().map(KeyFormat::vendor).distinct()).hasSizeGreaterThan(120);
	}

	@ParameterizedTest
	@MethodSource("formats")
	void masksAKeyOfTheFormat(KeyFormat format) {
		Random random = new Random(format.format().hashCode());
		for (int round = 0; round < 20; round++) {
			String key = example(format, random, 0);
			for (String around : List.of("use %s now", "%s", "{\"k\":\"%s\"}", "{\\\"k\\\":\\\"%s\\\"}", "a\\n%s\\nb",
					"(%s)", "https://example.org/?q=%s")) {
				String masked = DefaultMasking.mask(around.formatted(key));
				assertThat(masked).as(around.formatted(key)).isEqualTo(around.formatted("[masked:api-key]"));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("formats")
	void knowsWhatIsTooShortToBeAKeyOfTheFormat(KeyFormat format) {
		Random random = new Random(format.format().hashCode());
		for (int round = 0; round < 20; round++) {
			String key = example(format, random, 1);
			assertThat(format.end(key, 0)).as(key).isEqualTo(-1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme_live_4f9Kd83jfLs02kdKqP1x", "acme-api-4f9Kd83jfLs02kdKqP1xZ9",
			"acmesk_key_a8f7c6e5d4b3a2918070", "xyz_pat_11AAbbCCddEEffGGhh22", "SVC_TOKEN_9f8e7d6c5b4a39281706" })
	void masksAKeyOfAVendorThatNobodyListedWhenItCallsItselfOne(String key) {
		assertThat(DefaultMasking.mask("with " + key + " in it")).isEqualTo("with [masked:api-key] in it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT", "call_DdmO9pD3xa9XTPNJ32zg2hcA",
			"toolu_01A09q90qw90lq917835lq9", "msg_013Zva2CMHLNnjNjJKqJ2EF", "resp_67ccd2bed1ec8190b14f964abc054267",
			"file-6F2ksmvXxt4VdoqmHRw6kL", "req_011CSHoEeqs5C35K2UUqR7Fy", "gen-1730842351-9kQ2mXvTr5cW8pLz3nJd",
			"thread_abc123def456ghi789jkl0", "run_ToSljhXUKPR66txXi3LSRuVF", "asst_abc123abc123abc123abc123",
			"price_1MoBy5LkdIwHu7ixZhnattbh", "cus_NffrFeUfNV2Hib", "pk_live_51H8x2eKZ0y1Q9TnU",
			"deployment-7d9f8c6b5d-x2x4z", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
			"d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
			"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "550e8400-e29b-41d4-a716-446655440000",
			"01ARZ3NDEKTSV4RRFFQ69G5FAV", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"arn:aws:iam::123456789012:role/service-role/AccessAnalyzer2024",
			"org.springframework.boot.autoconfigure.SpringBootApplication", "2026-11-22T10:15:30.123456Z",
			"com.example:my-service-api-client:1.2.3-SNAPSHOT-20261122",
			"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
			"https://example.org/posts/2026/11/22/how-to-write-a-very-long-title-about-keys-and-tokens?page=2#part",
			"sk-loading-spinner-container", "pa-rental-agreement-and-other-documents-of-the-family",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
			"CN=AcmeRootCA2048,OU=Security" })
	void leavesWhatOnlyLooksLikeAKey(String text) {
		for (String around : List.of("%s", "see %s, please", "{\"id\":\"%s\"}")) {
			String whole = around.formatted(text);
			assertThat(DefaultMasking.mask(whole)).isEqualTo(whole);
		}
	}

	@ParameterizedTest
	@MethodSource("formats")
	void findsNoKeyInsideAWord(KeyFormat format) {
		if (!format.prefix().isEmpty() && Ascii.isLetterOrDigit(format.prefix().charAt(0))) {
			String key = "word" + format.prefix() + "rest";
			assertThat(DefaultMasking.mask(key)).isEqualTo(key);
		}
	}

	private static String example(KeyFormat format, Random random, int less) {
		List<KeyFormat.Part> parts = format.parts();
		int last = lastCharacters(parts);
		StringBuilder key = new StringBuilder();
		for (int i = 0; i < parts.size(); i++) {
			KeyFormat.Part part = parts.get(i);
			if (part.characters() == null) {
				key.append(part.text());
			}
			else {
				int length = (i == last && less > 0) ? Math.max(0, part.least() - less)
						: part.least() + random.nextInt(Math.min(part.most() - part.least(), 8) + 1);
				key.append(random(part.characters(), length, random));
			}
		}
		return key.toString();
	}

	private static int lastCharacters(List<KeyFormat.Part> parts) {
		int last = parts.size() - 1;
		while (parts.get(last).characters() == null) {
			last--;
		}
		return last;
	}

	private static String random(CharacterClass characters, int length, Random random) {
		String alphabet = ALL.chars()
			.filter((c) -> characters.has((char) c))
			.mapToObj((c) -> String.valueOf((char) c))
			.collect(Collectors.joining());
		StringBuilder text = new StringBuilder();
		while (text.length() < length) {
			text.append(alphabet.charAt(random.nextInt(alphabet.length())));
		}
		// A key that is all small letters looks like a name.
		return ((characters == CharacterClass.R || characters == CharacterClass.N) && length > 1)
				? text.replace(1, 2, "7").toString() : text.toString();
	}

}

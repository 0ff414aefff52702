package dev.gai.braintrust.content.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.content.bytes.TextBytes;
import dev.gai.braintrust.content.masking.text.TextScan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BuiltInSecretsTests {

	private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0";

	private static final String BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

	@ParameterizedTest
	@ValueSource(strings = { "sk-abcdefghijklmnopqrstuvwxyz012345", "sk-abcdefghijklmnopqrstuvwxyz",
			"sk-proj-Ab1_cd-ef2345678", "sk-ant-api03-AbCdEfGh", "sk-or-v1-0123456789abcdef",
			"gsk_0123456789abcdefABCDEF", "bt-st-0123456789abcdef", "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE",
			"ghp_0123456789abcdefABCDEF0123456789abcd", "gho_0123456789abcdefABCDEF0123456789abcd",
			"github_pat_11ABCDEFG0abcdefghijkl_mnopq", "xoxb-123456789012-abcdefABCDEF", "xoxp-1234567890-abcdef",
			"AIzaSyA1234567890abcdefghijklmnopqrstuv", "sk_live_0123456789abcdef", "hf_abcdefghijklmnopqrstuvwxyz",
			"xai-0123456789abcdefghij", "glpat-0123456789abcdefghij" })
	void masksApiKeys(String key) {
		for (String around : List.of("%s", "key=%s", "use \"%s\", please", "(%s)", "{\\\"key\\\":\\\"%s\\\"}",
				"line\\n%s\\nline", "a%%20%s", "q=\\u003d%s", "Schlüssel:%s.")) {
			String text = around.formatted(key);
			assertThat(DefaultMasking.mask(text)).as(text).isEqualTo(around.formatted("[masked:api-key]"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Hello, how are you?", "task-list and risk-free, desk-based sk-loading-spinner-container",
			"sk-learn", "flask_restful gsk_short", "2026-11-22T10:15:30.123456Z", "1763806530123",
			"1763806530123456789", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "41111111-1111-4111-8111-111111111111",
			"4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "AKIA is a prefix", "AKIAIOSFODNN7EXAMPLEXY",
			"Bearer authentication is used", "the bearer of this letter", "Basic understanding of physics",
			"Authorization: Basic authentication is required", "authorization, basic rules apply",
			"eyJ is how JSON starts", "eyJhbGciOiJIUzI1NiJ9.onlytwo", "0.4111111111111111", "+4915112345678",
			"x4111111111111111", "4111111111111111x", "41111111111111111111", "4111111111111112", "4111,1111,1111,1111",
			"see -----BEGIN PRIVATE KEY----- in the manual",
			"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", "PRIVATE KEY",
			"{\"type\":\"object\",\"properties\":{\"password\":{\"type\":\"string\"}}}", "\"password\" is: secret",
			"\"password\"", "\"password\":", "\"password\": \"", "\"password\": \\", "bearer", "Basic !",
			"4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "" })
	void leavesOrdinaryTextUntouched(String text) {
		assertThat(DefaultMasking.mask(text)).isSameAs(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Authorization: Bearer abc | Authorization: Bearer [masked:bearer-token]
			authorization=bearer a.b-c_d~e+f/g= | authorization=bearer [masked:bearer-token]
			"Authorization": "Bearer x1" | "Authorization": "Bearer [masked:bearer-token]"
			{\\"Authorization\\":\\"Bearer x1\\"} | {\\"Authorization\\":\\"Bearer [masked:bearer-token]\\"}
			.header("Authorization", "Bearer t0") | .header("Authorization", "Bearer [masked:bearer-token]")
			Proxy-Authorization:Basic dXNlcjpwYXNz | Proxy-Authorization:Basic [masked:basic-credentials]
			Authorization: Basic abcDEF | Authorization: Basic [masked:basic-credentials]
			curl with Basic dXNlcjpwYXNzd29yZA== | curl with Basic [masked:basic-credentials]
			sent Bearer 0123456789abcdef | sent Bearer [masked:bearer-token]
			sent Bearer AbcdefghijklmnopqrsT | sent Bearer [masked:bearer-token]
			Bearer Bearer 0123456789abcdef | Bearer Bearer [masked:bearer-token]
			""")
	void masksWhatFollowsBearerAndBasic(String text, String masked) {
		assertThat(DefaultMasking.mask("> " + text)).isEqualTo("> " + masked);
	}

	@Test
	void masksJsonWebTokens() {
		assertThat(DefaultMasking.mask("token=" + JWT + ";")).isEqualTo("token=[masked:jwt];");
		assertThat(DefaultMasking.mask("Authorization: Bearer " + JWT)).isEqualTo("Authorization: Bearer [masked:jwt]");
		assertThat(DefaultMasking.mask("a\\n" + JWT + "\\nb")).isEqualTo("a\\n[masked:jwt]\\nb");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\\n", "\\r\\n", " " })
	void masksPrivateKeysOverSeveralLines(String lineEnd) {
		for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK")) {
			String key = "-----BEGIN " + label + "-----" + lineEnd + BODY + lineEnd + BODY + lineEnd + "abc=" + lineEnd
					+ "-----END " + label + "-----";
			assertThat(DefaultMasking.mask("a " + key + " b")).isEqualTo("a [masked:private-key] b");
			assertThat(DefaultMasking.mask(key + " and " + key))
				.isEqualTo("[masked:private-key] and [masked:private-key]");
		}
	}

	@Test
	void masksAPrivateKeyWhoseEndWasCutOff() {
		String cut = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB\n\n" + BODY
				+ "\n" + BODY;
		assertThat(DefaultMasking.mask("a " + cut)).isEqualTo("a [masked:private-key]");
		assertThat(DefaultMasking.mask("a " + cut + "\nMIIE")).isEqualTo("a [masked:private-key]");
		assertThat(DefaultMasking.mask("a " + cut + "\", more")).isEqualTo("a [masked:private-key]\", more");
		assertThat(DefaultMasking.mask("a " + cut.replace("\n", "\\n") + "\\\\"))
			.isEqualTo("a [masked:private-key]\\\\");
	}

	@Test
	void keepsWhatStandsBetweenAnEndAndTheNextBeginning() {
		String end = "-----END PRIVATE KEY-----";
		String begin = "-----BEGIN PRIVATE KEY-----";
		assertThat(DefaultMasking.mask(end + " x " + begin + "\n" + BODY + "\n" + end + " y " + begin))
			.isEqualTo(end + " x [masked:private-key] y " + begin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111",
			"4111\u00a01111\u00a01111\u00a01111", "5555555555554444", "2223003122003222", "378282246310005",
			"3782 822463 10005", "6011111111111117", "6500000000000002", "3530111333300000", "6200000000000005" })
	void masksCardNumbers(String number) {
		for (String around : List.of("%s", "card: %s, thanks", "<%s>", "\\n%s\\n", "id_%s", "1 %s", "-%s.")) {
			String text = around.formatted(number);
			assertThat(DefaultMasking.mask(text)).as(text).isEqualTo(around.formatted("[masked:card-number]"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "4222222222222", "4222 2222 2222 2", "30569309025904", "3056 930902 5904",
			"38520000023237", "36227206271667", "4000000000000000006" })
	void masksCardNumbersOfOtherLengthsWhereACardIsSpokenOf(String number) {
		for (String around : List.of("card: %s, thanks", "my Visa %s", "Kreditkarte %s", "{\"card_number\":\"%s\"}",
				"%s is the number of my card")) {
			assertThat(DefaultMasking.mask(around.formatted(number)))
				.isEqualTo(around.formatted("[masked:card-number]"));
		}
		for (String around : List.of("%s", "discard %s", "EAN %s", "a postcard " + "x".repeat(90) + " %s")) {
			assertThat(DefaultMasking.mask(around.formatted(number))).isEqualTo(around.formatted(number));
		}
	}

	@Test
	void masksACardNumberThatMoreNumbersFollow() {
		assertThat(DefaultMasking.mask("4111 1111 1111 1111 12/27 123")).isEqualTo("[masked:card-number] 12/27 123");
		assertThat(DefaultMasking.mask("5555555555554444 4111111111111111"))
			.isEqualTo("[masked:card-number] [masked:card-number]");
	}

	@Test
	void tellsAUuidFromACardNumberInTheSameGroups() {
		for (String uuid : List.of("41111111-1111-1111-8abc-1111111111aA", "id 41111111-1111-1111-8111-111111111111.",
				"a0eebc99-4111-1111-8111-411111111111", "ABCDEF00-9c0b-4ef8-4111-111111111111")) {
			assertThat(DefaultMasking.mask(uuid)).isSameAs(uuid);
		}
		assertThat(DefaultMasking.mask("4111-1111-1111-1111 and as long as a UUID is, or longer"))
			.isEqualTo("[masked:card-number] and as long as a UUID is, or longer");
		assertThat(DefaultMasking.mask("long enough to hold a UUID before 4111-1111-1111-1111"))
			.isEqualTo("long enough to hold a UUID before [masked:card-number]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "41111111111116", "5655555555554443", "2220000000000007", "2721000000000004",
			"340000000000000009", "3060000000000003", "6012111111111116", "9111111111111111", "1111111111111117" })
	void leavesNumbersThatNoIssuerUses(String number) {
		assertThat(DefaultMasking.mask(number)).isSameAs(number);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"password":"hunter2","n":1} | {"password":"[masked:secret]","n":1}
			{"apiKey" : "a\\"b", "x":"y"} | {"apiKey" : "[masked:secret]", "x":"y"}
			{"secret":"a\\\\","x":"y"} | {"secret":"[masked:secret]","x":"y"}
			{\\"password\\":\\"hunter2\\",\\"x\\":\\"y\\"} | {\\"password\\":\\"[masked:secret]\\",\\"x\\":\\"y\\"}
			{\\"password\\":\\"a\\\\\\"b\\",\\"x\\":1} | {\\"password\\":\\"[masked:secret]\\",\\"x\\":1}
			{"password":"cut off | {"password":"[masked:secret]
			{"password":"","secret":"s"} | {"password":"","secret":"[masked:secret]"}
			""")
	void masksSecretsByNameInJsonText(String text, String masked) {
		assertThat(DefaultMasking.mask(text)).isEqualTo(masked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "1", " ", "\\", "\"", "sk-", "sk-a", "sk-abcdefghijkl ", "eyJ", "eyJaaaaaaa.", "eyJ.",
			"eyJ-", "AKIA", "gsk_", "bearer ", "Bearer+", "bearer bearer", "Bearer aaaa ", "Authorization: Basic ",
			"basic a", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n", "-----BEGIN RSA ",
			"-----BEGIN A B C ", "-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAAAAAA\n",
			"A: b\n", "4111 ", "4111111111111111 ", "4111-", "411111111111111", "41111111-1111-4111-8111-11111111111",
			"\"password\"", "\"password\":\"", "\"password\":\"\\\"", "\"password", "\\n", "%20", "\\u0041", "xox",
			"xoxb-", "AIza", "ghp_", "-", ".", "password=", "password: ", "token:*", "token:a(", "&key=a", "?key=a",
			"&sig=a;", "\"secret\":{", "\"secret\":{\"type\":", "\"secret\":[", "\"auth\":\"a b ", "auth: 'a b ", "://",
			"a://b:", "a://b@", ":thin:a", "a@tcp(", "%3D", "a%3Dpassword", "\\u003d", "--password ", "--", " -u a:",
			"(\"password\", \"", "('token', '", "<password>", "key=\"password\">", "name=\"password\" value=",
			"Cookie: a=", "Authorization: Digest ", "password=>", "api_key_", "a-sk-", "SG.aaaaaaaaaaaaaaaaaaaa",
			"aaaaaaaaaaaaaaaaaaaaaaaa.", "/", "+", "1/", "0123456789abcdef", "0123456789abcdef:", "hooks.slack.com/",
			"password=a,", "password=a;b=", "a, password", "token=a&amp;" })
	@Tag("thorough")
	void readsEveryTextInLinearTime(String piece) {
		String small = piece.repeat(10_000 / piece.length());
		String large = piece.repeat(40_000 / piece.length());
		long smallReads = reads(small);
		long largeReads = reads(large);
		assertThat(largeReads).isLessThanOrEqualTo(5 * smallReads + 1_000);
		assertThat(largeReads).isLessThanOrEqualTo(120L * large.length() + 1_000);
	}

	@Test
	@Tag("thorough")
	void readsHalfAMegabyteOfEveryAdversaryInTime() {
		for (String piece : List.of("sk-", "eyJaaaaaaaa.", "bearer ", "-----BEGIN PRIVATE KEY-----\n", "4111 ",
				"is is password is ", "login password ", "a:1:", "b:5432:c:d:e ", "\"password\":\"", "AKIA", "\\",
				"a@tcp(")) {
			String text = piece.repeat(500_000 / piece.length());
			long start = System.nanoTime();
			DefaultMasking.mask(text);
			assertThat(System.nanoTime() - start).as(piece).isLessThan(30_000_000_000L);
		}
	}

	@Test
	void reportsFindingsFromLeftToRight() {
		String text = "4111111111111111 and 5555555555554444";
		List<Integer> starts = new ArrayList<>();
		CardNumbers.ANY.find(text, (start, end, replacement) -> starts.add(start));
		assertThat(starts).containsExactly(0, 21);
	}

	private static long reads(String text) {
		AtomicLong reads = new AtomicLong();
		CharSequence counting = new CountingText(text, 0, text.length(), reads);
		Credentials credentials = new Credentials(new FoundSecrets());
		byte[] ascii = new TextBytes().of(text).bytes();
		credentials.begin(counting, ascii);
		TextScan scan = new TextScan(credentials);
		scan.scan(ascii, text.length());
		credentials.finish(false, false);
		CardNumbers.ANY.find(counting, (start, end, replacement) -> {
		});
		return reads.get();
	}

	private record CountingText(String text, int start, int end, AtomicLong reads) implements CharSequence {

		@Override
		public int length() {
			return this.end - this.start;
		}

		@Override
		public char charAt(int index) {
			this.reads.incrementAndGet();
			return this.text.charAt(this.start + index);
		}

		@Override
		public CharSequence subSequence(int from, int to) {
			return new CountingText(this.text, this.start + from, this.start + to, this.reads);
		}

		@Override
		public String toString() {
			this.reads.addAndGet(length());
			return this.text.substring(this.start, this.end);
		}

	}

}

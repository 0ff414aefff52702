package dev.gai.braintrust.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerReadingTests {

	private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

	@Test
	void readsPartialSuccess() {
		assertThat(read(response(7, "f\u00fcr nichts"))).isEqualTo(new PartialSuccess(7, "f\u00fcr nichts"));
		assertThat(read(response(Long.MAX_VALUE, "")).rejectedSpans()).isEqualTo(Long.MAX_VALUE);
		assertThat(read(response(-1, "odd")).rejectedSpans()).isZero();
		assertThat(read(ExportTraceServiceResponse.getDefaultInstance().toByteArray()).rejectedSpans()).isZero();
	}

	@Test
	void skipsFieldsOfTheFuture() {
		byte[] future = { 0x10, 5, 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x22, 1, 9, 0x2D, 1, 2, 3, 4 };
		byte[] body = Arrays.copyOf(future, future.length + response(3, "m").length);
		System.arraycopy(response(3, "m"), 0, body, future.length, body.length - future.length);
		assertThat(read(body)).isEqualTo(new PartialSuccess(3, "m"));
		byte[] inner = { 0x0A, 6, 0x18, 1, 0x08, 9, 0x12, 0 };
		assertThat(read(inner)).isEqualTo(new PartialSuccess(9, ""));
	}

	@Test
	void countsWhatALongAnswerSaysBeforeItIsCut() {
		byte[] whole = response(9, "because".repeat(20_000));
		PartialSuccess read = read(Arrays.copyOf(whole, 65_536));
		assertThat(read.rejectedSpans()).isEqualTo(9);
		assertThat(read.message()).startsWith("becausebecause");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "application/x-protobuf", "application/json", "application/json; charset=utf-8",
			"text/plain", "application/octet-stream" })
	void takesAnEmptyAnswerForAnAcknowledgement(String type) {
		assertThat(OtlpAnswer.read(type, new byte[0], false)).isEqualTo(new PartialSuccess(0, ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", " {} ", "{\"partialSuccess\":{}}", "{\"partial_success\":{}}",
			"{\"partialSuccess\":null}", "{\"ok\":true}", "{\"status\":\"OK\"}",
			"{\"success\":true,\"partialSuccess\":{\"rejectedSpans\":\"0\"}}" })
	void takesJsonThatSaysNoMoreThanThatAllIsWellForAnAcknowledgement(String json) {
		assertThat(json("application/json; charset=utf-8", json)).isEqualTo(new PartialSuccess(0, ""));
	}

	@Test
	void readsPartialSuccessInJson() {
		assertThat(json("application/json", "{\"partialSuccess\":{\"rejectedSpans\":\"7\",\"errorMessage\":\"why\"}}"))
			.isEqualTo(new PartialSuccess(7, "why"));
		assertThat(json("Application/JSON", "{\"partial_success\":{\"rejected_spans\":3,\"error_message\":\"why\"}}"))
			.isEqualTo(new PartialSuccess(3, "why"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error\":\"no\"}", "{\"error\":true}", "{\"errors\":[{}]}",
			"{\"code\":3,\"message\":\"no\"}", "{\"message\":\"Unauthorized\"}", "{\"ok\":false}",
			"{\"success\":false}", "{\"status\":\"error\"}", "{\"partialSuccess\":\"no\"}",
			"{\"login\":\"https://sso.example\"}", "[]", "null", "\"ok\"", "1", "{", "ok" })
	void takesNoOtherJsonForAnAcknowledgement(String json) {
		assertThat(json("application/json", json)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html><body>Sign in</body></html>", "OK", "{}", "\n<!doctype html>", "A" })
	void takesWhatIsOfAnotherTypeForNoAcknowledgement(String text) {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		for (String type : List.of("text/html; charset=utf-8", "text/plain", "application/xml", "image/png")) {
			assertThat(OtlpAnswer.read(type, body, false)).as(type).isNull();
		}
		assertThat(OtlpAnswer.read("text/html", new byte[0], false)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html></html>", "OK", "{}", "{\"error\":\"no\"}", "\n<!doctype html>" })
	void takesWhatIsNoMessageForNoAcknowledgement(String text) {
		assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isNull();
		assertThat(OtlpAnswer.read("", text.getBytes(StandardCharsets.UTF_8), false)).isNull();
	}

	@Test
	void takesEndlessBytesOfAnybodyForNoAcknowledgement() {
		for (int value : new int[] { 'A', 0xFF, 0, '\n', ' ' }) {
			byte[] endless = new byte[65_536];
			Arrays.fill(endless, (byte) value);
			assertThat(read(endless)).as("%x", value).isNull();
			assertThat(json("application/json", new String(endless, StandardCharsets.ISO_8859_1))).isNull();
			assertThat(read(Arrays.copyOf(endless, 18))).as("%x", value).isNull();
		}
	}

	@Test
	void survivesAnyBytes() {
		Random random = new Random(42);
		for (int i = 0; i < 20_000; i++) {
			byte[] body = new byte[random.nextInt(40)];
			random.nextBytes(body);
			PartialSuccess read = OtlpAnswer.read("", body, random.nextBoolean());
			assertThat(read == null || read.rejectedSpans() >= 0).isTrue();
		}
	}

	@Test
	void takesOutOfAnAnswerWhatItRepeatsOfTheRequest() {
		byte[] frame = "...input_json[{\"content\":\"How do I tell my boss that I am ill?\"}]..."
			.getBytes(StandardCharsets.UTF_8);
		assertThat(
				EchoedText.without("Bad span: How do I tell my boss that I am ill? in braintrust.input_json, how do I",
						List.of(new byte[3], frame), "project_name:demo"))
			.isEqualTo("Bad span: *** in braintrust.input_json, how do I");
		assertThat(EchoedText.without("No such thing as project_name:a-long-name-of-mine",
				List.of("project_name:a-long-name-of-mine".getBytes(StandardCharsets.UTF_8)),
				"project_name:a-long-name-of-mine"))
			.isEqualTo("No such thing as project_name:a-long-name-of-mine");
		assertThat(EchoedText.without("", List.of(frame), "")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "7, 7", "' 12 ', 12", "0, 0", "86400, 300", "99999999999999, 300", "300, 300", "301, 300" })
	void readsSecondsUpToFiveMinutes(String header, long seconds) {
		assertThat(Exchange.askedFor(header, NOON)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource({ "'Sun, 01 Mar 2026 12:00:30 GMT', 30", "'Sun, 1 Mar 2026 12:00:30 GMT', 30",
			"'Mon, 02 Mar 2026 12:00:00 GMT', 300" })
	void readsDatesUpToFiveMinutes(String header, long seconds) {
		assertThat(Exchange.askedFor(header, NOON)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "soon", "-5", "1e9", "\u0661\u0662", "Sun, 01 Mar 2026 11:59:59 GMT",
			"Mon, 01 Mar 2026 12:00:30 GMT" })
	void ignoresWhatCannotBeFollowed(String header) {
		assertThat(Exchange.askedFor(header, NOON)).isNull();
	}

	@Test
	void ignoresAHeaderOfAnyLength() {
		assertThat(Exchange.askedFor("9".repeat(100_000), NOON)).isNull();
	}

	@Test
	void backsOffLongerAfterEachFailureUpToTheMost() {
		RetryDelay delay = new RetryDelay(Duration.ofSeconds(1), Duration.ofSeconds(30));
		Answer answer = answer(FailureCategory.SERVER_ERROR, null);
		assertThat(delay.after(answer, 1)).isBetween(Duration.ofMillis(600), Duration.ofMillis(1_000));
		assertThat(delay.after(answer, 4)).isBetween(Duration.ofMillis(4_800), Duration.ofMillis(8_000));
		assertThat(delay.after(answer, 6)).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(30));
		assertThat(delay.after(answer, 1_000_000)).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(30));
	}

	@Test
	void spreadsItsDelays() {
		RetryDelay delay = new RetryDelay(Duration.ofSeconds(1), Duration.ofSeconds(30));
		Answer answer = answer(FailureCategory.NETWORK, null);
		assertThat(IntStream.range(0, 20).mapToObj((i) -> delay.after(answer, 1)).distinct().count()).isGreaterThan(10);
	}

	@Test
	void doesAsTheServiceAsks() {
		RetryDelay delay = new RetryDelay(Duration.ofSeconds(1), Duration.ofSeconds(30));
		assertThat(delay.after(answer(FailureCategory.RATE_LIMITED, Duration.ofMinutes(2)), 1))
			.isEqualTo(Duration.ofMinutes(2));
		assertThat(delay.after(answer(FailureCategory.UNAUTHORIZED, Duration.ofSeconds(5)), 1))
			.isEqualTo(Duration.ofSeconds(5));
		assertThat(delay.after(answer(FailureCategory.RATE_LIMITED, Duration.ZERO), 1))
			.isEqualTo(Duration.ofSeconds(1));
		assertThat(delay.after(answer(FailureCategory.UNAUTHORIZED, null), 1)).isEqualTo(Duration.ofMinutes(1));
		assertThat(delay.after(answer(FailureCategory.WRONG_ENDPOINT, null), 9)).isEqualTo(Duration.ofMinutes(1));
	}

	private static Answer answer(FailureCategory category, @Nullable Duration retryAfter) {
		return new Answer(500, category, "", retryAfter, 0, Duration.ZERO);
	}

	private static PartialSuccess read(byte[] body) {
		return OtlpAnswer.read("application/x-protobuf", body, body.length >= TracesEndpoint.MAX_ANSWER_BYTES);
	}

	private static PartialSuccess json(String type, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return OtlpAnswer.read(type, bytes, bytes.length >= TracesEndpoint.MAX_ANSWER_BYTES);
	}

	private static byte[] response(long rejected, String message) {
		return ExportTraceServiceResponse.newBuilder()
			.setPartialSuccess(
					ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(message))
			.build()
			.toByteArray();
	}

}

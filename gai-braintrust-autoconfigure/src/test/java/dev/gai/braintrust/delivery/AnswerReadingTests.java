package dev.gai.braintrust.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
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
		assertThat(PartialSuccess.read(response(7, "f\u00fcr nichts")))
			.isEqualTo(new PartialSuccess(7, "f\u00fcr nichts"));
		assertThat(PartialSuccess.read(response(Long.MAX_VALUE, "")).rejectedSpans()).isEqualTo(Long.MAX_VALUE);
		assertThat(PartialSuccess.read(response(-1, "odd")).rejectedSpans()).isZero();
		assertThat(PartialSuccess.read(ExportTraceServiceResponse.getDefaultInstance().toByteArray()).rejectedSpans())
			.isZero();
	}

	@Test
	void skipsFieldsOfTheFuture() {
		byte[] future = { 0x10, 5, 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x22, 1, 9, 0x2D, 1, 2, 3, 4 };
		byte[] body = Arrays.copyOf(future, future.length + response(3, "m").length);
		System.arraycopy(response(3, "m"), 0, body, future.length, body.length - future.length);
		assertThat(PartialSuccess.read(body)).isEqualTo(new PartialSuccess(3, "m"));
		byte[] inner = { 0x0A, 6, 0x18, 1, 0x08, 9, 0x12, 0 };
		assertThat(PartialSuccess.read(inner)).isEqualTo(new PartialSuccess(9, ""));
	}

	@Test
	void countsWhatALongAnswerSaysBeforeItIsCut() {
		byte[] whole = response(9, "because".repeat(20_000));
		PartialSuccess read = PartialSuccess.read(Arrays.copyOf(whole, 65_536));
		assertThat(read.rejectedSpans()).isEqualTo(9);
		assertThat(read.message()).startsWith("becausebecause");
	}

	@Test
	void takesWhatIsNoMessageForNoPartialSuccess() {
		for (String text : new String[] { "{}", "<html></html>", "OK", "\n<!doctype html>" }) {
			assertThat(PartialSuccess.read(text.getBytes(StandardCharsets.UTF_8)).rejectedSpans()).isZero();
		}
		byte[] endless = new byte[20];
		Arrays.fill(endless, (byte) 0xFF);
		assertThat(PartialSuccess.read(endless).rejectedSpans()).isZero();
	}

	@Test
	void survivesAnyBytes() {
		Random random = new Random(42);
		for (int i = 0; i < 20_000; i++) {
			byte[] body = new byte[random.nextInt(40)];
			random.nextBytes(body);
			assertThat(PartialSuccess.read(body).rejectedSpans()).isNotNegative();
		}
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

	private static byte[] response(long rejected, String message) {
		return ExportTraceServiceResponse.newBuilder()
			.setPartialSuccess(
					ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(message))
			.build()
			.toByteArray();
	}

}

package dev.gai.braintrust.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.not;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How frames become requests, and what is counted when they are accepted.
 */
@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class SpanSenderTests {

	@RegisterExtension
	static final TracesStub service = new TracesStub();

	@Test
	void sendsFramesAsTheyAreOneAfterTheOther() {
		try (SendingFixture sending = service.patient()) {
			List<Frame> frames = List.of(Frames.named("a"), Frames.named("b", 3000), Frames.named("c"));
			byte[] expected = Frames.concatenated(frames);
			frames.forEach(sending::append);
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(service.requests()).singleElement()
				.satisfies((request) -> assertThat(request.getBody()).isEqualTo(expected))
				.satisfies((request) -> assertThat(request.containsHeader("Content-Encoding")).isFalse())
				.satisfies((request) -> assertThat(request.getHeader("Content-Length"))
					.isEqualTo(String.valueOf(expected.length)));
			assertThat(sending.counts().delivered()).isEqualTo(3);
			assertThat(sending.counts().logged()).isZero();
		}
	}

	@Test
	void compressesWhenAsked() {
		DeliverySettings gzip = SendingFixture.limits(SendingFixture.PATIENT, 512, 1_000_000, true);
		try (SendingFixture sending = new SendingFixture(service.url(), gzip).start()) {
			List<Frame> frames = List.of(Frames.named("a", 50_000), Frames.named("b", 50_000));
			byte[] expected = Frames.concatenated(frames);
			frames.forEach(sending::append);
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(service.requests()).singleElement().satisfies((request) -> {
				assertThat(request.getHeader("Content-Encoding")).isEqualTo("gzip");
				assertThat(Integer.parseInt(request.getHeader("Content-Length"))).isLessThan(5_000);
				// WireMock hands out what it has decompressed.
				assertThat(request.getBody()).isEqualTo(expected);
			});
		}
	}

	@Test
	void sendsHeaders() {
		try (SendingFixture sending = service.patient()) {
			sending.append(Frames.named("a"));
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			LoggedRequest request = service.requests().get(0);
			assertThat(request.getUrl()).isEqualTo(service.path());
			assertThat(request.getHeader("Authorization")).isEqualTo("Bearer sk-secret");
			assertThat(request.getHeader("x-bt-parent")).isEqualTo("project_name:demo");
			assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-protobuf");
			assertThat(request.getHeader("User-Agent")).isEqualTo("gai-braintrust/test");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "project_name:dém\u00f6", "project_name:a\r\nx-evil: 1", "  ", "" })
	void leavesOutAParentThatIsNoHeader(String parent) {
		try (SendingFixture sending = new SendingFixture(new Destination(service.url(), null, parent),
				SendingFixture.PATIENT, null)
			.start()) {
			sending.append(Frames.named("a"));
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(service.requests()).singleElement().satisfies((request) -> {
				assertThat(request.containsHeader("x-bt-parent")).isFalse();
				assertThat(request.containsHeader("x-evil")).isFalse();
				assertThat(request.containsHeader("Authorization")).isFalse();
			});
		}
	}

	@Test
	void boundsRequestsByCount() {
		DeliverySettings settings = SendingFixture.limits(SendingFixture.PATIENT, 10, 1_000_000, false);
		try (SendingFixture sending = new SendingFixture(service.url(), settings)) {
			sending.append(Frames.names(0, 25));
			sending.start();
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(bodies()).startsWith(Frames.names(0, 10))
				.containsExactlyInAnyOrder(Frames.names(0, 10), Frames.names(10, 20), Frames.names(20, 25));
		}
	}

	@Test
	void boundsRequestsByBytesAndSendsALargerFrameAlone() {
		DeliverySettings settings = SendingFixture.limits(SendingFixture.PATIENT, 512, 2_500, false);
		try (SendingFixture sending = new SendingFixture(service.url(), settings)) {
			List.of("a", "b", "c").forEach((name) -> sending.append(Frames.named(name, 1_000)));
			sending.append(Frames.named("large", 9_000));
			sending.append(Frames.named("d", 1_000));
			sending.start();
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(bodies()).startsWith(List.of("a", "b"))
				.containsExactlyInAnyOrder(List.of("a", "b"), List.of("c"), List.of("large"), List.of("d"));
		}
	}

	@Test
	void waitsForCompanyAtMostTheScheduleDelay() {
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.QUICK).start()) {
			sending.append(Frames.named("a"));
			TracesStub.await(() -> sending.counts().delivered() == 1);
			// The thread sleeps on an empty log again, and more than one frame comes
			// before it is told.
			sending.counters.ended();
			sending.log.append(Frames.named("b"));
			sending.append(Frames.named("c"));
			TracesStub.await(() -> sending.counts().delivered() == 3);
		}
	}

	@Test
	void sendsAFullBatchAtOnce() {
		// Whoever looks at an empty log once in a while would send what comes meanwhile.
		DeliverySettings settings = SendingFixture.retry(
				SendingFixture.limits(SendingFixture.PATIENT, 5, 1_000_000, false), Duration.ofMillis(10),
				Duration.ofHours(1));
		try (SendingFixture sending = new SendingFixture(service.url(), settings).start()) {
			sending.append(Frames.names(0, 4));
			assertThat(sending.counts().delivered()).isZero();
			sending.append(Frames.names(4, 5));
			TracesStub.await(() -> sending.counts().delivered() == 5);
			assertThat(bodies()).containsExactly(Frames.names(0, 5));
		}
	}

	@Test
	void countsWhatWasNotStoredOfAnAcceptedRequest(CapturedOutput output) {
		byte[] partial = ExportTraceServiceResponse.newBuilder()
			.setPartialSuccess(
					ExportTracePartialSuccess.newBuilder().setRejectedSpans(2).setErrorMessage("no\nroom sk-secret"))
			.build()
			.toByteArray();
		service.answer(aResponse().withStatus(200).withBody(partial));
		try (SendingFixture sending = service.patient()) {
			sending.append(Frames.names(0, 5));
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(3);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.REJECTED, 2L));
			assertThat(service.requests()).hasSize(1);
			assertThat(output).contains("2 of 5 spans were not stored").contains("\"no room ***\"");
		}
	}

	@Test
	void readsAnAnswerThatIsCompressedThoughNobodyHasAskedForThat() throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write("{\"partialSuccess\":{\"rejectedSpans\":\"2\"}}".getBytes(StandardCharsets.UTF_8));
		}
		service.answer(aResponse().withHeader("Content-Encoding", "gzip")
			.withHeader("Content-Type", "application/json")
			.withBody(compressed.toByteArray()));
		try (SendingFixture sending = service.patient()) {
			sending.append(Frames.names(0, 5));
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(3);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(DropReason.REJECTED, 2L));
		}
	}

	@Test
	void sendsNothingWhenThereIsNothing() {
		try (SendingFixture sending = service.patient()) {
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			sending.stop(TracesStub.LONG);
			assertThat(service.requests()).isEmpty();
		}
	}

	@Test
	void severalMayFlushAtOnce() {
		try (SendingFixture sending = service.patient()) {
			sending.append(Frames.names(0, 3));
			Thread other = new Thread(() -> sending.sender.flush(Duration.ZERO));
			other.start();
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(3);
		}
	}

	@Test
	void deliversWhatIsLeftWhenItStops() {
		SendingFixture sending = service.patient();
		sending.append(Frames.names(0, 3));
		sending.stop(TracesStub.LONG);
		sending.close();
		assertThat(sending.counts().delivered()).isEqualTo(3);
		assertThat(sending.counts().totalDropped()).isZero();
	}

	private static List<List<String>> bodies() {
		return service.requests().stream().map((request) -> Frames.namesIn(request.getBody())).toList();
	}

}

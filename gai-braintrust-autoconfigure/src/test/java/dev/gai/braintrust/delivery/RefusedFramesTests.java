package dev.gai.braintrust.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.not;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of a request that is refused only the frames that are to blame are given up.
 */
@Tag("thorough")
class RefusedFramesTests {

	@RegisterExtension
	static final TracesStub service = new TracesStub();

	@ParameterizedTest
	@CsvSource({ "400,REJECTED", "422,REJECTED", "413,TOO_LARGE" })
	void dropsOnlyTheFrameThatIsRefused(int status, DropReason reason) {
		service.when(post(anyUrl()).atPriority(1)
			.withRequestBody(containing("poison"))
			.willReturn(aResponse().withStatus(status)));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.PATIENT)) {
			sending.append(Frames.names(0, 300));
			sending.append(Frames.named("poison"));
			sending.append(Frames.names(301, 512));
			sending.start();
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(511);
			assertThat(sending.counts().dropped()).containsOnly(Map.entry(reason, 1L));
			assertThat(service.requests()).hasSizeLessThanOrEqualTo(19);
			List<String> stored = new ArrayList<>();
			service.requests(200).forEach((request) -> stored.addAll(Frames.namesIn(request.getBody())));
			assertThat(stored).hasSize(511).doesNotHaveDuplicates().doesNotContain("poison");
		}
	}

	@Test
	void findsEveryFrameThatIsRefused() {
		service.when(post(anyUrl()).atPriority(1)
			.withRequestBody(containing("poison"))
			.willReturn(aResponse().withStatus(400)));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.PATIENT)) {
			for (int i = 0; i < 64; i++) {
				sending.append(Frames.named((i % 16 == 7) ? "poison" : "span-" + i));
			}
			sending.start();
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(sending.counts().delivered()).isEqualTo(60);
			assertThat(sending.counts().totalDropped()).isEqualTo(4);
		}
	}

	@Test
	void keepsWhatAnInterruptedBisectionHasNotSettled() {
		service.when(post(anyUrl()).atPriority(1)
			.withRequestBody(containing("poison"))
			.willReturn(aResponse().withStatus(400)));
		service.when(post(anyUrl()).atPriority(0)
			.inScenario("outage")
			.whenScenarioStateIs(Scenario.STARTED)
			.withRequestBody(containing("span-8"))
			.withRequestBody(containing("span-15"))
			.withRequestBody(not(containing("span-0")))
			.willReturn(aResponse().withStatus(503))
			.willSetStateTo("over"));
		try (SendingFixture sending = new SendingFixture(service.url(), SendingFixture.PATIENT)) {
			sending.append(Frames.named("span-0"));
			sending.append(Frames.named("poison"));
			sending.append(Frames.names(2, 16));
			sending.start();
			assertThat(sending.sender.flush(TracesStub.LONG)).isTrue();
			assertThat(service.requests(503)).hasSize(1);
			assertThat(sending.counts().delivered()).isEqualTo(15);
			assertThat(sending.counts().totalDropped()).isEqualTo(1);
			List<String> stored = new ArrayList<>();
			service.requests(200).forEach((request) -> stored.addAll(Frames.namesIn(request.getBody())));
			assertThat(stored).hasSize(15).doesNotHaveDuplicates();
		}
	}

}

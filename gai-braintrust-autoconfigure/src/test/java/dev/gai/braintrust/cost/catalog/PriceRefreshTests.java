package dev.gai.braintrust.cost.catalog;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.gai.braintrust.cost.CostCalculator;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.cost.PriceUnit;
import dev.gai.braintrust.network.Network;
import dev.gai.braintrust.usage.Usage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

@Tag("thorough")
@ExtendWith(OutputCaptureExtension.class)
class PriceRefreshTests {

	private static final String GOOD = """
			[{"id": "openai", "name": "OpenAI", "api_pattern": "x", "models": [
			  {"id": "gpt-4o", "match": {"equals": "gpt-4o"}, "prices": [
			    {"prices": {"input_mtok": 1, "output_mtok": 2}},
			    {"constraint": {"start_date": "2026-01-01"}, "prices": {"input_mtok": 3, "output_mtok": 4, "cache_dream_mtok": 5}}
			  ]}]}]
			""";

	private static final Instant AT = Instant.parse("2026-09-23T12:00:00Z");

	private final WireMockServer server = new WireMockServer(
			WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

	private PriceRefresh refresh;

	@BeforeEach
	void start() {
		this.server.start();
		this.refresh = new PriceRefresh(url(), Duration.ofHours(1),
				new PriceDownload(url(), Duration.ofSeconds(5), 100_000, Network.ofTheJvm()));
	}

	@AfterEach
	void stop() {
		this.refresh.close();
		this.server.stop();
	}

	@Test
	void knowsNothingBeforeTheFirstFile() {
		assertThat(this.refresh.catalog().price("openai", "gpt-4o", AT)).isEmpty();
		assertThat(this.refresh.status()).isNull();
	}

	@Test
	void takesAGoodFile() throws Exception {
		answers(aResponse().withBody(GOOD));

		assertThat(this.refresh.fetch()).isTrue();
		assertThat(inputRate()).isEqualTo(new BigDecimal("3"));
		assertThat(this.refresh.catalog().price("openai", "gpt-4o", AT).orElseThrow().source()).isEqualTo("refreshed");
		assertThat(this.refresh.status()).startsWith("refreshed, fetched at 20");
		assertThat(this.refresh.lastFailure()).isNull();
	}

	@Test
	void warnsOfNothingWhereTheApplicationEnds(CapturedOutput output) throws Exception {
		answers(aResponse().withStatus(500));
		this.refresh.close();

		assertThat(this.refresh.fetch()).isFalse();
		assertThat(this.refresh.lastFailure()).isNull();
		assertThat(output).doesNotContain("Prices could not be refreshed");
	}

	@Test
	void keepsTheLastGoodFileWhateverComesNext(CapturedOutput output) throws Exception {
		answers(aResponse().withBody(GOOD));
		this.refresh.fetch();

		String oneWrongRate = GOOD.replace("\"output_mtok\": 4", "\"output_mtok\": -4").replace("3", "7");
		for (ResponseDefinitionBuilder bad : new ResponseDefinitionBuilder[] { aResponse().withBody(oneWrongRate),
				aResponse().withBody(GOOD.substring(0, GOOD.length() / 2)), aResponse().withBody("[]"),
				aResponse().withBody(""), aResponse().withBody("<html>Welcome to the hotel</html>"),
				aResponse().withBody("[".repeat(50_000)), aResponse().withStatus(500).withBody(GOOD),
				aResponse().withStatus(304), aResponse().withBody(GOOD + " ".repeat(100_000)),
				aResponse().withStatus(302).withHeader("Location", "/elsewhere"),
				aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK) }) {
			answers(bad);
			assertThat(this.refresh.fetch()).isFalse();
			assertThat(this.refresh.lastFailure()).isNotBlank();
			assertThat(inputRate()).isEqualTo(new BigDecimal("3"));
		}
		this.server.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
		assertThat(output.toString().split("Prices could not be refreshed", -1)).hasSize(2);
		assertThat(output).contains("the last good ones stay");

		answers(aResponse().withBody(GOOD.replace("3,", "9,")));
		assertThat(this.refresh.fetch()).isTrue();
		assertThat(inputRate()).isEqualTo(new BigDecimal("9"));
		assertThat(this.refresh.lastFailure()).isNull();
	}

	@Test
	void givesAHugeFileUp() throws Exception {
		answers(aResponse().withBody(GOOD + " ".repeat(200_000)));

		assertThat(this.refresh.fetch()).isFalse();
		assertThat(this.refresh.lastFailure()).contains("the file is larger than 100000 bytes");
	}

	@Test
	void doesNotWaitForASlowFile() throws Exception {
		PriceRefresh impatient = new PriceRefresh(url(), Duration.ofHours(1),
				new PriceDownload(url(), Duration.ofMillis(300), 100_000, Network.ofTheJvm()));
		answers(aResponse().withBody(GOOD).withChunkedDribbleDelay(20, 60_000));

		assertThat(impatient.fetch()).isFalse();
		assertThat(impatient.lastFailure()).isEqualTo("no complete answer within 300 ms");
	}

	@Test
	void saysWhyWhenNobodyListens() throws Exception {
		this.server.stop();

		assertThat(this.refresh.fetch()).isFalse();
		assertThat(this.refresh.lastFailure()).contains("ConnectException");
	}

	@Test
	void doesNotHaveAnUnchangedFileSentAgain() throws Exception {
		this.server.stubFor(WireMock.get("/prices.json")
			.withHeader("If-None-Match", absent())
			.willReturn(aResponse().withBody(GOOD).withHeader("ETag", "\"v1\"")));
		this.server.stubFor(WireMock.get("/prices.json")
			.withHeader("If-None-Match", equalTo("\"v1\""))
			.willReturn(aResponse().withStatus(304)));
		this.refresh.fetch();
		String status = this.refresh.status();

		assertThat(this.refresh.fetch()).isTrue();
		assertThat(this.refresh.status()).isEqualTo(status);
		assertThat(inputRate()).isEqualTo(new BigDecimal("3"));
	}

	@Test
	void fetchesOnAThreadOfItsOwnUntilItIsClosed() {
		answers(aResponse().withBody(GOOD));
		this.refresh.start();

		Awaitility.await().until(() -> this.refresh.status() != null);
		assertThat(fetchers()).allSatisfy((thread) -> assertThat(thread.isDaemon()).isTrue()).isNotEmpty();
		this.refresh.close();
		Awaitility.await().until(() -> fetchers().isEmpty());
	}

	@Test
	void leavesToTheBundledFileWhatItDoesNotKnow() throws Exception {
		answers(aResponse().withBody(GOOD));
		this.refresh.fetch();
		PriceCatalog newer = this.refresh.catalog();
		CostCalculator costs = CostCalculator.of(newer.orElse(BundledPrices.catalog()));
		Usage usage = Usage.builder().input(1_000_000L).output(0L).build();

		assertThat(costs.cost("openai", "gpt-4o", usage, AT).orElseThrow().totalUsd()).isEqualByComparingTo("3");
		assertThat(costs.cost("openai", "gpt-4o-mini", usage, AT).orElseThrow().source()).startsWith("bundled:");
	}

	private BigDecimal inputRate() {
		return this.refresh.catalog().price("openai", "gpt-4o", AT).orElseThrow().rate(PriceUnit.INPUT).at(1);
	}

	private void answers(ResponseDefinitionBuilder answer) {
		this.server.resetMappings();
		this.server.stubFor(WireMock.get("/prices.json").willReturn(answer));
	}

	private URI url() {
		return URI.create("http://127.0.0.1:" + this.server.port() + "/prices.json");
	}

	private static List<Thread> fetchers() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("gai-braintrust-price-refresh"))
			.toList();
	}

}

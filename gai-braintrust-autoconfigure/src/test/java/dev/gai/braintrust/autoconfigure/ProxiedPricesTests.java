package dev.gai.braintrust.autoconfigure;

import java.nio.file.Path;
import java.time.Instant;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.gai.braintrust.cost.PriceCatalog;
import dev.gai.braintrust.testing.Certificates;
import dev.gai.braintrust.testing.ProxyServer;
import dev.gai.braintrust.testing.TlsServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prices are fetched through the proxy that is set, without the client certificate that
 * is Braintrust's.
 */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class ProxiedPricesTests {

	private static final String PASSWORD = "hunter2-of-the-proxy";

	private static final String FILE = """
			[{"id": "openai", "name": "OpenAI", "api_pattern": "x", "models": [
			  {"id": "gpt-4o", "match": {"equals": "gpt-4o"}, "prices": {"input_mtok": 77, "output_mtok": 88}}]}]
			""";

	@Test
	void areFetchedThroughTheProxyWithUserAndPassword(CapturedOutput output) throws Exception {
		WireMockServer server = new WireMockServer(
				WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
		server.start();
		server.stubFor(WireMock.get("/prices.json").willReturn(WireMock.okJson(FILE)));
		try (ProxyServer proxy = ProxyServer.asking("joe", PASSWORD)) {
			application(proxy, "http://127.0.0.1:" + server.port() + "/prices.json").run((context) -> {
				PriceCatalog prices = context.getBean(PriceCatalog.class);
				Awaitility.await()
					.until(() -> prices.price("openai", "gpt-4o", Instant.now())
						.filter((price) -> price.source().equals("refreshed"))
						.isPresent());
			});
			assertThat(proxy.heads()).isNotEmpty()
				.allSatisfy((head) -> assertThat(head)
					.startsWith("GET http://127.0.0.1:" + server.port() + "/prices.json"));
			assertThat(proxy.heads()).last().asString().contains("Proxy-Authorization: Basic ");
			server.verify(WireMock.getRequestedFor(WireMock.urlEqualTo("/prices.json"))
				.withoutHeader("Proxy-Authorization")
				.withoutHeader("Authorization"));
		}
		finally {
			server.stop();
		}
		assertThat(output).doesNotContain(PASSWORD);
	}

	@Test
	void areAskedForThroughATunnelWithTheTrustOfTheJvm(@TempDir Path folder, CapturedOutput output) throws Exception {
		Certificates certificates = Certificates.in(folder);
		try (TlsServer server = TlsServer.of(certificates); ProxyServer proxy = ProxyServer.asking("joe", PASSWORD)) {
			application(proxy, "https://" + Certificates.HOST + ":" + server.port() + "/prices.json")
				.withPropertyValues(certificates.bundle("own", certificates.certificate("authority"), "client"))
				.withPropertyValues("gai.braintrust.export.ssl.bundle=own")
				.run((context) -> Awaitility.await()
					.untilAsserted(() -> assertThat(output).contains("Prices could not be refreshed")));
			assertThat(proxy.heads()).hasSize(1)
				.allSatisfy((head) -> assertThat(head)
					.startsWith("CONNECT " + Certificates.HOST + ":" + server.port() + " HTTP/1.1\r\n"));
			assertThat(server.requests()).isEmpty();
		}
		assertThat(output).doesNotContain(PASSWORD);
	}

	private static ApplicationContextRunner application(ProxyServer proxy, String url) {
		return AutoConfigured.exporting()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, BraintrustCostAutoConfiguration.class))
			.withPropertyValues("gai.braintrust.cost.refresh.enabled=true", "gai.braintrust.cost.refresh.url=" + url,
					"gai.braintrust.export.proxy.host=127.0.0.1", "gai.braintrust.export.proxy.port=" + proxy.port(),
					"gai.braintrust.export.proxy.username=joe", "gai.braintrust.export.proxy.password=" + PASSWORD);
	}

}

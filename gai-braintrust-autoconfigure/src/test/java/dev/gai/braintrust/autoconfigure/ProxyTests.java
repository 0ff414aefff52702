package dev.gai.braintrust.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.api.BraintrustApiException;
import dev.gai.braintrust.delivery.ExportOutcomes.Failure;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.Certificates;
import dev.gai.braintrust.testing.ProxyServer;
import dev.gai.braintrust.testing.TlsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Everything that is sent goes through the proxy that is set, over real sockets.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class ProxyTests {

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@TempDir
	static Path folder;

	private static Certificates certificates;

	private final List<AutoCloseable> opened = new ArrayList<>();

	@BeforeAll
	static void makeCertificates() throws Exception {
		certificates = Certificates.in(folder);
	}

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable closeable : this.opened) {
			closeable.close();
		}
	}

	@Test
	void opensTunnelsWithUserAndPassword(CapturedOutput output) throws Exception {
		TlsServer server = opened(TlsServer.of(certificates));
		ProxyServer proxy = opened(ProxyServer.asking("joe", NetworkApplication.PASSWORD));

		application("https://" + Certificates.HOST + ":" + server.port())
			.withPropertyValues(certificates.bundle("own", certificates.certificate("authority")))
			.withPropertyValues("gai.braintrust.export.ssl.bundle=own", "logging.level.root=trace")
			.withPropertyValues(NetworkApplication.proxied(proxy, NetworkApplication.PASSWORD))
			.run((context) -> {
				NetworkApplication.call(context, "tunnelled");
				NetworkApplication.await(server, "tunnelled");
				context.getBean(BraintrustApi.class).get("/v1/project", Map.of());
			});
		assertThat(proxy.heads()).hasSize(2)
			.allSatisfy((head) -> assertThat(head)
				.startsWith("CONNECT " + Certificates.HOST + ":" + server.port() + " HTTP/1.1\r\n")
				.containsOnlyOnce("Proxy-Authorization: Basic "));
		assertThat(server.requests()).hasSize(2).allSatisfy((request) -> {
			assertThat(request.headers()).doesNotContainKey("Proxy-authorization");
			assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer " + BraintrustServer.KEY);
		});
		assertThat(output).doesNotContain(NetworkApplication.PASSWORD);
	}

	@Test
	void asksTheProxyForPlainRequests() throws Exception {
		ProxyServer proxy = opened(ProxyServer.asking("joe", NetworkApplication.PASSWORD));
		String path = braintrust.url().replaceFirst("http://127.0.0.1", "");

		application("http://collector.example.com" + path).withPropertyValues("gai.braintrust.allow-insecure=true")
			.withPropertyValues(NetworkApplication.proxied(proxy, NetworkApplication.PASSWORD))
			.run((context) -> {
				NetworkApplication.call(context, "plain");
				braintrust.awaitSpan("plain");
			});
		assertThat(proxy.heads()).isNotEmpty()
			.allSatisfy((head) -> assertThat(head).startsWith("POST http://collector.example.com" + path));
	}

	@Test
	void usesAProxyThatAsksNobody() throws Exception {
		TlsServer server = opened(TlsServer.of(certificates));
		ProxyServer proxy = opened(ProxyServer.open());

		application(server.url()).withPropertyValues(certificates.bundle("own", certificates.certificate("authority")))
			.withPropertyValues("gai.braintrust.export.ssl.bundle=own", "gai.braintrust.export.proxy.host=127.0.0.1",
					"gai.braintrust.export.proxy.port=" + proxy.port())
			.run((context) -> {
				NetworkApplication.call(context, "open");
				NetworkApplication.await(server, "open");
			});
		assertThat(proxy.heads()).hasSize(1).allSatisfy((head) -> assertThat(head).startsWith("CONNECT 127.0.0.1:"));
	}

	@Test
	void namesAProxyThatRefusesThePassword(CapturedOutput output) throws Exception {
		TlsServer server = opened(TlsServer.of(certificates));
		ProxyServer proxy = opened(ProxyServer.asking("joe", "another"));

		application(server.url()).withPropertyValues("logging.level.root=trace")
			.withPropertyValues(NetworkApplication.proxied(proxy, NetworkApplication.PASSWORD))
			.run((context) -> {
				NetworkApplication.call(context, "refused");

				Failure failure = NetworkApplication.awaitFailure(context);
				assertThat(failure.category()).isEqualTo(FailureCategory.PROXY_AUTHENTICATION);
				assertThat(failure.status()).isEqualTo(407);
				assertThatExceptionOfType(BraintrustApiException.class)
					.isThrownBy(() -> context.getBean(BraintrustApi.class).get("/v1/project", Map.of()))
					.satisfies((ex) -> assertThat(ex.category()).isEqualTo(FailureCategory.PROXY_AUTHENTICATION));
				assertThat(NetworkApplication.export(context).monitor().status().counts().dropped()).isEmpty();
			});
		assertThat(server.requests()).isEmpty();
		assertThat(output).doesNotContain(NetworkApplication.PASSWORD);
	}

	@Test
	void saysThatAProxyIsNotReached() throws Exception {
		ProxyServer proxy = ProxyServer.open();
		proxy.close();

		application("https://" + Certificates.HOST)
			.withPropertyValues(NetworkApplication.proxied(proxy, NetworkApplication.PASSWORD))
			.run((context) -> {
				NetworkApplication.call(context, "kept");

				assertThat(NetworkApplication.awaitFailure(context).category()).isEqualTo(FailureCategory.NETWORK);
				assertThat(NetworkApplication.awaitFailure(context).message()).contains("502");
			});
	}

	private <T extends AutoCloseable> T opened(T closeable) {
		this.opened.add(closeable);
		return closeable;
	}

	private static ApplicationContextRunner application(String url) {
		return NetworkApplication.sendingTo(url, braintrust);
	}

}

package dev.gai.braintrust.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.api.BraintrustApi;
import dev.gai.braintrust.autoconfigure.connection.BraintrustConnectionDetails;
import dev.gai.braintrust.delivery.ExportOutcomes.Failure;
import dev.gai.braintrust.delivery.FailureCategory;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.Certificates;
import dev.gai.braintrust.testing.NginxServer;
import dev.gai.braintrust.testing.ProxyServer;
import dev.gai.braintrust.testing.TlsServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Everything that is sent goes through the TLS that is set, over real sockets.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("application")
class TlsTests {

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
	void trustsWhatTheBundleTrusts() throws Exception {
		TlsServer server = opened(TlsServer.of(certificates));

		application(server.url()).withPropertyValues(certificates.bundle("own", certificates.certificate("authority")))
			.withPropertyValues("gai.braintrust.export.ssl.bundle=own")
			.run((context) -> {
				NetworkApplication.call(context, "trusted");
				NetworkApplication.await(server, "trusted");
			});
	}

	@Test
	void keepsSpansWhileTheServerIsNotTrusted() throws Exception {
		TlsServer server = opened(TlsServer.of(certificates));

		application(server.url()).run((context) -> {
			NetworkApplication.call(context, "kept");

			Failure failure = NetworkApplication.awaitFailure(context);
			assertThat(failure.category()).isEqualTo(FailureCategory.NETWORK);
			assertThat(failure.message()).contains("PKIX");
			assertThat(NetworkApplication.export(context).monitor().status().counts().dropped()).isEmpty();
		});
		assertThat(server.requests()).isEmpty();
	}

	@Test
	void showsTheCertificateOfTheBundleInAllRequests() throws Exception {
		TlsServer server = opened(TlsServer.askingForCertificates(certificates));

		application(server.url())
			.withPropertyValues(certificates.bundle("own", certificates.certificate("authority"), "client"))
			.withPropertyValues("gai.braintrust.export.ssl.bundle=own")
			.run((context) -> {
				NetworkApplication.call(context, "shown");
				NetworkApplication.await(server, "shown");
				context.getBean(BraintrustApi.class).get("/v1/project", Map.of());
			});
		assertThat(server.requests()).hasSize(2)
			.allSatisfy((request) -> assertThat(request.client()).isEqualTo("CN=client"));
	}

	@Test
	void usesTheRenewedBundleAndLosesNothing() throws Exception {
		TlsServer server = opened(TlsServer.askingForCertificates(certificates));
		String[] bundle = certificates.bundle("own", certificates.certificate("authority"), "client");
		Path certificate = folder.resolve("used.pem");
		Path key = folder.resolve("used.key");
		Files.copy(certificates.certificate("client"), certificate, StandardCopyOption.REPLACE_EXISTING);
		Files.copy(certificates.key("client"), key, StandardCopyOption.REPLACE_EXISTING);

		application(server.url()).withPropertyValues(bundle)
			.withPropertyValues("spring.ssl.bundle.pem.own.reload-on-update=true",
					"spring.ssl.bundle.watch.file.quiet-period=100ms",
					"spring.ssl.bundle.pem.own.keystore.certificate=file:" + certificate,
					"spring.ssl.bundle.pem.own.keystore.private-key=file:" + key,
					"gai.braintrust.export.ssl.bundle=own")
			.run((context) -> {
				List<String> sent = new ArrayList<>();
				sent.add(NetworkApplication.call(context, "before"));
				NetworkApplication.await(server, "before");
				Files.copy(certificates.key("renewed"), key, StandardCopyOption.REPLACE_EXISTING);
				Files.copy(certificates.certificate("renewed"), certificate, StandardCopyOption.REPLACE_EXISTING);

				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
					sent.add(NetworkApplication.call(context, "call " + sent.size()));
					return server.requests().stream().anyMatch((request) -> request.client().equals("CN=renewed"));
				});
				String last = NetworkApplication.call(context, "last");
				sent.add(last);
				NetworkApplication.await(server, last);
				assertThat(server.spans()).containsExactlyInAnyOrderElementsOf(sent);
			});
	}

	@Test
	void speaksWithNginxOverHttp2() throws Exception {
		assumeThat(NginxServer.isInstalled()).as("nginx is installed").isTrue();
		Path own = Files.createDirectory(folder.resolve("nginx"));
		NginxServer nginx = opened(NginxServer.before(braintrust.url(), certificates, own));
		ProxyServer proxy = opened(ProxyServer.asking("joe", NetworkApplication.PASSWORD));

		application(nginx.url())
			.withPropertyValues(certificates.bundle("own", certificates.certificate("authority"), "client"))
			.withPropertyValues("gai.braintrust.export.ssl.bundle=own")
			.withPropertyValues(NetworkApplication.proxied(proxy, NetworkApplication.PASSWORD))
			.run((context) -> {
				NetworkApplication.call(context, "through nginx");
				braintrust.awaitSpan("through nginx");
			});
		assertThat(braintrust.requests()).hasSize(1).allSatisfy((request) -> {
			assertThat(request.getHeader("X-Client")).isEqualTo("CN=client");
			assertThat(request.getHeader("X-Protocol")).isEqualTo("HTTP/2.0");
			assertThat(request.containsHeader("Proxy-Authorization")).isFalse();
		});
	}

	@Test
	void keepsSpansWhileNginxRefusesTheCertificate() throws Exception {
		assumeThat(NginxServer.isInstalled()).as("nginx is installed").isTrue();
		Path own = Files.createDirectory(folder.resolve("strict"));
		NginxServer nginx = opened(NginxServer.before(braintrust.url(), certificates, own));

		application(nginx.url()).withPropertyValues(certificates.bundle("own", certificates.certificate("authority")))
			.withPropertyValues("gai.braintrust.export.ssl.bundle=own")
			.run((context) -> {
				NetworkApplication.call(context, "kept");

				assertThat(NetworkApplication.awaitFailure(context).message()).contains("SSL certificate was sent");
				assertThat(NetworkApplication.export(context).monitor().status().counts().dropped()).isEmpty();
			});
	}

	@Test
	void goesWhereTheConnectionDetailsSay() throws Exception {
		TlsServer server = opened(TlsServer.askingForCertificates(certificates));

		application("http://127.0.0.1:9").withPropertyValues("gai.braintrust.api-key=")
			.withPropertyValues(certificates.bundle("own", certificates.certificate("authority"), "client"))
			.withBean(BraintrustConnectionDetails.class, () -> new Container(server.url(), null))
			.withPropertyValues("gai.braintrust.export.ssl.bundle=own")
			.run((context) -> {
				NetworkApplication.call(context, "bound");
				NetworkApplication.await(server, "bound");
			});
		assertThat(server.requests()).hasSize(1)
			.allSatisfy((request) -> assertThat(request.headers().getFirst("Authorization"))
				.isEqualTo("Bearer key-of-the-container"));
	}

	@Test
	void usesTheBundleOfTheConnectionDetails() throws Exception {
		TlsServer server = opened(TlsServer.of(certificates));

		application("http://127.0.0.1:9")
			.withPropertyValues(certificates.bundle("theirs", certificates.certificate("authority")))
			.withUserConfiguration(BoundBundle.class)
			.withPropertyValues("test.url=" + server.url())
			.run((context) -> {
				NetworkApplication.call(context, "bound");
				NetworkApplication.await(server, "bound");
			});
	}

	@Test
	void refusesConnectionDetailsThatCannotWork() {
		application("http://127.0.0.1:9")
			.withBean(BraintrustConnectionDetails.class, () -> new Container("ftp://somewhere", null))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("BraintrustConnectionDetails.apiUrl")
				.hasMessageContaining("is not an address"));
	}

	private <T extends AutoCloseable> T opened(T closeable) {
		this.opened.add(closeable);
		return closeable;
	}

	private static ApplicationContextRunner application(String url) {
		return NetworkApplication.sendingTo(url, braintrust);
	}

	@Configuration(proxyBeanMethods = false)
	static class BoundBundle {

		@Bean
		BraintrustConnectionDetails details(SslBundles bundles, @Value("${test.url}") String url) {
			return new Container(url, bundles.getBundle("theirs"));
		}

	}

	record Container(String url, SslBundle bundle) implements BraintrustConnectionDetails {

		@Override
		public String getApiUrl() {
			return this.url;
		}

		@Override
		public String getApiKey() {
			return "key-of-the-container";
		}

		@Override
		public SslBundle getSslBundle() {
			return this.bundle;
		}

	}

}

package dev.gai.braintrust.integration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.gai.braintrust.console.Console;
import dev.gai.braintrust.testing.BraintrustServer;
import dev.gai.braintrust.testing.Nginx;
import dev.gai.braintrust.testing.SentSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real nginx on both sides of an application: as the gateway of
 * {@code docs/scale-out/nginx.conf}, and in front of the console.
 */
@Tag("application")
class NginxTests {

	private static final String TOKEN = "token-of-the-gateway-0123456789";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Path template = Path.of(System.getProperty("repository.root", ".."),
			"docs/scale-out/nginx.conf");

	@RegisterExtension
	static final BraintrustServer braintrust = new BraintrustServer();

	@TempDir
	private Path folder;

	@BeforeAll
	static void needsNginx() {
		Assumptions.assumeTrue(Nginx.isInstalled(), "Debian's nginx-light is the gateway");
	}

	@Test
	void losesNothingThroughAGatewayThatIsAwayForAWhileOrRefuses() throws Exception {
		int port = Nginx.freePort();
		int tls = Nginx.freePort();
		try (Nginx nginx = Nginx.run(this.folder.resolve("nginx"), port, gateway(port, tls));
				ConfigurableApplicationContext context = run(WebApplicationType.NONE,
						"--gai.braintrust.api-url=http://127.0.0.1:" + port, "--gai.braintrust.traces-path=/v1/traces",
						"--gai.braintrust.api-key=" + TOKEN)) {
			GenAiTracer tracer = context.getBean(GenAiTracer.class);
			braintrust.answers(WireMock.aResponse().withStatus(503));
			spans(tracer, 0, 50);
			Awaitility.await().atMost(PATIENCE).until(() -> braintrust.requests().size() >= 2);
			braintrust.answers(WireMock.aResponse().withStatus(200));
			awaitAll(50);

			nginx.close();
			spans(tracer, 50, 100);
			nginx.start();
			awaitAll(100);

			LoggedRequest request = braintrust.requests().get(0);
			assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + BraintrustServer.KEY);
			assertThat(request.getHeader("x-bt-parent")).isEqualTo("project_name:demo");
			assertThat(status(plain("/v1/traces", port, "Bearer another"))).isEqualTo(401);
			assertThat(status(plain("/", port, "Bearer " + TOKEN))).isEqualTo(404);
			braintrust.forget();
			assertThat(encrypted(tls)).isEqualTo(200);
			assertThat(braintrust.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void letsNobodyIntoTheConsoleWhoDoesNotKnowItsToken(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = run(type, "--gai.braintrust.console.enabled=true",
				"--server.port=0")) {
			context.getBean(GenAiTracer.class).llm("openai", "gpt-4o").run((span) -> span.input("a secret question"));
			String application = context.getEnvironment().getProperty("local.server.port", "");
			int silent = Nginx.freePort();
			int usual = Nginx.freePort();
			String servers = proxy(silent, application, "proxy_set_header Host localhost;") + proxy(usual, application,
					"proxy_set_header Host localhost; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;");
			try (Nginx nginx = Nginx.run(this.folder.resolve(type.name()), silent, servers)) {
				String token = Console.address().substring("?token=".length());
				for (String path : new String[] { "/gai/", "/gai/data/traces", "/gai/app.js",
						"/gai/?token=guessed-token-0000000000" }) {
					assertThat(status(plain(path, silent, ""))).as(path).isEqualTo(403);
					assertThat(status(plain(path, usual, ""))).as(path).isEqualTo(403);
				}
				assertThat(status(plain("/gai/?token=" + token, usual, ""))).isEqualTo(403);
				assertThat(status(plain("/gai/?token=" + token, silent, ""))).isEqualTo(303);
			}
		}
	}

	private static void spans(GenAiTracer tracer, int from, int to) {
		for (int i = from; i < to; i++) {
			tracer.tool("n-" + i).run((span) -> span.output("done"));
		}
	}

	private static void awaitAll(int count) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> braintrust.spans().stream().map(SentSpan::name).distinct().count() == count);
	}

	private String gateway(int port, int tls) throws Exception {
		Path certificate = this.folder.resolve("tls.crt");
		Path key = this.folder.resolve("tls.key");
		Process openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
				"ec_paramgen_curve:P-256", "-nodes", "-keyout", key.toString(), "-out", certificate.toString(), "-days",
				"2", "-subj", "/CN=gateway", "-addext", "subjectAltName=IP:127.0.0.1")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(openssl.waitFor()).isZero();
		return Files.readString(template)
			.replace("listen 4318 ssl;", "listen 127.0.0.1:" + tls + " ssl; listen 127.0.0.1:" + port + ";")
			.replace("/etc/nginx/tls/tls.crt", certificate.toString())
			.replace("/etc/nginx/tls/tls.key", key.toString())
			.replace("https://api.braintrust.dev", braintrust.url())
			.replace("${GATEWAY_TOKEN}", TOKEN)
			.replace("${BRAINTRUST_API_KEY}", BraintrustServer.KEY);
	}

	private static String proxy(int port, String application, String headers) {
		return "server { listen 127.0.0.1:" + port + "; location / { proxy_pass http://127.0.0.1:" + application + "; "
				+ headers + " } }\n";
	}

	private static HttpRequest.Builder plain(String path, int port, String authorization) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
		return authorization.isEmpty() ? request : request.header("Authorization", authorization);
	}

	private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private int encrypted(int port) throws Exception {
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		try (InputStream certificate = Files.newInputStream(this.folder.resolve("tls.crt"))) {
			trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/v1/traces"))
			.header("Authorization", "Bearer " + TOKEN)
			.header("Content-Type", "application/x-protobuf")
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		return HttpClient.newBuilder()
			.sslContext(context)
			.build()
			.send(request, BodyHandlers.discarding())
			.statusCode();
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, String... more) {
		String[] arguments = Stream
			.concat(Stream.of(braintrust.properties())
				.filter((property) -> Stream.of(more)
					.noneMatch((own) -> own.startsWith("--" + property.substring(0, property.indexOf('=') + 1))))
				.map((property) -> "--" + property), Stream.of(more))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(Application.class).web(type).run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus on the loopback interface, of Debian's package {@code prometheus},
 * that scrapes one application every half second.
 */
final class Prometheus implements AutoCloseable {

	static final Path PROGRAM = Path.of("/usr/bin/prometheus");

	private static final JsonMapper json = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private final String url;

	private Prometheus(Process process, String url) {
		this.process = process;
		this.url = url;
	}

	static boolean isInstalled() {
		return Files.isExecutable(PROGRAM);
	}

	static Prometheus scraping(int port, Path rules, Path folder) throws IOException {
		Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
				global:
				  scrape_interval: 500ms
				  evaluation_interval: 500ms
				rule_files: [%s]
				scrape_configs:
				  - job_name: sample
				    metrics_path: /actuator/prometheus
				    static_configs: [{targets: ['127.0.0.1:%d']}]
				""".formatted(rules, port));
		String address = "127.0.0.1:" + freePort();
		Process process = new ProcessBuilder(PROGRAM.toString(), "--config.file=" + configuration,
				"--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=" + address, "--log.level=warn")
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("log").toFile())
			.start();
		Prometheus prometheus = new Prometheus(process, "http://" + address);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(prometheus::isReady);
		return prometheus;
	}

	JsonNode query(String expression) throws IOException, InterruptedException {
		return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
	}

	JsonNode get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(URI.create(this.url + path)).build(),
				BodyHandlers.ofString());
		return json.readTree(response.body());
	}

	private boolean isReady() throws InterruptedException {
		try {
			return this.http
				.send(HttpRequest.newBuilder(URI.create(this.url + "/-/ready")).build(), BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		Awaitility.await().until(() -> !this.process.isAlive());
	}

}

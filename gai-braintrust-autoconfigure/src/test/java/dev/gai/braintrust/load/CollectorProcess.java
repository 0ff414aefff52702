package dev.gai.braintrust.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An OpenTelemetry Collector with a configuration of {@code docs/scale-out}, in which
 * only addresses, folders and certificates are replaced. The environment variable
 * {@code OTELCOL} names the program that {@code docs/scale-out/build-collector} makes.
 */
final class CollectorProcess implements AutoCloseable {

	static final String TOKEN = "token-of-the-gateway";

	private final Map<String, Object> configuration;

	private final Path folder;

	private final int healthPort = freePort();

	private final int metricsPort = freePort();

	private final List<String> before = new ArrayList<>();

	private Process process;

	CollectorProcess(String name, Path folder) throws IOException {
		this.folder = Files.createDirectories(folder);
		this.configuration = new Yaml(new SafeConstructor(new LoaderOptions()))
			.load(Files.readString(docs().resolve(name + ".yaml")));
		with("127.0.0.1:" + this.healthPort, "extensions", "health_check", "endpoint");
		with(List.of(Map.of("pull",
				Map.of("exporter", Map.of("prometheus", Map.of("host", "127.0.0.1", "port", this.metricsPort))))),
				"service", "telemetry", "metrics", "readers");
	}

	static Path docs() {
		return Path.of(System.getProperty("repository.root", ".."), "docs", "scale-out").toAbsolutePath().normalize();
	}

	/**
	 * Replaces a value, at a place that is given by its keys.
	 */
	@SuppressWarnings("unchecked")
	CollectorProcess with(Object value, String... place) {
		Map<String, Object> node = this.configuration;
		for (String key : Arrays.copyOf(place, place.length - 1)) {
			node = (Map<String, Object>) node.computeIfAbsent(key, (absent) -> new LinkedHashMap<>());
		}
		node.put(place[place.length - 1], value);
		return this;
	}

	CollectorProcess queueIn(Path queue) {
		with(queue.toString(), "extensions", "file_storage/queue", "directory");
		return with(queue.toString(), "extensions", "file_storage/queue", "compaction", "directory");
	}

	CollectorProcess sendingTo(String backend) {
		return with(backend + "/otel/v1/traces", "exporters", "otlp_http/braintrust", "traces_endpoint");
	}

	CollectorProcess listening(String protocol, String address, Certificate certificate) {
		with(address, "receivers", "otlp", "protocols", protocol, "endpoint");
		with(certificate.certificate().toString(), "receivers", "otlp", "protocols", protocol, "tls", "cert_file");
		return with(certificate.key().toString(), "receivers", "otlp", "protocols", protocol, "tls", "key_file");
	}

	/**
	 * Lets it see names as the given file says, as in a cluster.
	 */
	CollectorProcess resolving(Path hosts) {
		this.before
			.addAll(List.of("unshare", "-m", "sh", "-c", "mount --bind " + hosts + " /etc/hosts && exec \"$@\"", "sh"));
		return this;
	}

	CollectorProcess start() throws Exception {
		Path file = Files.writeString(this.folder.resolve("config.yaml"), new Yaml().dump(this.configuration));
		List<String> command = new ArrayList<>(this.before);
		command.addAll(List.of(Objects.requireNonNull(System.getenv("OTELCOL"), "OTELCOL is not set"), "--config",
				file.toString()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.folder.resolve("log").toFile()));
		builder.environment()
			.putAll(Map.of("GATEWAY_TOKEN", TOKEN, "BRAINTRUST_API_KEY", "sk-of-the-gateway", "BRAINTRUST_PROJECT_NAME",
					"others", "GODEBUG", "netdns=go"));
		this.process = builder.start();
		Findings.await(Duration.ofSeconds(30), () -> !get(this.healthPort, "/").isEmpty());
		if (!this.process.isAlive()) {
			throw new IllegalStateException(tail());
		}
		return this;
	}

	/**
	 * Sums up a counter or gauge of its own.
	 */
	long metric(String name, String... labels) {
		double sum = 0;
		for (String line : get(this.metricsPort, "/metrics").split("\n")) {
			if (line.matches(Pattern.quote(name) + "(_total)?[{ ].*")
					&& Arrays.stream(labels).allMatch(line::contains)) {
				sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
			}
		}
		return (long) sum;
	}

	String tail() throws IOException {
		List<String> lines = Files.readAllLines(this.folder.resolve("log"));
		return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
	}

	/**
	 * The different errors and warnings of its log.
	 */
	String complaints() throws IOException {
		try (Stream<String> lines = Files.lines(this.folder.resolve("log"))) {
			return lines.filter((line) -> line.contains("\terror\t") || line.contains("\twarn\t"))
				.map((line) -> line.replaceFirst("^\\S+\t", "").replaceAll("\\d+", "#"))
				.distinct()
				.limit(20)
				.collect(Collectors.joining("\n"));
		}
	}

	private static String get(int port, String path) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path)
				.toURL()
				.openConnection();
			connection.setReadTimeout(5_000);
			try (InputStream answer = connection.getInputStream()) {
				return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
			}
		}
		catch (IOException ex) {
			return "";
		}
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	@Override
	public void close() throws InterruptedException {
		if (this.process != null) {
			this.process.destroyForcibly().waitFor();
		}
	}

	/** A certificate that is its own authority, and what a JVM trusts it by. */
	record Certificate(Path certificate, Path key, Path trustStore) {

		static Certificate make(Path folder) throws Exception {
			Path certificate = folder.resolve("tls.crt");
			Path key = folder.resolve("tls.key");
			Path trust = folder.resolve("trust.p12");
			FullDiskLoad.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
					"-nodes", "-keyout", key.toString(), "-out", certificate.toString(), "-days", "2", "-subj",
					"/CN=otel", "-addext", "subjectAltName=DNS:otel-tail-sampling,DNS:localhost,IP:127.0.0.1");
			FullDiskLoad.run(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-importcert",
					"-noprompt", "-alias", "ca", "-file", certificate.toString(), "-keystore", trust.toString(),
					"-storepass", "changeit");
			return new Certificate(certificate, key, trust);
		}

	}

}

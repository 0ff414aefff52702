package dev.gai.braintrust.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.testing.ClassPath;

/**
 * A {@link LoadApplication} in a process, seen from outside.
 */
final class LoadProcess implements AutoCloseable {

	private final Process process;

	private final Writer input;

	private final Map<String, BlockingQueue<String>> answers = new HashMap<>();

	private final Path counter;

	final List<String> log = new ArrayList<>();

	private int port;

	private LoadProcess(Process process, Path counter) {
		this.process = process;
		this.counter = counter;
		this.input = process.outputWriter(StandardCharsets.UTF_8);
		Thread reader = new Thread(this::read, "load-output");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts an application.
	 * @param folder where it keeps spans and its counter
	 * @param url where it sends
	 * @param options options of the JVM, then properties
	 */
	static LoadProcess start(Path folder, String url, String... options) throws Exception {
		List<String> jvm = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=4"));
		List<String> properties = new ArrayList<>(List.of("--spring.application.name=load", "--server.port=0",
				"--management.endpoints.web.exposure.include=health",
				"--management.endpoint.health.show-details=always", "--management.endpoint.health.probes.enabled=true",
				"--gai.braintrust.api-url=" + url, "--gai.braintrust.api-key=sk-load",
				"--gai.braintrust.project-name=load",
				"--gai.braintrust.export.spool.directory=" + folder.resolve("spool"),
				"--load.counter=" + folder.resolve("counter")));
		for (String option : options) {
			// A property that is given twice is a list.
			properties.removeIf((property) -> property.startsWith(option.split("=")[0] + "="));
			(option.startsWith("--") ? properties : jvm).add(option);
		}
		if (jvm.stream().noneMatch((option) -> option.startsWith("-Xmx"))) {
			jvm.add("-Xmx512m");
		}
		jvm.addAll(List.of("-Dspring.devtools.restart.enabled=false", "-cp", ClassPath.ofPlainApplication(),
				LoadApplication.class.getName()));
		jvm.addAll(properties);
		Files.createDirectories(folder);
		Process process = new ProcessBuilder(jvm).redirectErrorStream(true).start();
		LoadProcess load = new LoadProcess(process, folder.resolve("counter"));
		load.port = Integer.parseInt(load.await("ready", Duration.ofSeconds(300)));
		return load;
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.startsWith("@")) {
					int space = line.indexOf(' ');
					queue(line.substring(1, space)).add(line.substring(space + 1));
				}
				else {
					synchronized (this.log) {
						this.log.add(line);
					}
				}
			}
		}
		catch (IOException ex) {
			// The process is gone.
		}
	}

	private synchronized BlockingQueue<String> queue(String what) {
		return this.answers.computeIfAbsent(what, (key) -> new LinkedBlockingQueue<>());
	}

	String await(String what, Duration timeout) throws InterruptedException {
		String answer = queue(what).poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
		if (answer == null) {
			throw new IllegalStateException("No '" + what + "' within " + timeout + "\n" + tail());
		}
		return answer;
	}

	String ask(String command) throws Exception {
		tell(command);
		return await(command.split(" ")[0], Duration.ofSeconds(60));
	}

	void tell(String command) throws IOException {
		this.input.write(command + "\n");
		this.input.flush();
	}

	void produce(int from, int to, int perSecond, int contentBytes) throws IOException {
		tell("produce " + from + " " + to + " " + perSecond + " " + contentBytes);
	}

	void awaitProduced(Duration timeout) throws InterruptedException {
		await("produced", timeout);
	}

	/**
	 * Ends spans before anything is measured, so that code is compiled.
	 * @return the number of the next span
	 */
	int warmUp(int perSecond, int contentBytes) throws Exception {
		int spans = Math.max(5, Math.min(perSecond * 6, 20_000));
		ask("phase warm");
		produce(0, spans, perSecond, contentBytes);
		awaitProduced(Duration.ofSeconds(60));
		return spans;
	}

	/** How long the application has had a processor. */
	Duration processorTime() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	int port() {
		return this.port;
	}

	Map<String, String> status() throws Exception {
		return status("status");
	}

	Map<String, String> status(String of) throws Exception {
		Map<String, String> status = new HashMap<>();
		for (String pair : ask(of).split(" ")) {
			status.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
		}
		return status;
	}

	/**
	 * Spans that have ended in this process and those before it, even if it was killed.
	 */
	int ended() throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(this.counter.toFile(), "r")) {
			return file.readInt();
		}
	}

	/**
	 * Asks for a health group, on this thread alone: each further one that has to be
	 * woken for it would be measured too.
	 * @return the status of the component, or of the group
	 */
	String health(String path) {
		try {
			URL url = URI.create("http://127.0.0.1:" + this.port + "/actuator/health" + path).toURL();
			HttpURLConnection connection = (HttpURLConnection) url.openConnection();
			connection.setReadTimeout(20_000);
			try (InputStream answer = (connection.getResponseCode() < 400) ? connection.getInputStream()
					: connection.getErrorStream()) {
				String body = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
				return body.replaceFirst("(?s).*?\"status\":\"([A-Z_]+)\".*", "$1");
			}
		}
		catch (IOException ex) {
			return "UNREACHABLE";
		}
	}

	void kill() throws InterruptedException {
		// Not by the Process, which closes its streams as well.
		ProcessHandle.of(this.process.pid()).ifPresent(ProcessHandle::destroyForcibly);
		this.process.waitFor();
	}

	/**
	 * Asks the process to end, as an orchestrator does.
	 * @return milliseconds until it had
	 */
	long terminate() throws InterruptedException {
		long start = System.nanoTime();
		ProcessHandle.of(this.process.pid()).ifPresent(ProcessHandle::destroy);
		this.process.waitFor(60, TimeUnit.SECONDS);
		return (System.nanoTime() - start) / 1_000_000;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	boolean hasLogged(String text) {
		synchronized (this.log) {
			return this.log.stream().anyMatch((line) -> line.contains(text));
		}
	}

	String tail() {
		synchronized (this.log) {
			return String.join("\n", this.log.subList(Math.max(0, this.log.size() - 40), this.log.size()));
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

}

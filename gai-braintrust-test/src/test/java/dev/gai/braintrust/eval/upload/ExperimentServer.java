package dev.gai.braintrust.eval.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Experiments of Braintrust as its API documents them: a project is made or found by its
 * name, {@code ensure_new} renames, rows of the same id are one row.
 */
public final class ExperimentServer implements AutoCloseable {

	public static final String KEY = "sk-experiments-0123456789abcdef";

	static final String PROJECT = "5d5a8c1e-0000-4000-8000-000000000001";

	private static final JsonMapper json = new JsonMapper();

	final List<String> requests = new ArrayList<>();

	final List<JsonNode> experiments = new ArrayList<>();

	final Map<String, Map<String, JsonNode>> rows = new LinkedHashMap<>();

	final Deque<Fault> faults = new ArrayDeque<>();

	private final CountDownLatch over = new CountDownLatch(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	public ExperimentServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public List<String> requests() {
		return this.requests;
	}

	public List<JsonNode> experiments() {
		return this.experiments;
	}

	/** All rows of an experiment. */
	List<JsonNode> rows(String experiment) {
		return List.copyOf(this.rows.getOrDefault(experiment, Map.of()).values());
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
			Fault fault;
			synchronized (this) {
				this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
				fault = this.faults.poll();
			}
			if (fault != null) {
				fail(exchange, fault);
			}
			else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
				send(exchange, 401, "Unauthorized: " + exchange.getRequestHeaders().getFirst("Authorization"));
			}
			else {
				send(exchange, 200, json.writeValueAsString(serve(exchange.getRequestURI().getPath(), body)));
			}
		}
	}

	private void fail(HttpExchange exchange, Fault fault) throws IOException {
		if (fault.status() == 0) {
			try {
				this.over.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return;
		}
		if (fault.retryAfter() != null) {
			exchange.getResponseHeaders().add("Retry-After", fault.retryAfter());
		}
		send(exchange, fault.status(), fault.body());
	}

	private static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	private synchronized Map<String, Object> serve(String path, JsonNode body) {
		if (path.equals("/v1/project")) {
			return Map.of("id", PROJECT, "name", body.path("name").asString());
		}
		if (path.equals("/v1/experiment")) {
			this.experiments.add(body);
			String id = "e0000000-0000-4000-8000-00000000000" + this.experiments.size();
			return Map.of("id", id, "name", body.path("name").asString() + "-2f8ca776");
		}
		String experiment = path.split("/")[3];
		if (path.endsWith("/summarize")) {
			return Map.of("experiment_url", "https://www.braintrust.dev/app/acme/p/shop/experiments/support");
		}
		List<String> ids = new ArrayList<>();
		body.path("events").forEach((event) -> {
			String id = event.path("id").asString();
			this.rows.computeIfAbsent(experiment, (key) -> new LinkedHashMap<>()).put(id, event);
			ids.add(id);
		});
		return Map.of("row_ids", ids);
	}

	@Override
	public void close() {
		this.over.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * An answer that is none of the documented ones.
	 *
	 * @param status the status, 0 for an answer that never comes
	 * @param retryAfter the header, or null
	 * @param body the body
	 */
	record Fault(int status, String retryAfter, String body) {

	}

}

package dev.gai.braintrust.sample.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves the files of the console with rows that a test has made up, to look at what no
 * run of the demo has.
 */
final class ConsolePages implements AutoCloseable {

	private static final JsonMapper json = new JsonMapper();

	private static final Map<String, String> TYPES = Map.of("html", "text/html", "css", "text/css", "js",
			"text/javascript", "svg", "image/svg+xml");

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();

	private final Map<String, String> received = new ConcurrentHashMap<>();

	private volatile ArrayNode rows = json.createArrayNode();

	private volatile ArrayNode open = json.createArrayNode();

	ConsolePages() {
		try {
			this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/gai/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
		about("{}");
	}

	String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/gai/";
	}

	/**
	 * What is shown from now on.
	 * @param text rows as JSON, each with what the list and what the trace shows
	 */
	void show(String text) {
		this.rows = (ArrayNode) json.readTree(text);
	}

	/**
	 * What still runs from now on.
	 * @param text rows without an end as JSON
	 */
	void open(String text) {
		this.open = (ArrayNode) json.readTree(text);
	}

	/** The last body that was sent to each path. */
	Map<String, String> received() {
		return this.received;
	}

	/**
	 * What is known of the application.
	 * @param more what is added to the usual, as a JSON object
	 */
	void about(String more) {
		ObjectNode about = json.createObjectNode();
		about.put("application", "made-up").put("contentCaptured", true).put("maxTraces", 500).put("notSent", "a test");
		about.setAll((ObjectNode) json.readTree(more));
		answer("about", about.toString());
	}

	/** How a request for data is answered, whatever its method. */
	void answer(String path, String text) {
		this.answers.put("data/" + path, text);
	}

	/** A picture that all rows may refer to. */
	void picture(String key, byte[] bytes) {
		this.pictures.put(key, bytes);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath().substring("/gai/".length());
		if (path.equals("data/stream")) {
			send(exchange, 200, "text/event-stream", ":\n\n".getBytes(StandardCharsets.UTF_8));
			return;
		}
		if (path.startsWith("data/pictures/")) {
			send(exchange, 200, "image/png", this.pictures.get(path.substring("data/pictures/".length())));
			return;
		}
		if (path.startsWith("data/")) {
			if (exchange.getRequestMethod().equals("POST")) {
				this.received.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			}
			String data = data(path);
			send(exchange, (data != null) ? 200 : 404, "application/json",
					((data != null) ? data : "The trace is not known").getBytes(StandardCharsets.UTF_8));
			return;
		}
		String name = path.isEmpty() ? "index.html" : path;
		try (InputStream file = getClass().getResourceAsStream("/dev/gai/braintrust/console/" + name)) {
			send(exchange, (file != null) ? 200 : 404, TYPES.getOrDefault(name.replaceAll(".*\\.", ""), "text/plain"),
					(file != null) ? file.readAllBytes() : new byte[0]);
		}
	}

	private String data(String path) {
		if (path.equals("data/rows")) {
			ObjectNode all = json.createObjectNode().put("position", "1-1").put("reset", true);
			all.put("evictedTraces", 0).put("omittedSpans", 0).set("open", this.open);
			return all.set("rows", this.rows).toString();
		}
		if (path.equals("data/search") && !this.answers.containsKey(path)) {
			return "{\"traces\":[]}";
		}
		if (path.startsWith("data/traces/")) {
			ArrayNode found = json.createArrayNode();
			for (JsonNode row : this.rows) {
				if (path.endsWith("/" + row.path("trace").asString())) {
					found.add(row);
				}
			}
			ObjectNode trace = json.createObjectNode();
			trace.set("pictures", json.valueToTree(this.pictures.keySet()));
			return found.isEmpty() ? null : trace.set("rows", found).toString();
		}
		return this.answers.get(path);
	}

	private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
		exchange.getRequestBody().readAllBytes();
		exchange.getResponseHeaders().set("Content-Type", type.startsWith("image/p") ? type : type + "; charset=utf-8");
		boolean isData = exchange.getRequestURI().getPath().startsWith("/gai/data/");
		exchange.getResponseHeaders().set("Cache-Control", isData ? "no-store" : "max-age=600");
		exchange.getResponseHeaders()
			.set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; "
					+ "require-trusted-types-for 'script'; trusted-types 'none'");
		exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}

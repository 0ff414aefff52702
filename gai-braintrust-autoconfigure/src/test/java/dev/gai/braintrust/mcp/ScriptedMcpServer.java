package dev.gai.braintrust.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An MCP server that does what the name of a tool says.
 */
final class ScriptedMcpServer implements AutoCloseable {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final HttpServer server;

	private volatile String name = "scripted";

	private volatile String lastCall = "";

	ScriptedMcpServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	void name(String name) {
		this.name = name;
	}

	/**
	 * The last request for a tool, as it was received.
	 * @return the body
	 */
	String lastCall() {
		return this.lastCall;
	}

	private void answer(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		JsonNode request = body.isEmpty() ? mapper.createObjectNode() : mapper.readTree(body);
		switch (request.path("method").asString("")) {
			case "initialize" -> send(exchange, request, "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":"
					+ "{\"tools\":{}},\"serverInfo\":{\"name\":\"" + this.name + "\",\"version\":\"1\"}}");
			case "tools/list" -> send(exchange, request, "{\"tools\":[]}");
			case "tools/call" -> {
				this.lastCall = body;
				call(exchange, request);
			}
			default -> {
				exchange.sendResponseHeaders(body.isEmpty() ? 405 : 202, -1);
				exchange.close();
			}
		}
	}

	private void call(HttpExchange exchange, JsonNode request) throws IOException {
		switch (request.path("params").path("name").asString("")) {
			case "garbage" -> send(exchange, "{{{ \u0000 not JSON");
			case "dies" -> exchange.close();
			case "silent" -> {
				try {
					this.closed.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
			default -> send(exchange, request, "{\"content\":[{\"type\":\"text\",\"text\":\"fine\"}]}");
		}
	}

	private static void send(HttpExchange exchange, JsonNode request, String result) throws IOException {
		send(exchange, "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"result\":" + result + "}");
	}

	private static void send(HttpExchange exchange, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		try (exchange) {
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}

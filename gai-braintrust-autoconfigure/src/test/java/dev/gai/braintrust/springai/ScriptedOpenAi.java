package dev.gai.braintrust.springai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An imitation of OpenAI that streams an answer for each question: it asks for the
 * weather of the city that the user names, and then tells it. Every fifth question meets
 * a busy server first.
 */
final class ScriptedOpenAi implements AutoCloseable {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final ExecutorService threads = Executors.newFixedThreadPool(32);

	private final Set<String> refused = ConcurrentHashMap.newKeySet();

	private final HttpServer server;

	ScriptedOpenAi() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/**
	 * Whether the server is busy when a city is asked for the first time.
	 * @param city the city
	 * @return whether there is an attempt that fails
	 */
	static boolean isBusyFor(String city) {
		return Integer.parseInt(city.substring(city.lastIndexOf('-') + 1)) % 5 == 0;
	}

	private void answer(HttpExchange exchange) throws IOException {
		JsonNode messages = mapper.readTree(exchange.getRequestBody()).path("messages");
		String city = messages.path(0).path("content").asString();
		boolean told = messages.size() > 1;
		if (isBusyFor(city) && this.refused.add(city)) {
			exchange.getResponseHeaders().add("Retry-After-Ms", "1");
			send(exchange, 429, "application/json", "{\"error\":{\"message\":\"busy for " + city + "\"}}");
			return;
		}
		String id = (told ? "told-" : "asked-") + city;
		String events = told
				? chunk(id, "{\"role\":\"assistant\",\"content\":\"Fine in \"}", "null")
						+ chunk(id, "{\"content\":\"" + city + "\"}", "null") + chunk(id, "{}", "\"stop\"")
				: chunk(id, "{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"call-" + city
						+ "\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\""
						+ city + "\\\"}\"}}]}", "null") + chunk(id, "{}", "\"tool_calls\"");
		send(exchange, 200, "text/event-stream", events + usage(id) + "data: [DONE]\n\n");
	}

	private static void send(HttpExchange exchange, int status, String type, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", type);
		try (exchange) {
			exchange.sendResponseHeaders(status, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String chunk(String id, String delta, String finishReason) {
		return "data: {\"id\":\"" + id
				+ "\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\","
				+ "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}\n\n";
	}

	private static String usage(String id) {
		return "data: {\"id\":\"" + id
				+ "\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\","
				+ "\"choices\":[],\"usage\":{\"prompt_tokens\":" + id.length()
				+ ",\"completion_tokens\":3,\"total_tokens\":" + (id.length() + 3)
				+ ",\"prompt_tokens_details\":{\"cached_tokens\":2}}}\n\n";
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}

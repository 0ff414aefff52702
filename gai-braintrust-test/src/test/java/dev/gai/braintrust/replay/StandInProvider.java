package dev.gai.braintrust.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks as OpenAI, Anthropic and Ollama do, on 127.0.0.1, and answers the same question
 * differently each time.
 */
final class StandInProvider implements AutoCloseable {

	static final byte[] AUDIO = { (byte) 0xff, (byte) 0xfb, 0, 1, (byte) 0x90, 2, (byte) 0xc3, (byte) 0x28 };

	private static final JsonMapper json = new JsonMapper();

	private final HttpServer server;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final Map<String, Integer> asked = new ConcurrentHashMap<>();

	StandInProvider() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool());
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	List<String> requests() {
		return this.requests;
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			String path = exchange.getRequestURI().getPath();
			this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			int time = this.asked.merge(path + new String(body, StandardCharsets.UTF_8), 1, Integer::sum);
			exchange.getResponseHeaders().add("Set-Cookie", "session=0123456789abcdef0123456789abcdef");
			exchange.getResponseHeaders().add("x-request-id", "req_" + time);
			if (path.endsWith("/audio/speech")) {
				send(exchange, 200, "audio/mpeg", AUDIO);
			}
			else if (path.endsWith("/audio/transcriptions")) {
				sendJson(exchange, 200, "{\"text\": \"heard it\"}");
			}
			else if (path.endsWith("/refused")) {
				sendJson(exchange, 401, "{\"error\": {\"message\": \"Incorrect key: "
						+ exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "") + "\"}}");
			}
			else if (path.endsWith("/packed")) {
				ByteArrayOutputStream packed = new ByteArrayOutputStream();
				try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
					gzip.write("{\"packed\": true}".getBytes(StandardCharsets.UTF_8));
				}
				exchange.getResponseHeaders().add("Content-Encoding", "gzip");
				send(exchange, 200, "application/json", packed.toByteArray());
			}
			else if (path.endsWith("/flaky") && time == 1) {
				exchange.getResponseHeaders().add("Retry-After", "0");
				sendJson(exchange, 429, "{\"error\": {\"message\": \"slow down\"}}");
			}
			else {
				model(exchange, path,
						json.readTree(
								(body.length > 0 && body[0] == '{') ? body : "{}".getBytes(StandardCharsets.UTF_8)),
						time);
			}
		}
	}

	private static void model(HttpExchange exchange, String path, JsonNode asked, int time) throws IOException {
		boolean streamed = asked.path("stream").asBoolean(path.endsWith("/api/chat"));
		if (path.endsWith("/embeddings")) {
			sendJson(exchange, 200, """
					{"object": "list", "model": "text-embedding-3-small", "data": [{"object": "embedding", "index": 0,
					 "embedding": [0.25, -0.5, 0.125]}], "usage": {"prompt_tokens": 3, "total_tokens": 3}}""");
		}
		else if (path.endsWith("/messages") && streamed) {
			stream(exchange, "text/event-stream", List.of(event("message_start",
					"\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\","
							+ "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
							+ "\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}"),
					event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
					event("content_block_delta",
							"\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Claude \"}"),
					event("content_block_delta",
							"\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"streams\"}"),
					event("content_block_stop", "\"index\":0"),
					event("message_delta",
							"\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
									+ "\"usage\":{\"output_tokens\":3}"),
					"event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
		}
		else if (path.endsWith("/messages")) {
			sendJson(exchange, 200,
					"""
							{"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_sequence": null,
							 "content": [{"type": "text", "text": "Claude says %d"}], "stop_reason": "end_turn",
							 "usage": {"input_tokens": 9, "output_tokens": 3}}"""
						.formatted(time));
		}
		else if (path.endsWith("/api/chat")) {
			stream(exchange, "application/x-ndjson", List.of(
					"{\"model\":\"llama3\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"Ollama \"},\"done\":false}\n",
					"{\"model\":\"llama3\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"says\"},\"done\":false}\n",
					"{\"model\":\"llama3\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":4,\"eval_count\":2}\n"));
		}
		else if (streamed) {
			stream(exchange, "text/event-stream",
					List.of(chunk("{\"role\":\"assistant\",\"content\":\"Hel\"}", "null"),
							chunk("{\"content\":\"lo \"}", "null"), ": still there\n\n",
							chunk("{\"content\":\"number " + time + "\"}", "null"), chunk("{}", "\"stop\""),
							"data: [DONE]\n\n"));
		}
		else {
			sendJson(exchange, 200, completion(asked, time));
		}
	}

	private static String event(String type, String fields) {
		return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
	}

	private static String chunk(String delta, String reason) {
		return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-mini\","
				+ "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}\n\n";
	}

	private static String completion(JsonNode asked, int time) {
		JsonNode last = asked.path("messages").path(asked.path("messages").size() - 1);
		String message = "{\"role\": \"assistant\", \"content\": \"Answer " + time + "\"}";
		String reason = "stop";
		if (asked.has("tools") && !last.path("role").asString("").equals("tool")) {
			message = """
					{"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
					 "function": {"name": "stock", "arguments": "{\\"article\\":\\"lamp\\"}"}}]}""";
			reason = "tool_calls";
		}
		return """
				{"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "gpt-4o-mini",
				 "choices": [{"index": 0, "message": %s, "finish_reason": "%s"}],
				 "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12}}""".formatted(message,
				reason);
	}

	private static void sendJson(HttpExchange exchange, int status, String body) throws IOException {
		send(exchange, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
	}

	private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private static void stream(HttpExchange exchange, String type, List<String> pieces) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", type);
		exchange.sendResponseHeaders(200, 0);
		for (String piece : pieces) {
			exchange.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		((java.util.concurrent.ExecutorService) this.server.getExecutor()).shutdownNow();
	}

}

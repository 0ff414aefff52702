package dev.gai.braintrust.sample.scripted;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a reply as server-sent events, with pauses between them that a reader can
 * measure.
 */
final class CompletionStream {

	private static final Duration BETWEEN_CHUNKS = Duration.ofMillis(12);

	private final Completion completion;

	private final JsonMapper mapper;

	CompletionStream(Completion completion, JsonMapper mapper) {
		this.completion = completion;
		this.mapper = mapper;
	}

	void writeTo(HttpExchange http) throws IOException {
		http.getResponseHeaders().set("Content-Type", "text/event-stream");
		http.sendResponseHeaders(200, 0);
		OutputStream body = http.getResponseBody();
		Pause.of(this.completion.thinkingTime());
		for (Map<String, Object> chunk : this.completion.chunks()) {
			event(body, this.mapper.writeValueAsString(chunk));
			Pause.of(BETWEEN_CHUNKS);
		}
		if (this.completion.isUsageStreamed()) {
			event(body, this.mapper.writeValueAsString(this.completion.usageChunk()));
		}
		event(body, "[DONE]");
	}

	private static void event(OutputStream body, String data) throws IOException {
		body.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
		body.flush();
	}

}

package dev.gai.braintrust.sample.scripted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.gai.braintrust.sample.scripted.Script.Call;
import dev.gai.braintrust.sample.scripted.Script.Reply;
import tools.jackson.databind.JsonNode;

/**
 * One reply in the form of OpenAI's API: as a whole, or as the chunks of a stream. The
 * numbers of tokens are estimates, made from what was really sent and answered.
 */
final class Completion {

	private static final Duration THINKING = Duration.ofMillis(60);

	private final String id = "chatcmpl-scripted-" + UUID.randomUUID();

	private final JsonNode request;

	private final Reply reply;

	private final long promptTokens;

	private final long completionTokens;

	Completion(JsonNode request, Reply reply) {
		this.request = request;
		this.reply = reply;
		this.promptTokens = TokenEstimate.of(request.path("messages")) + TokenEstimate.of(request.path("tools"));
		this.completionTokens = TokenEstimate.of(reply.text())
				+ reply.calls().stream().mapToLong((call) -> TokenEstimate.of(call.name() + call.arguments())).sum();
	}

	boolean isStreamed() {
		return this.request.path("stream").asBoolean(false);
	}

	boolean isUsageStreamed() {
		return this.request.path("stream_options").path("include_usage").asBoolean(false);
	}

	/**
	 * Time until the first word.
	 */
	Duration thinkingTime() {
		return THINKING;
	}

	/**
	 * Time from the first word to the last of an answer that is not streamed.
	 */
	Duration writingTime() {
		return Duration.ofMillis(Math.min(90, this.completionTokens));
	}

	Map<String, Object> whole() {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("role", "assistant");
		message.put("content", this.reply.calls().isEmpty() ? this.reply.text() : null);
		if (!this.reply.calls().isEmpty()) {
			message.put("tool_calls", toolCalls());
		}
		Map<String, Object> whole = frame("chat.completion",
				List.of(Map.of("index", 0, "message", message, "finish_reason", finishReason())));
		whole.put("usage", usage());
		return whole;
	}

	/**
	 * The chunks of the text, one word each, or one with the calls of tools.
	 */
	List<Map<String, Object>> chunks() {
		List<Map<String, Object>> chunks = new ArrayList<>();
		if (!this.reply.calls().isEmpty()) {
			chunks.add(chunk(Map.of("role", "assistant", "tool_calls", toolCallDeltas()), null));
			chunks.add(chunk(Map.of(), finishReason()));
			return chunks;
		}
		for (String word : this.reply.text().split("(?<= )")) {
			chunks.add(chunk(Map.of("role", "assistant", "content", word), null));
		}
		chunks.add(chunk(Map.of(), finishReason()));
		return chunks;
	}

	Map<String, Object> usageChunk() {
		Map<String, Object> chunk = frame("chat.completion.chunk", List.of());
		chunk.put("usage", usage());
		return chunk;
	}

	private Map<String, Object> chunk(Map<String, Object> delta, String finishReason) {
		Map<String, Object> choice = new LinkedHashMap<>();
		choice.put("index", 0);
		choice.put("delta", delta);
		choice.put("finish_reason", finishReason);
		return frame("chat.completion.chunk", List.of(choice));
	}

	private Map<String, Object> frame(String object, List<?> choices) {
		Map<String, Object> frame = new LinkedHashMap<>();
		frame.put("id", this.id);
		frame.put("object", object);
		frame.put("created", System.currentTimeMillis() / 1000);
		frame.put("model", ScriptedLlm.MODEL);
		frame.put("choices", choices);
		return frame;
	}

	private List<Map<String, Object>> toolCalls() {
		List<Map<String, Object>> calls = new ArrayList<>();
		for (Call call : this.reply.calls()) {
			calls.add(Map.of("id", "call_" + (calls.size() + 1), "type", "function", "function",
					Map.of("name", call.name(), "arguments", call.arguments().toString())));
		}
		return calls;
	}

	private List<Map<String, Object>> toolCallDeltas() {
		List<Map<String, Object>> deltas = new ArrayList<>();
		for (Map<String, Object> call : toolCalls()) {
			Map<String, Object> delta = new LinkedHashMap<>(call);
			delta.put("index", deltas.size());
			deltas.add(delta);
		}
		return deltas;
	}

	private Map<String, Object> usage() {
		return Map.of("prompt_tokens", this.promptTokens, "completion_tokens", this.completionTokens, "total_tokens",
				this.promptTokens + this.completionTokens);
	}

	private String finishReason() {
		return this.reply.calls().isEmpty() ? "stop" : "tool_calls";
	}

}

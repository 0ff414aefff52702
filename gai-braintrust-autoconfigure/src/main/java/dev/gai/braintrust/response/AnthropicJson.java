package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.AnthropicUsage;
import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Messages of Anthropic's API, whole or as the events of a stream. Its input tokens leave
 * out what was read from or written to the cache; here the whole contains its parts. What
 * the model thought stands beside its answer.
 */
final class AnthropicJson {

	/** The blocks that become something else than an item. */
	private static final Set<String> READ = Set.of("text", "thinking", "tool_use");

	private static final List<String> BESIDE = List.of("container", "stop_details", "context_management");

	/** Fields of pieces that become something else than a field of an item. */
	private static final Set<String> READ_OF_DELTAS = Set.of("type", "text", "thinking", "signature", "partial_json",
			"citation");

	private static final Set<String> DELTAS = Set.of("text_delta", "thinking_delta", "input_json_delta");

	private final Map<Long, Block> blocks = new TreeMap<>();

	private final AnthropicUsage usage = new AnthropicUsage();

	private @Nullable String model;

	private @Nullable String id;

	private @Nullable String stopReason;

	/** Where code of the model ran, why it refuses, what it was not shown any more. */
	private final Map<String, Object> beside = new LinkedHashMap<>();

	private boolean recognized;

	private AnthropicJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		AnthropicJson message = new AnthropicJson();
		documents.forEach(message::add);
		return message.recognized ? message.build() : null;
	}

	private void add(JsonValue document) {
		String type = document.get("type").text();
		if (type == null) {
			return;
		}
		switch (type) {
			case "message" -> message(document);
			case "message_start" -> message(document.get("message"));
			case "content_block_start" -> start(index(document), document.get("content_block"));
			case "content_block_delta" -> {
				this.recognized |= DELTAS.contains(String.valueOf(document.get("delta").get("type").text()));
				block(index(document)).delta(document.get("delta"));
			}
			case "message_delta" -> {
				stopped(document.get("delta"));
				keepBeside(document);
				this.usage.add(document.get("usage"));
			}
			default -> {
			}
		}
	}

	private void message(JsonValue message) {
		if (!"message".equals(message.get("type").text()) || !message.get("content").isArray()) {
			return;
		}
		this.recognized = true;
		this.model = message.get("model").label();
		this.id = message.get("id").label();
		stopped(message);
		this.usage.add(message.get("usage"));
		for (JsonValue block : message.get("content").items()) {
			start(this.blocks.size(), block);
		}
	}

	private void stopped(JsonValue message) {
		String reason = FinishReasons.normalize(message.get("stop_reason").text());
		this.stopReason = (reason != null) ? reason : this.stopReason;
		keepBeside(message);
	}

	private void keepBeside(JsonValue message) {
		for (String name : BESIDE) {
			Object plain = message.get(name).isObject() ? message.get(name).plain() : null;
			if (plain != null) {
				this.beside.put(name, plain);
			}
		}
	}

	private void start(long index, JsonValue block) {
		block(index).start(block);
	}

	private Block block(long index) {
		return this.blocks.computeIfAbsent(index, (position) -> new Block());
	}

	private static long index(JsonValue event) {
		Long index = event.get("index").count();
		return (index != null) ? index : 0;
	}

	private LlmResponse build() {
		StringBuilder text = new StringBuilder();
		StringBuilder reasoning = new StringBuilder();
		List<Object> annotations = new ArrayList<>();
		List<Object> items = new ArrayList<>();
		List<ToolCall> toolCalls = new ArrayList<>();
		for (Block block : this.blocks.values()) {
			text.append(block.text);
			reasoning.append(block.thinking);
			annotations.addAll(block.citations);
			if (block.other != null) {
				items.add(block.item(block.other));
			}
			if ("tool_use".equals(block.type)) {
				toolCalls.add(block.toolCall());
			}
		}
		LlmResponse.Builder read = LlmResponse.builder().model(this.model).id(this.id).usage(this.usage.build());
		if (this.stopReason != null || !text.isEmpty() || !reasoning.isEmpty() || !toolCalls.isEmpty()
				|| !items.isEmpty()) {
			String content = text.isEmpty() ? null : text.toString();
			Message message = new Message("assistant", content, toolCalls, null).with("reasoning", reasoning.toString())
				.with("annotations", annotations)
				.with("items", items);
			for (Map.Entry<String, Object> said : this.beside.entrySet()) {
				message = message.with(said.getKey(), said.getValue());
			}
			read.choice(this.stopReason, message);
		}
		return read.build();
	}

	/**
	 * A part of the answer: text, or the call of a tool.
	 */
	private static final class Block {

		private final StringBuilder text = new StringBuilder();

		private final StringBuilder thinking = new StringBuilder();

		private final StringBuilder arguments = new StringBuilder();

		private final List<Object> citations = new ArrayList<>();

		/** Fields that arrive in pieces, of a block that nobody knows. */
		private final Map<String, StringBuilder> pieces = new LinkedHashMap<>();

		private @Nullable Map<?, ?> other;

		private @Nullable String type;

		private @Nullable String id;

		private @Nullable String name;

		private @Nullable String input;

		void start(JsonValue block) {
			this.type = block.get("type").text();
			this.id = block.get("id").label();
			this.name = block.get("name").label();
			this.input = block.get("input").json();
			append(this.text, block.get("text"));
			append(this.thinking, block.get("thinking"));
			block.get("citations").items().forEach(this::cite);
			boolean read = this.type == null || READ.contains(this.type);
			this.other = (!read && block.plain() instanceof Map<?, ?> came) ? came : null;
		}

		void delta(JsonValue delta) {
			append(this.text, delta.get("text"));
			append(this.thinking, delta.get("thinking"));
			cite(delta.get("citation"));
			append(this.arguments, delta.get("partial_json"));
			if (this.other != null) {
				delta.names()
					.stream()
					.filter((name) -> !READ_OF_DELTAS.contains(name))
					.forEach((name) -> append(this.pieces.computeIfAbsent(name, (field) -> new StringBuilder()),
							delta.get(name)));
			}
		}

		private void cite(JsonValue citation) {
			Object plain = citation.plain();
			if (plain != null) {
				this.citations.add(plain);
			}
		}

		/**
		 * A block as it came, with what the stream brought later.
		 */
		Object item(Map<?, ?> came) {
			Map<Object, @Nullable Object> whole = new LinkedHashMap<>(came);
			if (!this.arguments.isEmpty()) {
				whole.put("input", this.arguments.toString());
			}
			this.pieces.forEach((name, text) -> {
				if (!text.isEmpty()) {
					whole.put(name, text.toString());
				}
			});
			return whole;
		}

		private static void append(StringBuilder target, JsonValue piece) {
			String chars = piece.text();
			target.append((chars != null) ? chars : "");
		}

		ToolCall toolCall() {
			// A stream starts with an empty input and then brings the text of the real
			// one.
			return new ToolCall(this.id, (this.name != null) ? this.name : "",
					this.arguments.isEmpty() ? this.input : this.arguments.toString());
		}

	}

}

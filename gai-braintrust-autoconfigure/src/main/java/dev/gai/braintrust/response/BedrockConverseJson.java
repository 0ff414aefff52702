package dev.gai.braintrust.response;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.BedrockUsage;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Bedrock's {@code Converse}, or the events of {@code ConverseStream}. They do
 * not name the model. What the model thought stands beside its answer.
 */
final class BedrockConverseJson {

	private static final List<String> EVENTS = List.of("messageStart", "contentBlockStart", "contentBlockDelta",
			"contentBlockStop", "messageStop", "metadata");

	private final Map<Long, Block> blocks = new TreeMap<>();

	private final AnswerText answer = new AnswerText();

	private @Nullable Usage usage;

	private boolean recognized;

	private BedrockConverseJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		BedrockConverseJson response = new BedrockConverseJson();
		documents.forEach(response::add);
		return response.recognized ? response.build() : null;
	}

	private void add(JsonValue document) {
		JsonValue message = document.get("output").get("message");
		if (message.get("content").isArray() && (document.has("stopReason") || document.has("usage"))) {
			this.recognized = true;
			for (JsonValue block : message.get("content").items()) {
				Block whole = new Block();
				this.blocks.put((long) this.blocks.size(), whole);
				whole.append(block.get("text"));
				JsonValue cited = block.get("citationsContent");
				cited.get("content").items().forEach((part) -> whole.append(part.get("text")));
				cited.get("citations").items().forEach((citation) -> this.answer.annotate(citation.plain()));
				this.answer.think(block.get("reasoningContent").get("reasoningText").get("text").text());
				whole.start(block.get("toolUse"));
				keepUnknown(block, "citationsContent", "reasoningText");
			}
			finish(document);
			return;
		}
		for (String name : EVENTS) {
			JsonValue event = document.get(name);
			if (event.isObject()) {
				event(name, event);
			}
		}
	}

	private void event(String name, JsonValue event) {
		Long index = event.get("contentBlockIndex").count();
		Block block = (index != null) ? this.blocks.computeIfAbsent(index, (key) -> new Block()) : new Block();
		switch (name) {
			case "messageStart" -> this.recognized |= event.has("role");
			case "contentBlockStart" -> {
				block.start(event.get("start").get("toolUse"));
				keepUnknown(event.get("start"), "citation", "text");
			}
			case "contentBlockDelta" -> {
				this.recognized = true;
				block.append(event.get("delta").get("text"));
				this.answer.annotate(event.get("delta").get("citation").plain());
				this.answer.think(event.get("delta").get("reasoningContent").get("text").text());
				block.input(event.get("delta").get("toolUse").get("input").text());
				keepUnknown(event.get("delta"), "citation", "text");
			}
			case "messageStop", "metadata" -> finish(event);
			default -> {
			}
		}
	}

	/**
	 * Results of tools that the provider has run, images, thoughts that nobody can read.
	 */
	private void keepUnknown(JsonValue block, String cited, String thought) {
		JsonValue thoughts = block.get("reasoningContent");
		boolean known = block.has("text") || block.has("toolUse") || block.has(cited) || thoughts.has(thought)
				|| thoughts.has("signature");
		if (block.isObject() && !block.names().isEmpty() && !known) {
			this.answer.keepNext(block.plain());
		}
	}

	private void finish(JsonValue said) {
		this.recognized |= said.has("stopReason") || said.get("usage").has("inputTokens");
		this.answer.finished(FinishReasons.normalize(said.get("stopReason").text()));
		JsonValue guardrail = said.get("trace").get("guardrail");
		if (guardrail.isObject()) {
			this.answer.keep("guardrail", Collections.singletonMap("guardrail", guardrail.plain()));
		}
		Usage figures = BedrockUsage.read(said.get("usage"));
		this.usage = (figures != null) ? figures : this.usage;
	}

	private LlmResponse build() {
		this.blocks.values().forEach((block) -> block.addTo(this.answer));
		LlmResponse.Builder read = LlmResponse.builder().usage(this.usage);
		if (!this.answer.isEmpty()) {
			this.answer.addTo(read);
		}
		return read.build();
	}

	/** A part of the answer: text, or the call of a tool. */
	private static final class Block {

		private final JoinedText text = new JoinedText();

		private final StringBuilder arguments = new StringBuilder();

		private @Nullable ToolCall call;

		void append(JsonValue piece) {
			String chars = piece.text();
			this.text.append((chars != null) ? chars : "");
		}

		void start(JsonValue toolUse) {
			if (toolUse.isObject()) {
				String name = toolUse.get("name").label();
				this.call = new ToolCall(toolUse.get("toolUseId").label(), (name != null) ? name : "",
						toolUse.get("input").json());
			}
		}

		void input(@Nullable String piece) {
			this.arguments.append((piece != null) ? piece : "");
		}

		void addTo(AnswerText answer) {
			if (this.call != null) {
				answer.call(this.arguments.isEmpty() ? this.call
						: new ToolCall(this.call.id(), this.call.name(), this.arguments.toString()));
			}
			else if (!this.text.isEmpty()) {
				answer.append(this.text.toString());
			}
		}

	}

}

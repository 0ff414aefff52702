package dev.gai.braintrust.response;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gai.braintrust.content.media.MediaPieces;
import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OtherFields;
import dev.gai.braintrust.response.usage.Thoughts;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the shape of OpenAI's chat completions, whole or arriving in parts.
 */
final class ChoiceParts {

	/** What few messages have, so that it is asked for once and not field by field. */
	private static final Set<String> RARE = Stream
		.of(Thoughts.NAMES, List.of("context", "provider_specific_fields", "graph_data", "web_search_data"),
				List.of("executed_tools", "images", "audio"))
		.flatMap(List::stream)
		.collect(Collectors.toUnmodifiableSet());

	private final JoinedText text = new JoinedText();

	private final JoinedText refusal = new JoinedText();

	private final JoinedText reasoning = new JoinedText();

	private final List<ToolCallParts> toolCalls = new ArrayList<>();

	private final List<Object> annotations = new ArrayList<>();

	/** What was looked up for the answer. */
	private final Map<String, Object> sources = new LinkedHashMap<>();

	private final List<Object> items = new ArrayList<>();

	private final List<Object> images = new ArrayList<>();

	private @Nullable Object audio;

	private final MediaPieces sound = new MediaPieces();

	/** By kind: of the text, or of a refusal. In streams each chunk has its own part. */
	private final Map<String, List<Object>> logprobs = new LinkedHashMap<>();

	private @Nullable Object otherLogprobs;

	/** Of Azure's filter. */
	private @Nullable Object verdict;

	private boolean blocked;

	private boolean hasText;

	private @Nullable Object contentParts;

	private @Nullable String role;

	private @Nullable String finishReason;

	void add(JsonValue choice) {
		String reason = FinishReasons.normalize(choice.get("finish_reason").text());
		this.finishReason = (reason != null) ? reason : this.finishReason;
		append(choice.get("text"));
		keepLogprobs(choice.get("logprobs"));
		keepVerdict(choice.get(ChatShape.VERDICT));
		if (choice.get("message").isObject()) {
			message(choice.get("message"));
		}
		else {
			delta(choice.get("delta"));
		}
	}

	private void message(JsonValue message) {
		// A whole answer replaces what came before it.
		this.text.clear();
		this.refusal.clear();
		this.reasoning.clear();
		this.annotations.clear();
		this.sources.clear();
		this.toolCalls.clear();
		this.hasText = false;
		this.items.clear();
		List<JsonValue> parts = message.get("content").items();
		boolean thinks = !parts.isEmpty() && parts.stream().anyMatch(ChoiceParts::isThought);
		this.contentParts = thinks ? null : structured(message.get("content"));
		if (thinks) {
			parts.forEach(this::part);
		}
		append(message.get("content"));
		rest(message);
	}

	/**
	 * Content that is no text: parts, or an object that an application has put there.
	 */
	private static @Nullable Object structured(JsonValue content) {
		Object plain = (content.text() == null) ? content.plain() : null;
		return (plain instanceof Number || plain instanceof Boolean) ? null : plain;
	}

	private void delta(JsonValue delta) {
		append(delta.get("content"));
		delta.get("content").items().forEach(this::part);
		rest(delta);
	}

	/** Of Mistral, and of Databricks, which has it as a summary. */
	private static boolean isThought(JsonValue part) {
		return "thinking".equals(part.get("type").text()) || "reasoning".equals(part.get("type").text());
	}

	private void part(JsonValue part) {
		append(part.get("text"));
		think(part);
		this.reasoning.append(Thoughts.joined(part.get("summary"), ""));
		part.get("thinking").items().stream().filter(ChoiceParts::isUnknown).forEach(this::keepItem);
		if (!isThought(part) && isUnknown(part)) {
			keepItem(part);
		}
	}

	private static boolean isUnknown(JsonValue part) {
		return part.isObject() && !part.has("text") && !part.has("thinking");
	}

	private void keepItem(JsonValue item) {
		keep(item.plain(), this.items);
	}

	private void rest(JsonValue message) {
		this.role = (this.role != null) ? this.role : message.get("role").label();
		String refused = message.get("refusal").label();
		this.refusal.append((refused != null) ? refused : "");
		message.get("annotations").items().forEach((annotation) -> keep(annotation.plain(), this.annotations));
		if (message.hasAny(RARE)) {
			think(message);
			rare(message);
		}
		OtherFields.add(message, this.sources);
		for (JsonValue call : message.get("tool_calls").items()) {
			if (call.isObject()) {
				partsOf(call).add(call);
			}
		}
		JsonValue function = message.get("function_call");
		if (function.isObject()) {
			JsonValue call = JsonValue.of(Collections.singletonMap("function", function.plain()));
			partsOf(call).add(call);
		}
	}

	private void rare(JsonValue message) {
		// Of Azure on your own data, and of what LiteLLM calls.
		source("context", message.get("context"));
		source("citations", message.get("provider_specific_fields").get("citations"));
		keep(message.get("provider_specific_fields").get("citation").plain(), this.annotations);
		// What Writer has looked up.
		source("graph_data", message.get("graph_data"));
		source("web_search_data", message.get("web_search_data"));
		// What Groq's own tools did.
		message.get("executed_tools").items().forEach(this::keepItem);
		// What it thought, where only the provider can read that.
		message.get("reasoning_details")
			.items()
			.stream()
			.filter((detail) -> "reasoning.encrypted".equals(detail.get("type").text()))
			.forEach(this::keepItem);
		// What the model has drawn, by way of OpenRouter.
		message.get("images").items().forEach((image) -> keep(image.plain(), this.images));
		if (message.get("audio").isObject()) {
			speak(message.get("audio"));
		}
	}

	private ToolCallParts partsOf(JsonValue call) {
		for (int i = this.toolCalls.size() - 1; i >= 0; i--) {
			if (this.toolCalls.get(i).continuesWith(call)) {
				return this.toolCalls.get(i);
			}
		}
		ToolCallParts parts = new ToolCallParts();
		this.toolCalls.add(parts);
		return parts;
	}

	private void source(String name, JsonValue source) {
		Object plain = source.isObject() || !source.items().isEmpty() ? source.plain() : null;
		if (plain != null) {
			this.sources.put(name, plain);
		}
	}

	private static void keep(@Nullable Object item, List<Object> kept) {
		if (item != null) {
			kept.add(item);
		}
	}

	/**
	 * What is spoken, in words, and its sound, which comes in pieces in streams.
	 */
	private void speak(JsonValue said) {
		append(said.get("transcript"));
		if (said.get("id").text() != null && said.get("transcript").text() != null && said.get("data").text() != null) {
			this.audio = said.plain();
		}
		else if (said.get("data").text() != null) {
			this.sound.add(String.valueOf(said.get("data").text()));
		}
	}

	private @Nullable Object spoken() {
		Object pieces = (this.audio == null) ? this.sound.joined("audio/pcm") : null;
		return (pieces != null) ? Map.of("data", pieces) : this.audio;
	}

	private void keepLogprobs(JsonValue said) {
		if (!said.isObject()) {
			return;
		}
		for (String kind : List.of("content", "refusal")) {
			for (JsonValue token : said.get(kind).items()) {
				Object plain = token.plain();
				if (plain != null) {
					this.logprobs.computeIfAbsent(kind, (key) -> new ArrayList<>()).add(plain);
				}
			}
		}
		if (said.has("tokens")) {
			this.otherLogprobs = said.plain();
		}
	}

	/** In streams each chunk has its own; the one that lets something not pass counts. */
	private void keepVerdict(JsonValue said) {
		if (!said.isObject()) {
			return;
		}
		List<String> kinds = said.names();
		boolean blocks = kinds.stream().map(said::get).anyMatch((kind) -> kind.get("filtered").isTrue());
		if (!kinds.isEmpty() && (blocks || !this.blocked)) {
			this.verdict = said.plain();
			this.blocked = blocks;
		}
	}

	private void think(JsonValue message) {
		String thought = Thoughts.in(message);
		this.reasoning.append((thought != null) ? thought : "");
	}

	private void append(JsonValue piece) {
		String chars = piece.text();
		if (chars != null) {
			this.text.append(chars);
			this.hasText = true;
		}
	}

	LlmResponse.Choice build() {
		List<ToolCall> calls = this.toolCalls.isEmpty() ? List.of()
				: this.toolCalls.stream().map(ToolCallParts::build).toList();
		String spoken = (this.role != null) ? this.role : "assistant";
		Message message = new Message(spoken, content(!calls.isEmpty()), calls, null);
		for (Map.Entry<String, Object> source : this.sources.entrySet()) {
			message = message.with(source.getKey(), source.getValue());
		}
		return new LlmResponse.Choice(this.finishReason,
				message.with("reasoning", this.reasoning.toString())
					.with("refusal", this.refusal.toString())
					.with("annotations", this.annotations)
					.with("items", this.items)
					.with("images", this.images)
					.with("audio", spoken())
					.with(ChatShape.LOGPROBS, this.logprobs.isEmpty() ? this.otherLogprobs : this.logprobs)
					.with(ChatShape.VERDICT, this.verdict));
	}

	private @Nullable Object content(boolean callsTools) {
		if (this.contentParts != null) {
			return this.contentParts;
		}
		if (this.text.isEmpty() && !this.refusal.isEmpty()) {
			return this.refusal.toString();
		}
		return (!this.hasText || (this.text.isEmpty() && callsTools)) ? null : this.text.toString();
	}

}

package dev.gai.braintrust.response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.content.media.InlineMedia;
import dev.gai.braintrust.response.usage.GeminiUsage;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.Thoughts;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Gemini's Interactions API, whole or as the events of a stream: a list of
 * steps, or of outputs in its first version. What the model thought is no part of its
 * answer.
 */
final class InteractionsJson {

	private final AnswerText answer = new AnswerText();

	/** Calls of functions whose arguments come piece by piece, by their step. */
	private final Map<Long, JsonValue> started = new LinkedHashMap<>();

	private final Map<Long, StringBuilder> arguments = new LinkedHashMap<>();

	private @Nullable String model;

	private @Nullable String id;

	private @Nullable Usage usage;

	private boolean recognized;

	private boolean spoken;

	private InteractionsJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		InteractionsJson response = new InteractionsJson();
		documents.forEach(response::add);
		return response.recognized ? response.build() : null;
	}

	private void add(JsonValue document) {
		JsonValue interaction = document.get("interaction").isObject() ? document.get("interaction") : document;
		boolean answered = interaction.get("steps").isArray() || interaction.get("outputs").isArray();
		if ("interaction".equals(interaction.get("object").text())
				|| String.valueOf(document.get("event_type").text()).startsWith("interaction.")
				|| (answered && interaction.get("usage").has("total_input_tokens"))) {
			this.recognized = true;
			interaction(interaction);
			return;
		}
		String event = document.get("event_type").text();
		if (event == null) {
			return;
		}
		Long index = document.get("index").count();
		switch (event) {
			case "step.start" -> {
				boolean call = "function_call".equals(document.get("step").get("type").text());
				if (call && index != null) {
					this.started.put(index, document.get("step"));
				}
				else {
					step(document.get("step"));
				}
			}
			case "step.delta", "content.delta" -> delta(document.get("delta"), (index != null) ? index : 0);
			default -> {
			}
		}
	}

	private void interaction(JsonValue interaction) {
		String named = interaction.firstLabel("model", "agent");
		this.model = (named != null) ? named : this.model;
		String identified = interaction.get("id").label();
		this.id = (identified != null) ? identified : this.id;
		Usage said = GeminiUsage.ofInteraction(interaction.get("usage"));
		this.usage = (said != null) ? said : this.usage;
		this.answer.finished(switch (String.valueOf(interaction.get("status").text())) {
			case "completed" -> "stop";
			case "requires_action" -> "tool_calls";
			case "incomplete", "budget_exceeded" -> "length";
			default -> null;
		});
		if (!this.spoken) {
			// The end of a stream may repeat all that there is.
			interaction.get("steps").items().forEach(this::step);
			interaction.get("outputs").items().forEach(this::content);
		}
	}

	private void step(JsonValue step) {
		if ("model_output".equals(step.get("type").text())) {
			step.get("content").items().forEach(this::content);
		}
		else if (!"user_input".equals(step.get("type").text())) {
			content(step);
		}
	}

	private void content(JsonValue content) {
		String type = content.get("type").text();
		if (type == null) {
			return;
		}
		this.spoken = true;
		switch (type) {
			case "text" -> {
				this.answer.append(content.get("text").text());
				content.get("annotations").items().forEach((annotation) -> this.answer.annotate(annotation.plain()));
			}
			case "thought" -> this.answer.think(Thoughts.joined(content.get("summary"), "\n\n"));
			case "function_call" -> this.answer.call(call(content, content.get("arguments").json()));
			case "image", "audio", "video" -> show(content);
			default -> this.answer.keepNext(content.plain());
		}
	}

	private void show(JsonValue content) {
		String bytes = content.get("data").text();
		if (bytes != null) {
			this.answer.show(InlineMedia.of(content.get("mime_type").label(), null, bytes));
		}
	}

	private void delta(JsonValue delta, long index) {
		String type = String.valueOf(delta.get("type").text());
		switch (type) {
			case "thought_summary" -> {
				this.spoken = true;
				JsonValue told = delta.get("content").isObject() ? delta.get("content") : delta;
				this.answer.think(told.get("text").text());
			}
			case "arguments_delta" -> {
				String piece = delta.firstLabel("arguments", "partial_arguments");
				this.arguments.computeIfAbsent(index, (key) -> new StringBuilder())
					.append((piece != null) ? piece : "");
			}
			case "thought_signature", "text_annotation" -> {
			}
			default -> content(delta);
		}
	}

	private static ToolCall call(JsonValue call, @Nullable String arguments) {
		String name = call.get("name").label();
		return new ToolCall(call.get("id").label(), (name != null) ? name : "", arguments);
	}

	private LlmResponse build() {
		this.started.forEach((index, call) -> {
			StringBuilder pieces = this.arguments.get(index);
			this.answer.call(call(call, (pieces != null) ? pieces.toString() : call.get("arguments").json()));
		});
		LlmResponse.Builder read = LlmResponse.builder().model(this.model).id(this.id).usage(this.usage);
		if (!this.answer.isEmpty()) {
			this.answer.addTo(read);
		}
		return read.build();
	}

}

package dev.gai.braintrust.response.usage;

import java.util.List;
import java.util.Set;

import dev.gai.braintrust.promise.Internal;

/**
 * Tells which parts of a stream bear content: text, thoughts or the call of a tool.
 * Frames that say who speaks, that a message begins, or that the line is alive do not.
 */
@Internal
public final class JsonContent {

	/** Events of streams, by their type, that never bear content. */
	private static final Set<String> FRAMES = Set.of("ping", "message_start", "message_stop", "content_block_stop",
			"message_delta", "message-start", "content-end", "tool-call-end", "tool-plan-end", "message-end",
			"response.created", "response.queued", "response.in_progress", "response.content_part.added",
			"response.reasoning_summary_part.added", "keepalive", "conversation.response.started",
			"conversation.response.done", "agent.handoff.started", "agent.handoff.done", "transcription.language",
			"speech.audio.done");

	/** Fields of a message that are content when they are not empty. */
	private static final List<String> CONTENT = List.of("content", "text", "reasoning_content", "reasoning",
			"reasoning_details", "refusal", "thinking", "partial_json", "tool_calls", "function_call", "audio",
			"response", "citation");

	/** The events of Bedrock's streams. */
	private static final List<String> BEDROCK = List.of("messageStart", "messageStop", "metadata", "contentBlockStop");

	private JsonContent() {
	}

	/**
	 * Whether a document bears content.
	 * @param document a response or a part of one
	 * @return whether it does, also if it is of no known shape
	 */
	public static boolean isIn(JsonValue document) {
		String type = document.get("type").text();
		if (type != null) {
			return isInEvent(type, document);
		}
		if (document.get("event_type").text() != null) {
			return isFull(document.get("text")) || isFull(document.get("tool_calls")) || isInStep(document);
		}
		if (document.get("choices").isArray()) {
			return document.get("choices").items().stream().anyMatch(JsonContent::isInChoice);
		}
		if (document.get("candidates").isArray() || document.get("usageMetadata").isObject()) {
			return document.get("candidates").items().stream().anyMatch(JsonContent::isInCandidate);
		}
		if (document.get("contentBlockStart").isObject()) {
			return document.get("contentBlockStart").get("start").get("toolUse").isObject();
		}
		if (document.get("contentBlockDelta").isObject()) {
			JsonValue delta = document.get("contentBlockDelta").get("delta");
			return isFull(delta.get("text")) || delta.get("toolUse").isObject()
					|| isFull(delta.get("reasoningContent").get("text"));
		}
		if (BEDROCK.stream().anyMatch((name) -> document.get(name).isObject())) {
			return false;
		}
		if (document.get("done").isBoolean()) {
			return isInMessage(document.get("message")) || isInMessage(document);
		}
		return true;
	}

	private static boolean isInEvent(String type, JsonValue event) {
		return switch (type) {
			case "content_block_start" -> {
				JsonValue block = event.get("content_block");
				String kind = block.get("type").text();
				yield (kind != null && !kind.equals("text") && !kind.equals("thinking")) || isInMessage(block);
			}
			case "content_block_delta" -> isInMessage(event.get("delta"));
			case "message.output.delta" -> isFull(event.get("content"));
			case "content-start", "content-delta" -> isInMessage(event.get("delta").get("message").get("content"));
			case "response.output_item.added", "response.output_item.done" -> {
				String kind = event.get("item").get("type").text();
				yield kind != null && kind.endsWith("_call");
			}
			default -> !FRAMES.contains(type)
					&& !(type.endsWith(".delta") && event.get("delta").text() != null && !isFull(event.get("delta")));
		};
	}

	/** Of Gemini's interactions. */
	private static boolean isInStep(JsonValue event) {
		JsonValue delta = event.get("delta");
		String started = event.get("step").get("type").text();
		return isInMessage(delta) || isFull(delta.get("arguments")) || isFull(delta.get("data")) || delta.has("name")
				|| (started != null && started.endsWith("_call"));
	}

	private static boolean isInChoice(JsonValue choice) {
		return isInMessage(choice.get("delta")) || isInMessage(choice.get("message")) || isFull(choice.get("text"));
	}

	private static boolean isInCandidate(JsonValue candidate) {
		return candidate.get("content")
			.get("parts")
			.items()
			.stream()
			.anyMatch((part) -> part.isObject() && (part.get("text").text() == null || isFull(part.get("text"))));
	}

	private static boolean isInMessage(JsonValue message) {
		return CONTENT.stream().anyMatch((name) -> isFull(message.get(name)));
	}

	private static boolean isFull(JsonValue value) {
		String text = value.text();
		return (text != null) ? !text.isEmpty() : value.isObject() || !value.items().isEmpty();
	}

}

package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Messages with roles, as OpenAI, Anthropic, Bedrock's Converse and Ollama have them.
 */
final class Conversation {

	private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function",
			"model", "human", "ai");

	private static final Set<String> FIELDS = Set.of("role", "content", "name", "tool_calls", "tool_call_id",
			"reasoning", "reasoning_content", "refusal", "images", "audio", "function_call", "cache_control", "id",
			"type", "status", "phase", "parts", "messageId");

	private static final Set<String> FOREIGN = Set.of("tool_use", "tool_result", "thinking", "redacted_thinking",
			"image", "document", "input_text", "output_text", "input_image", "input_file", "reasoning", "thought",
			"function_call", "function_result", "audio", "video");

	private static final List<String> BESIDE = List.of("name", "tool_calls", "tool_call_id", "tool_plan");

	private Conversation() {
	}

	/**
	 * Whether something is a list of messages.
	 * @param tree a plain tree
	 * @return whether it is; texts between messages say what was left out
	 */
	static boolean is(@Nullable Object tree) {
		boolean any = false;
		for (Object element : Plain.list(tree)) {
			if (isMessage(element)) {
				any = true;
			}
			else if (!isMark(element)) {
				return false;
			}
		}
		return any;
	}

	/**
	 * Whether an element of a list says what was left out.
	 * @param element the element
	 * @return whether it does
	 */
	static boolean isMark(@Nullable Object element) {
		return element instanceof String text && text.length() < 128 && (text.startsWith("…") || text.startsWith("<"));
	}

	private static boolean isMessage(@Nullable Object element) {
		if (!(element instanceof Map<?, ?> message) || !(message.get("role") instanceof String role)
				|| !ROLES.contains(role.toLowerCase(Locale.ROOT))) {
			return false;
		}
		Object content = content(message);
		return content instanceof String || content instanceof List<?>
				|| (content == null && (message.get("tool_calls") instanceof List<?>
						|| message.get("function_call") != null || message.containsKey("content")));
	}

	/**
	 * Whether something is a single message and nothing else.
	 * @param tree a plain tree
	 * @return whether it is
	 */
	static boolean isOneMessage(@Nullable Object tree) {
		return isMessage(tree) && tree instanceof Map<?, ?> message && FIELDS.containsAll(message.keySet());
	}

	/**
	 * Adds messages in the shape of OpenAI's chat completions.
	 * @param messages the messages
	 * @param shaped where to
	 */
	static void add(List<?> messages, List<Object> shaped) {
		for (Object message : messages) {
			if (message instanceof Map<?, ?> map) {
				add(map, shaped);
			}
			else if (message != null) {
				shaped.add(message);
			}
		}
	}

	private static void add(Map<?, ?> message, List<Object> shaped) {
		String said = String.valueOf(message.get("role")).toLowerCase(Locale.ROOT);
		String role = said.equals("model") ? "assistant" : said;
		List<?> blocks = Plain.list(content(message));
		if (blocks.stream().anyMatch(Conversation::isForeign)) {
			MessageBuilder builder = new MessageBuilder(role);
			ContentBlocks.add(blocks, builder);
			int before = shaped.size();
			builder.addTo(shaped);
			addBeside(message, shaped, before);
			return;
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		copy.put("role", role);
		message.forEach((key, value) -> copy.putIfAbsent(String.valueOf(key), value));
		if (!blocks.isEmpty()) {
			copy.put("content", MessageBuilder.textOrParts(blocks.stream().map(Conversation::part).toList()));
			copy.remove("parts");
		}
		if (copy.get("tool_calls") instanceof List<?> calls) {
			copy.put("tool_calls", calls.stream().map(Conversation::call).toList());
		}
		if (copy.remove("images") instanceof List<?> images) {
			copy.put("content", withImages(copy.get("content"), images));
		}
		if (copy.get("reasoning") == null && copy.containsKey("reasoning_content")) {
			copy.put("reasoning", copy.remove("reasoning_content"));
		}
		if (copy.get("reasoning") == null && copy.get("thinking") instanceof String) {
			copy.put("reasoning", copy.remove("thinking"));
		}
		shaped.add(copy);
	}

	/**
	 * What a message says: for the Model Context Protocol one block, for agents and pages
	 * that talk with each other its parts.
	 */
	private static @Nullable Object content(Map<?, ?> message) {
		Object content = message.get("content");
		if (content instanceof Map<?, ?> block) {
			return ContentBlocks.isTyped(block) ? List.of(block) : content;
		}
		List<?> parts = Plain.list(message.get("parts"));
		boolean typed = content == null && !parts.isEmpty()
				&& parts.stream().allMatch((part) -> ContentBlocks.isTyped(Plain.map(part)));
		return typed ? parts : content;
	}

	/**
	 * What a message says beside its blocks, as those of Cohere do.
	 */
	private static void addBeside(Map<?, ?> message, List<Object> shaped, int before) {
		if (shaped.size() != before + 1 || !(shaped.get(before) instanceof Map<?, ?> built)) {
			return;
		}
		Map<String, @Nullable Object> copy = new LinkedHashMap<>();
		built.forEach((key, value) -> copy.put(String.valueOf(key), value));
		for (String field : BESIDE) {
			Object value = message.get(field);
			if (value != null) {
				copy.putIfAbsent(field,
						(value instanceof List<?> calls) ? calls.stream().map(Conversation::call).toList() : value);
			}
		}
		shaped.set(before, copy);
	}

	/** Mistral has addresses of images without an object around them. */
	private static Object part(Object block) {
		Object url = Plain.map(block).get("image_url");
		return (url instanceof String) ? MediaParts.linked(url) : block;
	}

	/** Whether OpenAI's chat completions do not have such a block. */
	private static boolean isForeign(@Nullable Object block) {
		Object type = Plain.map(block).get("type");
		if (type == null) {
			return block instanceof Map<?, ?>;
		}
		return FOREIGN.contains(type) || (type.equals("file") && Plain.map(block).get("file") == null);
	}

	/** Ollama has the arguments of a call as an object, and no type. */
	private static @Nullable Object call(@Nullable Object call) {
		Map<?, ?> function = Plain.map(Plain.map(call).get("function"));
		Object arguments = function.get("arguments");
		if (function.isEmpty() || arguments instanceof String) {
			return call;
		}
		return MessageBuilder.toolCall(Plain.map(call).get("id"), function.get("name"), arguments);
	}

	private static Object withImages(@Nullable Object content, List<?> images) {
		List<Object> parts = new ArrayList<>();
		if (content instanceof String text && !text.isEmpty()) {
			parts.add(Plain.object("type", "text", "text", text));
		}
		images.forEach((image) -> parts.add(MediaParts.inline("image/*", image, null)));
		return parts;
	}

}

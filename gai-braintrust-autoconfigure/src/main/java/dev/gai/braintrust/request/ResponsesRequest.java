package dev.gai.braintrust.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests of OpenAI's Responses API.
 */
final class ResponsesRequest {

	private static final Set<String> READ = Set.of("input", "instructions", "system_instruction", "model", "tools",
			"conversation");

	/** What Gemini takes in the place of messages: the parts of one. */
	private static final Set<String> PARTS = Set.of("text", "image", "audio", "video", "document");

	/** One of these tells the request from anything else that has an input. */
	private static final List<String> TELLING = List.of("model", "instructions", "previous_response_id",
			"max_output_tokens");

	/** How the ids of prompts begin that OpenAI keeps. */
	private static final String KEPT = "pmpt_";

	private ResponsesRequest() {
	}

	static @Nullable ModelRequest read(Map<?, ?> request) {
		Object input = request.get("input");
		boolean telling = TELLING.stream().anyMatch((name) -> request.get(name) instanceof Object)
				&& !request.containsKey("voice");
		Object prompt = request.get("prompt");
		Object kept = Plain.map(prompt).get("id");
		telling = telling || kept instanceof String;
		boolean prompted = input == null && prompt != null && kept instanceof String id && id.startsWith(KEPT);
		boolean asked = prompted || (input instanceof String && telling) || isItems(input, telling);
		if (!asked) {
			return null;
		}
		List<Object> messages = new ArrayList<>();
		MessagesRequest.addSystem(Plain.first(request, "instructions", "system_instruction"), messages);
		List<?> items = Plain.list(input);
		if (prompted) {
			messages.add(prompt);
		}
		else if (input instanceof String text) {
			messages.add(Plain.object("role", "user", "content", text));
		}
		else if (items.stream().allMatch((item) -> PARTS.contains(String.valueOf(Plain.map(item).get("type"))))) {
			MessageBuilder message = new MessageBuilder("user");
			ContentBlocks.add(items, message);
			message.addTo(messages);
		}
		else {
			items.forEach((item) -> add(item, messages));
		}
		Map<String, Object> parameters = Parameters.of(request, READ);
		if (prompted) {
			parameters.remove("prompt");
		}
		Object effort = Plain.map(request.get("reasoning")).get("effort");
		if (effort != null) {
			parameters.put("reasoning_effort", effort);
		}
		Object conversation = request.get("conversation");
		if (conversation != null) {
			parameters.put("conversation", conversation);
		}
		return new ModelRequest(Plain.text(request.get("model")), messages, parameters, Tools.of(request.get("tools")),
				Map.of());
	}

	private static boolean isItems(@Nullable Object input, boolean telling) {
		if (!(input instanceof List<?> items) || items.isEmpty()) {
			return false;
		}
		if (Conversation.is(items)) {
			return true;
		}
		return telling && items.stream().anyMatch(ResponsesRequest::isItem)
				&& items.stream().allMatch((item) -> isItem(item) || Conversation.isMark(item));
	}

	private static boolean isItem(@Nullable Object item) {
		return item instanceof Map<?, ?> map
				&& (map.get("role") instanceof String || map.get("type") instanceof String);
	}

	private static void add(@Nullable Object item, List<Object> messages) {
		Map<?, ?> map = Plain.map(item);
		String type = String.valueOf(map.get("type"));
		if (map.get("role") instanceof String) {
			Conversation.add(List.of(map), messages);
			return;
		}
		switch (type) {
			case "function_call" -> call(map.get("call_id"), map.get("name"), map.get("arguments"), messages);
			case "custom_tool_call" -> call(map.get("call_id"), map.get("name"), map.get("input"), messages);
			case "function_call_output", "custom_tool_call_output" ->
				messages.add(MessageBuilder.toolResult(map.get("call_id"), ContentBlocks.result(map.get("output"))));
			case "reasoning" -> {
				MessageBuilder thought = new MessageBuilder("assistant");
				Plain.list(map.get("summary"))
					.forEach((part) -> thought.reasoning(Plain.text(Plain.map(part).get("text"))));
				thought.addTo(messages);
			}
			default -> {
				if (item != null) {
					messages.add(item);
				}
			}
		}
	}

	private static void call(@Nullable Object id, @Nullable Object name, @Nullable Object arguments,
			List<Object> messages) {
		MessageBuilder message = new MessageBuilder("assistant");
		message.call(id, name, arguments);
		message.addTo(messages);
	}

}

package dev.gai.braintrust.response;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.Thoughts;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Mistral's agents and conversations. What its connectors read and write, a
 * search of the web for example, is in the total and counts as input.
 */
final class ConversationJson {

	private ConversationJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		JsonValue document = documents.get(documents.size() - 1);
		if (!"conversation.response".equals(document.get("object").text())) {
			return stream(documents);
		}
		AnswerText answer = new AnswerText();
		LlmResponse.Builder read = LlmResponse.builder().id(document.get("conversation_id").label());
		int index = 0;
		for (JsonValue output : document.get("outputs").items()) {
			String type = output.get("type").text();
			if ("message.output".equals(type)) {
				read.model(output.get("model").label());
				append(output.get("content"), answer);
			}
			else if ("function.call".equals(type)) {
				String name = output.get("name").label();
				answer.call(new ToolCall(output.get("tool_call_id").label(), (name != null) ? name : "",
						output.get("arguments").json()));
			}
			else {
				answer.keep(type + "-" + index, output.plain());
			}
			index++;
		}
		read.usage(usage(document.get("usage")));
		answer.addTo(read);
		return read.build();
	}

	private static @Nullable LlmResponse stream(List<JsonValue> documents) {
		AnswerText answer = new AnswerText();
		LlmResponse.Builder read = LlmResponse.builder();
		Map<String, ToolCallParts> calls = new LinkedHashMap<>();
		boolean recognized = false;
		for (JsonValue event : documents) {
			String type = String.valueOf(event.get("type").text());
			switch (type) {
				case "conversation.response.started" -> {
					recognized = true;
					read.id(event.get("conversation_id").label());
				}
				case "message.output.delta" -> {
					read.model(event.get("model").label());
					append(event.get("content"), answer);
				}
				case "function.call.delta" ->
					calls
						.computeIfAbsent(String.valueOf(event.firstLabel("tool_call_id", "id")),
								(id) -> new ToolCallParts())
						.add(JsonValue.of(call(event)));
				case "tool.execution.done" -> answer.keepNext(event.plain());
				case "conversation.response.done" -> {
					recognized = true;
					answer.finished(calls.isEmpty() ? "stop" : "tool_calls");
					read.usage(usage(event.get("usage")));
				}
				default -> {
				}
			}
		}
		if (!recognized) {
			return null;
		}
		calls.values().forEach((call) -> answer.call(call.build()));
		if (!answer.isEmpty()) {
			answer.addTo(read);
		}
		return read.build();
	}

	/** The words of a chat completion, so that the parts are put together alike. */
	private static Map<String, Object> call(JsonValue event) {
		Map<String, Object> function = new LinkedHashMap<>();
		Map<String, Object> call = new LinkedHashMap<>();
		put("id", event.firstLabel("tool_call_id", "id"), call);
		put("name", event.get("name").label(), function);
		put("arguments", event.get("arguments").json(), function);
		call.put("function", function);
		return call;
	}

	private static void put(String name, @Nullable String value, Map<String, Object> fields) {
		if (value != null) {
			fields.put(name, value);
		}
	}

	private static void append(JsonValue content, AnswerText answer) {
		answer.append(content.text());
		part(content, answer);
		content.items().forEach((part) -> part(part, answer));
	}

	private static void part(JsonValue part, AnswerText answer) {
		if (part.get("text").text() != null) {
			answer.append(part.get("text").text());
		}
		else if ("thinking".equals(part.get("type").text())) {
			answer.think(Thoughts.joined(part.get("thinking"), ""));
		}
		else if (part.isObject()) {
			answer.annotate(part.plain());
		}
	}

	private static @Nullable Usage usage(JsonValue usage) {
		Long input = usage.get("prompt_tokens").count();
		Long output = usage.get("completion_tokens").count();
		Long connectors = usage.get("connector_tokens").count();
		if (input == null && output == null) {
			return null;
		}
		Long whole = (input != null && connectors != null) ? Long.valueOf(input + connectors) : input;
		Long searches = usage.get("connectors").get("web_search").count();
		return Usage.builder().input(whole).output(output).webSearches(searches).build();
	}

}

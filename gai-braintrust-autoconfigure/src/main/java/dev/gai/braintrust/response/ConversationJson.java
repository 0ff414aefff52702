package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
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
			return null;
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

	private static void append(JsonValue content, AnswerText answer) {
		answer.append(content.text());
		for (JsonValue part : content.items()) {
			if (part.get("text").text() != null) {
				answer.append(part.get("text").text());
			}
			else {
				answer.annotate(part.plain());
			}
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

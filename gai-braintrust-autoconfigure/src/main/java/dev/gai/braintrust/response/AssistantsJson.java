package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.ending.FinishReasons;
import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import org.jspecify.annotations.Nullable;

/**
 * What a run of OpenAI's assistants streams: pieces of messages, and the run itself.
 */
final class AssistantsJson {

	private AssistantsJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		if (documents.stream().noneMatch((document) -> isOf(document, "thread."))) {
			return null;
		}
		boolean pieces = documents.stream().anyMatch((document) -> isOf(document, "thread.message.delta"));
		AnswerText answer = new AnswerText();
		LlmResponse.Builder read = LlmResponse.builder();
		for (JsonValue document : documents) {
			if (isOf(document, "thread.message.delta")) {
				text(document.get("delta").get("content"), answer);
			}
			else if (!pieces && "thread.message".equals(document.get("object").text())
					&& "assistant".equals(document.get("role").text())) {
				text(document.get("content"), answer);
			}
			else if ("thread.run".equals(document.get("object").text())) {
				run(document, answer, read);
			}
		}
		if (answer.isEmpty()) {
			return null;
		}
		answer.addTo(read);
		return read.build();
	}

	private static boolean isOf(JsonValue document, String kind) {
		String object = document.get("object").text();
		return object != null && object.startsWith(kind);
	}

	private static void text(JsonValue content, AnswerText answer) {
		for (JsonValue part : content.items()) {
			answer.append(part.get("text").get("value").text());
			part.get("text").get("annotations").items().forEach((one) -> answer.annotate(one.plain()));
		}
	}

	private static void run(JsonValue run, AnswerText answer, LlmResponse.Builder read) {
		read.model(run.get("model").label());
		read.id(run.get("id").label());
		if (run.get("usage").isObject()) {
			read.usage(OpenAiUsage.read(run.get("usage")));
		}
		for (JsonValue call : run.get("required_action").get("submit_tool_outputs").get("tool_calls").items()) {
			String name = call.get("function").get("name").label();
			answer.call(new ToolCall(call.get("id").label(), (name != null) ? name : "",
					call.get("function").get("arguments").text()));
			answer.finished("tool_calls");
		}
		if ("completed".equals(run.get("status").text()) && !answer.isEmpty()) {
			answer.finished("stop");
		}
		answer.finished(FinishReasons.normalize(run.get("incomplete_details").get("reason").text()));
	}

}

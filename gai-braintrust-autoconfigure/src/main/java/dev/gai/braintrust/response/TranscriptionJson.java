package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What was heard: answers of OpenAI's transcription API, whole or as the events of a
 * stream, and of those that imitate it.
 */
final class TranscriptionJson {

	private TranscriptionJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		StringBuilder deltas = new StringBuilder();
		String text = null;
		Usage usage = null;
		String model = null;
		boolean recognized = false;
		for (JsonValue document : documents) {
			String type = document.get("type").text();
			if ("transcript.text.delta".equals(type)) {
				recognized = true;
				String delta = document.get("delta").text();
				deltas.append((delta != null) ? delta : "");
			}
			else if ("transcript.text.done".equals(type) || isWhole(document)) {
				recognized = true;
				text = document.get("text").text();
				model = document.get("model").label();
				usage = OpenAiUsage.read(document.get("usage"));
			}
		}
		if (!recognized) {
			return null;
		}
		String said = (text != null) ? text : deltas.toString();
		return LlmResponse.builder().model(model).usage(usage).choice(null, Message.assistant(said)).build();
	}

	private static boolean isWhole(JsonValue document) {
		if (document.get("text").text() == null || document.has("object") || document.has("type")) {
			return false;
		}
		boolean verbose = document.has("segments") && document.has("language");
		return verbose || OpenAiUsage.read(document.get("usage")) != null || document.get("x_groq").has("id");
	}

}

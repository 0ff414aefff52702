package dev.gai.braintrust.response;

import java.util.List;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of Replicate: the output is a text, its pieces, or what else a model makes.
 */
final class ReplicateJson {

	private ReplicateJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		JsonValue document = documents.get(documents.size() - 1);
		JsonValue metrics = document.get("metrics");
		boolean recognized = (metrics.isObject() || document.get("urls").has("get"))
				&& document.get("status").text() != null && document.has("output")
				&& (document.has("version") || document.has("urls"));
		if (!recognized) {
			return null;
		}
		Long input = metrics.get("input_token_count").count();
		Long output = metrics.get("output_token_count").count();
		LlmResponse.Builder read = LlmResponse.builder()
			.id(document.get("id").label())
			.model(document.get("model").label())
			.usage((input != null || output != null) ? Usage.builder().input(input).output(output).build() : null);
		String text = text(document.get("output"));
		if (text == null) {
			return read.output(document.get("output").plain()).build();
		}
		AnswerText answer = new AnswerText();
		answer.append(text);
		answer.finished("succeeded".equals(document.get("status").text()) ? "stop" : null);
		answer.addTo(read);
		return read.build();
	}

	private static @Nullable String text(JsonValue output) {
		if (output.text() != null) {
			return output.text();
		}
		StringBuilder joined = new StringBuilder();
		for (JsonValue piece : output.items()) {
			if (piece.text() == null) {
				return null;
			}
			joined.append(piece.text());
		}
		return output.items().isEmpty() ? null : joined.toString();
	}

}

package dev.gai.braintrust.response.dialect;

import java.util.List;
import java.util.Map;

import dev.gai.braintrust.response.usage.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The formats of Google's models before Gemini.
 */
final class GooglePalm {

	private GooglePalm() {
	}

	/** Of {@code generateMessage} and {@code generateText}. */
	static @Nullable JsonValue message(JsonValue document) {
		List<JsonValue> candidates = document.get("candidates").items();
		boolean recognized = !candidates.isEmpty()
				&& candidates.stream().allMatch((candidate) -> text(candidate) != null);
		return recognized ? told(new Completion(), candidates) : null;
	}

	private static JsonValue told(Completion completion, List<JsonValue> candidates) {
		candidates.forEach((candidate) -> completion.choice(text(candidate), Map.of(), null));
		return completion.told();
	}

	private static @Nullable String text(JsonValue candidate) {
		String text = candidate.get("output").text();
		return (text == null && candidate.has("author")) ? candidate.get("content").text() : text;
	}

	/** Of Vertex AI. */
	static @Nullable JsonValue predictions(JsonValue document) {
		List<JsonValue> predictions = document.get("predictions").items();
		if (predictions.isEmpty() || predictions.stream().anyMatch((one) -> !one.names("safetyAttributes"))) {
			return null;
		}
		JsonValue tokens = document.get("metadata").get("tokenMetadata");
		Completion told = new Completion().usage(tokens.get("inputTokenCount").get("totalTokens").count(),
				tokens.get("outputTokenCount").get("totalTokens").count());
		for (JsonValue prediction : predictions) {
			List<JsonValue> candidates = prediction.get("candidates").items();
			JsonValue spoken = candidates.isEmpty() ? prediction : candidates.get(0);
			boolean blocked = prediction.get("safetyAttributes").get("blocked").isTrue();
			told.choice(spoken.get("content").text(), Map.of(), blocked ? "content_filter" : null);
		}
		return told.told();
	}

}

package dev.gai.braintrust.response;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.response.usage.JsonValue;
import dev.gai.braintrust.response.usage.OpenAiUsage;
import dev.gai.braintrust.response.usage.UsageSum;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What was heard or spoken: answers of OpenAI's transcription API, whole or as the events
 * of a stream, of its realtime API, and of those that imitate them, and the events of
 * speech. Sounds are counted, never kept.
 */
final class AudioJson {

	private static final Set<String> PIECES = Set.of("transcript.text.delta", "transcription.text.delta");

	private static final Set<String> ENDS = Set.of("transcript.text.done", "transcription.done",
			"conversation.item.input_audio_transcription.completed");

	private AudioJson() {
	}

	static @Nullable LlmResponse read(List<JsonValue> documents) {
		StringBuilder deltas = new StringBuilder();
		String text = null;
		Usage usage = null;
		String model = null;
		Object speakers = null;
		boolean recognized = false;
		for (JsonValue document : documents) {
			String type = String.valueOf(document.get("type").text());
			if (PIECES.contains(type)) {
				recognized = true;
				String delta = document.has("delta") ? document.get("delta").text() : document.get("text").text();
				deltas.append((delta != null) ? delta : "");
			}
			else if (ENDS.contains(type) || isWhole(document)) {
				recognized = true;
				text = document.has("text") ? document.get("text").text() : document.get("transcript").text();
				model = document.get("model").label();
				usage = usage(document.get("usage"));
				speakers = speakers(document.get("segments"));
			}
		}
		if (!recognized) {
			return speech(documents);
		}
		String said = (text != null) ? text : deltas.toString();
		return LlmResponse.builder()
			.model(model)
			.usage(usage)
			.choice(null, Message.assistant(said).with("segments", speakers))
			.build();
	}

	/** Who has said what; without speakers the text says it all. */
	private static @Nullable Object speakers(JsonValue segments) {
		boolean told = segments.items()
			.stream()
			.anyMatch((segment) -> segment.has("speaker") || segment.has("speaker_id"));
		return told ? segments.plain() : null;
	}

	private static boolean isWhole(JsonValue document) {
		if (document.get("text").text() == null || document.has("object") || document.has("type")) {
			return false;
		}
		boolean verbose = document.has("segments") && document.has("language");
		return verbose || OpenAiUsage.read(document.get("usage")) != null || document.get("x_groq").has("id");
	}

	/** Mistral says how long it has listened, too, and bills it. */
	private static @Nullable Usage usage(JsonValue reported) {
		Usage usage = OpenAiUsage.read(reported);
		Long seconds = reported.get("prompt_audio_seconds").count();
		return (seconds != null)
				? UsageSum.of(usage, Usage.builder().audioDuration(Duration.ofSeconds(seconds)).build()) : usage;
	}

	private static @Nullable LlmResponse speech(List<JsonValue> documents) {
		int pieces = 0;
		Usage usage = null;
		boolean recognized = false;
		for (JsonValue document : documents) {
			String type = document.get("type").text();
			pieces += "speech.audio.delta".equals(type) ? 1 : 0;
			recognized |= type != null && type.startsWith("speech.audio.");
			usage = "speech.audio.done".equals(type) ? OpenAiUsage.read(document.get("usage")) : usage;
		}
		Map<String, Object> spoken = Map.of("type", "audio", "pieces", pieces);
		return recognized ? LlmResponse.builder().usage(usage).output(spoken).build() : null;
	}

}

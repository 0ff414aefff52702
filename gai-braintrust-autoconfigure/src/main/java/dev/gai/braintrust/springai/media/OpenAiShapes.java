package dev.gai.braintrust.springai.media;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.Transcription;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.moderations.Moderation;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import dev.gai.braintrust.trace.GenAiSpan;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Reads requests to OpenAI and their answers. Audio itself is not captured.
 */
final class OpenAiShapes {

	private OpenAiShapes() {
	}

	static void request(TranscriptionCreateParams params, GenAiSpan span) {
		span.provider("openai")
			.model(params.model().asString())
			.requestParameter("language", params.language().orElse(null))
			.requestParameter("prompt", params.prompt().orElse(null))
			.requestParameter("temperature", params.temperature().orElse(null))
			.requestParameter("response_format", params.responseFormat().map(Object::toString).orElse(null))
			.input("<audio, not captured>");
	}

	static void answer(@Nullable TranscriptionCreateResponse response, GenAiSpan span) {
		if (response == null) {
			return;
		}
		Optional<Transcription> plain = response.transcription();
		Optional<String> text = plain.map(Transcription::text)
			.or(() -> response.verbose().map((verbose) -> verbose.text()))
			.or(() -> response.diarized().map((diarized) -> diarized.text()));
		span.output(text.orElse(null));
		plain.flatMap(Transcription::usage)
			.flatMap(Transcription.Usage::tokens)
			.ifPresent((tokens) -> span.usage(tokens.inputTokens(), tokens.outputTokens()));
	}

	static void event(TranscriptionStreamEvent event, MediaStream stream) {
		event.transcriptTextDelta().ifPresent((delta) -> stream.text(delta.delta()));
		event.transcriptTextSegment().ifPresent((segment) -> stream.text(segment.text()));
		event.transcriptTextDone()
			.flatMap((done) -> done.usage())
			.ifPresent((usage) -> stream.usage(usage.inputTokens(), usage.outputTokens()));
	}

	static void request(SpeechCreateParams params, GenAiSpan span) {
		span.provider("openai")
			.model(params.model().asString())
			.requestParameter("voice", voice(params.voice()))
			.requestParameter("instructions", params.instructions().orElse(null))
			.requestParameter("response_format", params.responseFormat().map(Object::toString).orElse(null))
			.requestParameter("speed", params.speed().orElse(null))
			.input(params.input());
	}

	private static @Nullable String voice(SpeechCreateParams.Voice voice) {
		return voice.string()
			.or(() -> voice.unionMember1().map(Object::toString))
			.or(() -> voice.id().map((own) -> own.id()))
			.orElse(null);
	}

	static void answer(@Nullable HttpResponse response, GenAiSpan span) {
		if (response != null) {
			List<String> length = response.headers().values("content-length");
			String size = length.isEmpty() ? "" : ", " + length.get(0) + " bytes";
			span.output("<audio" + size + ", not captured>");
		}
	}

	static void request(ModerationCreateParams params, GenAiSpan span) {
		ModerationCreateParams.Input input = params.input();
		span.provider("openai")
			.model(params.model().map((model) -> model.asString()).orElse(null))
			.input(input.string()
				.<Object>map((text) -> text)
				.or(() -> input.strings())
				.orElse("<several parts, not captured>"));
	}

	static void answer(@Nullable ModerationCreateResponse response, GenAiSpan span) {
		if (response != null) {
			List<Object> results = new ArrayList<>();
			for (Moderation result : response.results()) {
				Map<String, Object> shape = new LinkedHashMap<>();
				shape.put("flagged", result.flagged());
				shape.put("categories", values(result.categories(), boolean.class));
				shape.put("category_scores", values(result.categoryScores(), double.class));
				results.add(shape);
			}
			span.responseModel(response.model()).responseId(response.id()).output(results);
		}
	}

	/**
	 * The values of an object by the names of its categories, of which there are more
	 * with each version of the SDK.
	 */
	private static Map<String, @Nullable Object> values(Object owner, Class<?> type) {
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		for (Method method : owner.getClass().getMethods()) {
			if (method.getReturnType() == type && method.getParameterCount() == 0
					&& !method.getName().equals("isValid")) {
				values.put(method.getName(), ReflectionUtils.invokeMethod(method, owner));
			}
		}
		return values;
	}

}

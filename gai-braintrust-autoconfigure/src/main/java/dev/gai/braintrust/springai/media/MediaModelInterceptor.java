package dev.gai.braintrust.springai.media;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.audio.transcription.AudioTranscriptionPrompt;
import org.springframework.ai.audio.transcription.AudioTranscriptionResponse;
import org.springframework.ai.audio.tts.TextToSpeechOptions;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.audio.tts.TextToSpeechResponse;
import org.springframework.ai.model.ModelOptions;
import org.springframework.ai.model.ModelRequest;
import org.springframework.ai.moderation.ModerationOptions;
import org.springframework.ai.moderation.ModerationPrompt;
import org.springframework.ai.moderation.ModerationResponse;
import org.springframework.ai.moderation.ModerationResult;
import reactor.core.publisher.Flux;

import org.springframework.core.io.Resource;

/**
 * Traces calls of a model through the methods that Spring AI gives it.
 */
final class MediaModelInterceptor implements MethodInterceptor {

	private final MediaCalls calls;

	private final String provider;

	MediaModelInterceptor(MediaCalls calls, Object model) {
		this.calls = calls;
		this.provider = model.getClass()
			.getSimpleName()
			.replaceFirst("(Audio)?(Transcription|TextToSpeech|Speech|Moderation)?Model$", "")
			.toLowerCase(Locale.ROOT);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object asked = (invocation.getArguments().length > 0) ? invocation.getArguments()[0] : null;
		MediaOperation operation = operation(invocation, asked);
		if (operation == null) {
			return invocation.proceed();
		}
		if (Flux.class.isAssignableFrom(invocation.getMethod().getReturnType())) {
			return stream(operation, asked, invocation);
		}
		return this.calls.<@Nullable Object>run(operation, (span) -> request(asked, span), invocation::proceed,
				(answer, span) -> span.span().output(shape(answer)));
	}

	private static @Nullable MediaOperation operation(MethodInvocation invocation, @Nullable Object asked) {
		Class<?> returned = invocation.getMethod().getReturnType();
		if (asked instanceof ModerationPrompt) {
			return MediaOperation.MODERATION;
		}
		if (asked instanceof AudioTranscriptionPrompt
				|| (asked instanceof Resource && (returned == String.class || returned == Flux.class))) {
			return MediaOperation.TRANSCRIPTION;
		}
		boolean speaks = asked instanceof String && (returned == byte[].class || returned == Flux.class);
		return (asked instanceof TextToSpeechPrompt || speaks) ? MediaOperation.SPEECH : null;
	}

	private void request(@Nullable Object asked, GenAiSpan span) {
		span.provider(this.provider);
		ModelOptions options = (asked instanceof ModelRequest<?> request) ? request.getOptions() : null;
		if (options instanceof TextToSpeechOptions speech) {
			span.model(speech.getModel())
				.requestParameter("voice", speech.getVoice())
				.requestParameter("response_format", speech.getFormat())
				.requestParameter("speed", speech.getSpeed());
		}
		else if (options instanceof ModerationOptions moderation) {
			span.model(moderation.getModel());
		}
		else if (options instanceof org.springframework.ai.audio.transcription.AudioTranscriptionOptions audio) {
			span.model(audio.getModel());
		}
		span.input(text(asked));
	}

	private static @Nullable Object text(@Nullable Object asked) {
		if (asked instanceof TextToSpeechPrompt prompt) {
			return prompt.getInstructions().getText();
		}
		if (asked instanceof ModerationPrompt prompt) {
			return prompt.getInstructions().getText();
		}
		Object audio = (asked instanceof AudioTranscriptionPrompt prompt) ? prompt.getInstructions() : asked;
		return (audio instanceof Resource) ? "<audio, not captured>" : audio;
	}

	private static @Nullable Object shape(@Nullable Object answer) {
		if (answer instanceof AudioTranscriptionResponse response) {
			return (response.getResult() != null) ? response.getResult().getOutput() : null;
		}
		if (answer instanceof TextToSpeechResponse response) {
			return (response.getResult() != null) ? shape(response.getResult().getOutput()) : null;
		}
		if (answer instanceof byte[] audio) {
			return "<audio, " + audio.length + " bytes, not captured>";
		}
		if (answer instanceof ModerationResponse response) {
			return (response.getResult() != null)
					? response.getResult().getOutput().getResults().stream().map(MediaModelInterceptor::shape).toList()
					: List.of();
		}
		return answer;
	}

	private static Map<String, Object> shape(ModerationResult result) {
		Map<String, Object> shape = new LinkedHashMap<>();
		shape.put("flagged", result.isFlagged());
		shape.put("categories", result.getCategories());
		shape.put("category_scores", result.getCategoryScores());
		return shape;
	}

	private @Nullable Object stream(MediaOperation operation, @Nullable Object asked, MethodInvocation invocation)
			throws Throwable {
		GenAiTracer available = this.calls.tracer();
		if (available == null) {
			return invocation.proceed();
		}
		return available.starter()
			.completions()
			.followDeferred(invocation.proceed(), Flux.class, (around) -> new MediaStream(
					MediaCalls.start(available, operation, (request) -> request(asked, request), around)));
	}

}

package dev.gai.braintrust.springai.media;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import org.jspecify.annotations.Nullable;

/**
 * A client of OpenAI, or one of its services, whose requests for transcriptions, speech
 * and moderation are traced. Everything else passes through.
 */
final class ObservedOpenAi implements InvocationHandler {

	private static final Set<String> SERVICES = Set.of("audio", "transcriptions", "speech", "moderations");

	private final Object target;

	private final MediaCalls calls;

	private ObservedOpenAi(Object target, MediaCalls calls) {
		this.target = target;
		this.calls = calls;
	}

	static Object around(Object target, Class<?> type, MediaCalls calls) {
		if (Proxy.isProxyClass(target.getClass()) && Proxy.getInvocationHandler(target) instanceof ObservedOpenAi) {
			return target;
		}
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				new ObservedOpenAi(target, calls));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Object request = (arguments != null && arguments.length > 0) ? arguments[0] : null;
		if (request instanceof TranscriptionCreateParams transcription
				&& method.getReturnType() == AsyncStreamResponse.class) {
			return stream(transcription, () -> proceed(method, arguments));
		}
		if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
			// Of the asynchronous client, of which Spring AI uses the streams only.
			return proceed(method, arguments);
		}
		if (!method.getName().equals("create") || request == null) {
			Object result = proceed(method, arguments);
			boolean service = arguments == null && SERVICES.contains(method.getName())
					&& method.getReturnType().isInterface();
			return (service && result != null) ? around(result, method.getReturnType(), this.calls) : result;
		}
		if (request instanceof TranscriptionCreateParams transcription) {
			return this.calls.<@Nullable Object>run(MediaOperation.TRANSCRIPTION,
					(span) -> OpenAiShapes.request(transcription, span), () -> proceed(method, arguments),
					(answer, span) -> OpenAiShapes.answer((TranscriptionCreateResponse) answer, span.span()));
		}
		if (request instanceof SpeechCreateParams speech) {
			return this.calls.<@Nullable Object>run(MediaOperation.SPEECH, (span) -> OpenAiShapes.request(speech, span),
					() -> proceed(method, arguments),
					(answer, span) -> OpenAiShapes.answer((HttpResponse) answer, span.span()));
		}
		if (request instanceof ModerationCreateParams moderation) {
			return this.calls.<@Nullable Object>run(MediaOperation.MODERATION,
					(span) -> OpenAiShapes.request(moderation, span), () -> proceed(method, arguments),
					(answer, span) -> OpenAiShapes.answer((ModerationCreateResponse) answer, span.span()));
		}
		return proceed(method, arguments);
	}

	@SuppressWarnings("unchecked") // the only stream that the method returns
	private @Nullable Object stream(TranscriptionCreateParams request, Work<@Nullable Object, Throwable> call)
			throws Throwable {
		GenAiTracer tracer = this.calls.tracer();
		if (tracer == null) {
			return call.run();
		}
		ActiveSpan span = MediaCalls.start(tracer, MediaOperation.TRANSCRIPTION,
				(prepared) -> OpenAiShapes.request(request, prepared), null);
		Object stream;
		try {
			stream = Scopes.inside(span.observation(), call);
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		return (stream != null) ? new StreamedTranscription((AsyncStreamResponse<TranscriptionStreamEvent>) stream,
				new MediaStream(span)) : null;
	}

	private @Nullable Object proceed(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(this.target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}

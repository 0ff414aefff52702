package dev.gai.braintrust.completion;

import dev.gai.braintrust.completion.Completions.CallStarter;
import dev.gai.braintrust.guard.Guard;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Follows an emitter of Spring MVC. Whoever sends goes on with the emitter that the
 * method has made; MVC is given one that passes on what is sent, and so sees it. An
 * emitter whose declared type is the application's own is given as it is: of that, only
 * the end is seen.
 */
final class EmitterCompletion implements Completion {

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return result instanceof ResponseBodyEmitter;
	}

	private static boolean isOfSpring(Class<?> type) {
		return type == SseEmitter.class || type == ResponseBodyEmitter.class;
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		return follow(result, Object.class, call, starter);
	}

	@Override
	public Object follow(Object result, Class<?> declared, @Nullable TrackedCall call, CallStarter starter) {
		ResponseBodyEmitter source = (ResponseBodyEmitter) result;
		EmitterCall sending = new EmitterCall(Completions.startedOr(call, () -> starter.start(null)));
		boolean fits = declared == SseEmitter.class || declared == ResponseBodyEmitter.class
				|| (declared == Object.class && isOfSpring(source.getClass()));
		ResponseBodyEmitter followed = fits
				? Guard.get("The data of an emitter is not recorded", null, () -> (source instanceof SseEmitter sse)
						? FollowedSseEmitter.of(sse, sending) : FollowedEmitter.of(source, sending))
				: null;
		ResponseBodyEmitter given = (followed != null) ? followed : source;
		if (followed == null) {
			sending.watch(source);
		}
		Abandoned.watch(given, sending::left);
		return given;
	}

}

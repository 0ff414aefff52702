package dev.gai.braintrust.completion;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;

import dev.gai.braintrust.completion.Completions.CallStarter;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Follows a {@link StreamingResponseBody} of Spring MVC: what writes the response is a
 * part of the call, and the text that it writes is its output.
 */
final class StreamingBodyCompletion implements Completion {

	@Override
	public boolean follows(Object result, Class<?> declared) {
		return result instanceof StreamingResponseBody && (declared == StreamingResponseBody.class
				|| (declared == Object.class && result.getClass().isHidden()));
	}

	@Override
	public Object follow(Object result, @Nullable TrackedCall call, CallStarter starter) {
		AtomicReference<@Nullable TrackedCall> first = new AtomicReference<>(
				Completions.startedOr(call, () -> starter.start(null)));
		StreamingResponseBody followed = new FollowedBody((StreamingResponseBody) result, first, starter);
		Abandoned.watch(followed, () -> {
			TrackedCall unused = first.getAndSet(null);
			if (unused != null) {
				unused.unused();
			}
		});
		return followed;
	}

	private record FollowedBody(StreamingResponseBody source, AtomicReference<@Nullable TrackedCall> first,
			CallStarter starter) implements StreamingResponseBody {

		@Override
		public void writeTo(OutputStream outputStream) throws IOException {
			TrackedCall started = this.first.getAndSet(null);
			if (started != null) {
				started.askedFor();
			}
			TrackedCall call = (started != null) ? started : this.starter.start(null);
			WrittenText written = new WrittenText(outputStream, call);
			try {
				Scopes.<@Nullable Object, IOException>inside(call.observation(), () -> {
					this.source.writeTo(written);
					return null;
				});
			}
			catch (Throwable ex) {
				written.finish();
				if (written.isGone(ex)) {
					call.cancelled();
				}
				else {
					RequestWork.failed(call, ex);
				}
				throw ex;
			}
			written.finish();
			call.completed();
		}

	}

}

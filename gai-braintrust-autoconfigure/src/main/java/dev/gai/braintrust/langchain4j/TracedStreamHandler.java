package dev.gai.braintrust.langchain4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.gai.braintrust.completion.Abandoned;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.langchain4j.http.ProviderAnswer;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream to its end. What the application does with it, calling tools and the
 * model again for example, belongs to what was around the call, whichever thread it
 * happens on. All methods of the handler are passed on, also those that this library does
 * not know.
 */
final class TracedStreamHandler implements InvocationHandler {

	private final StreamingChatResponseHandler handler;

	private final ActiveSpan span;

	private final @Nullable Observation around;

	private final ProviderAnswer sent;

	private TracedStreamHandler(StreamingChatResponseHandler handler, ActiveSpan span, @Nullable Observation around,
			ProviderAnswer sent) {
		this.handler = handler;
		this.span = span;
		this.around = around;
		this.sent = sent;
	}

	static StreamingChatResponseHandler around(StreamingChatResponseHandler handler, ActiveSpan span,
			@Nullable Observation around, ProviderAnswer sent) {
		TracedStreamHandler traced = new TracedStreamHandler(handler, span, around, sent);
		// Some models tell nobody when the connection breaks off, and forget the handler.
		Abandoned.watch(traced, span::cancelled);
		return (StreamingChatResponseHandler) Proxy.newProxyInstance(
				StreamingChatResponseHandler.class.getClassLoader(),
				new Class<?>[] { StreamingChatResponseHandler.class }, traced);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (arguments == null || method.getDeclaringClass() == Object.class) {
			return call(method, arguments);
		}
		Guard.run("An event of a stream could not be recorded", () -> record(method.getName(), arguments[0]));
		@Nullable Object[] passedOn = watched(method.getName(), arguments);
		try {
			return TracedAlready.notWithin(() -> outsideOfCall(() -> call(method, passedOn)));
		}
		finally {
			Guard.run("A stream could not be followed", () -> endIfLeft(arguments));
		}
	}

	/**
	 * The thread may have inherited the call as what is current on it.
	 */
	private @Nullable Object outsideOfCall(Work<@Nullable Object, Throwable> work) throws Throwable {
		if (this.span.observation().isNoop()) {
			return work.run();
		}
		Observation outer = (this.around != null) ? this.around
				: new NullObservation(this.span.observation().getObservationRegistry());
		return Scopes.inside(outer, work);
	}

	private void record(String event, @Nullable Object first) {
		if (first instanceof ChatResponse response) {
			SentAnswer.completed(this.span, response, this.sent);
		}
		else if (first instanceof Throwable error) {
			this.span.failed(error);
		}
		else if (event.startsWith("onPartial")) {
			if (first instanceof String || first instanceof PartialResponse) {
				this.span.element((first instanceof String text) ? text : textOf(first));
			}
			else if (first instanceof PartialThinking thinking && thinking.text() != null) {
				this.span.thought(thinking.text());
			}
			else {
				// Calls of tools are content, too.
				this.span.firstContent();
			}
		}
	}

	private static String textOf(@Nullable Object part) {
		return (part instanceof PartialResponse response && response.text() != null) ? response.text() : "";
	}

	/**
	 * What the handler is told. LangChain4j says nothing more of a stream that was
	 * cancelled.
	 */
	private @Nullable Object[] watched(String event, @Nullable Object[] arguments) {
		@Nullable Object[] watched = arguments.clone();
		for (int i = 1; i < watched.length && event.startsWith("onPartial"); i++) {
			if (watched[i] instanceof PartialResponseContext partial) {
				watched[i] = new PartialResponseContext(new WatchedHandle(partial.streamingHandle(), this.span));
			}
		}
		return watched;
	}

	private void endIfLeft(@Nullable Object[] arguments) {
		Object context = arguments[arguments.length - 1];
		boolean left = (context instanceof PartialThinkingContext thinking && thinking.streamingHandle().isCancelled())
				|| (context instanceof PartialToolCallContext call && call.streamingHandle().isCancelled());
		if (left) {
			this.span.cancelled();
		}
	}

	@SuppressWarnings("NullAway") // a handler's methods return nothing
	private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(this.handler, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private record WatchedHandle(StreamingHandle handle, ActiveSpan span) implements StreamingHandle {

		@Override
		public void cancel() {
			this.handle.cancel();
			this.span.cancelled();
		}

		@Override
		public boolean isCancelled() {
			return this.handle.isCancelled();
		}

	}

}

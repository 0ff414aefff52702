package dev.gai.braintrust.langchain4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.gai.braintrust.completion.Abandoned;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stream of an AI service to its end: listens before the application does,
 * and in its place where it does not. A stream of which nothing more is said ends when
 * nobody holds it any longer; one that was never started is no call.
 */
final class TracedTokenStream implements InvocationHandler {

	private final TokenStream stream;

	private final ActiveSpan span;

	private final AtomicBoolean started = new AtomicBoolean();

	private boolean completionIsHeard;

	private TracedTokenStream(TokenStream stream, ActiveSpan span) {
		this.stream = stream;
		this.span = span;
	}

	static TokenStream around(TokenStream stream, ActiveSpan span) {
		TracedTokenStream traced = new TracedTokenStream(stream, span);
		AtomicBoolean started = traced.started;
		Abandoned.watch(traced, () -> end(span, started.get()));
		return (TokenStream) Proxy.newProxyInstance(TokenStream.class.getClassLoader(),
				new Class<?>[] { TokenStream.class }, traced);
	}

	private static void end(ActiveSpan span, boolean started) {
		if (started) {
			span.cancelled();
		}
		else {
			span.unused();
		}
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Object result = switch (method.getName()) {
			case "onCompleteResponse" -> {
				this.completionIsHeard = true;
				yield this.stream.onCompleteResponse(completed().andThen((Consumer<ChatResponse>) argument(arguments)));
			}
			case "onError" -> this.stream.onError(failed().andThen((Consumer<Throwable>) argument(arguments)));
			case "ignoreErrors" -> this.stream.onError(failed());
			case "start" -> {
				start();
				yield null;
			}
			default -> call(method, arguments);
		};
		return (result == this.stream) ? proxy : result;
	}

	private void start() {
		this.started.set(true);
		if (!this.completionIsHeard) {
			this.stream.onCompleteResponse(completed());
		}
		try {
			Scopes.inside(this.span.observation(), () -> {
				this.stream.start();
				return this;
			});
		}
		catch (Throwable ex) {
			this.span.failed(ex);
			throw ex;
		}
	}

	private Consumer<ChatResponse> completed() {
		return (response) -> {
			// Its usage is that of calls that have spans.
			this.span.completed(response.aiMessage().text());
		};
	}

	private Consumer<Throwable> failed() {
		return this.span::failed;
	}

	private static Object argument(@Nullable Object @Nullable [] arguments) {
		if (arguments == null || arguments[0] == null) {
			throw new IllegalArgumentException("A handler is required");
		}
		return arguments[0];
	}

	@SuppressWarnings("NullAway") // a null result of the method passes through
	private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(this.stream, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}

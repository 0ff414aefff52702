package dev.gai.braintrust.langchain4j.http;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

import dev.gai.braintrust.guard.Guard;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Hears the events of a stream before the model does, and of its end after it.
 *
 * @param listener the model
 * @param answer takes the events
 */
record WatchedEvents(ServerSentEventListener listener, ProviderAnswer answer) implements InvocationHandler {

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		Object told = (arguments != null && arguments.length > 0) ? arguments[0] : null;
		if (told instanceof ServerSentEvent event) {
			this.answer.event(event.data());
		}
		try {
			return WatchedClient.call(this.listener, method, arguments);
		}
		finally {
			Throwable error = (told instanceof Throwable failure && method.getDeclaringClass() != Object.class)
					? failure : null;
			if (error != null || method.getName().equals("onClose")) {
				Guard.run("The end of a stream is not recorded", () -> this.answer.streamed(error));
			}
		}
	}

}

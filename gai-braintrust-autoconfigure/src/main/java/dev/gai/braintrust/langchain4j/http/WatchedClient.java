package dev.gai.braintrust.langchain4j.http;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.gai.braintrust.guard.Guard;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a client of HTTP receives. All methods are passed on, also those that
 * this library does not know.
 *
 * @param client the client
 */
record WatchedClient(HttpClient client) implements InvocationHandler {

	static HttpClient around(HttpClient client) {
		return proxy(HttpClient.class, new WatchedClient(client));
	}

	static boolean isOne(Object client) {
		return Proxy.isProxyClass(client.getClass()) && Proxy.getInvocationHandler(client) instanceof WatchedClient;
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		ProviderAnswer answer = ProviderAnswer.current();
		if (answer == null || arguments == null || method.getDeclaringClass() == Object.class) {
			return call(this.client, method, arguments);
		}
		answer.begin();
		Object result = call(this.client, method, listening(answer, arguments));
		if (result instanceof SuccessfulHttpResponse response) {
			answer.whole(response::body);
		}
		return result;
	}

	private static @Nullable Object[] listening(ProviderAnswer answer, @Nullable Object[] arguments) {
		@Nullable Object[] listening = arguments.clone();
		for (int i = 0; i < listening.length; i++) {
			if (listening[i] instanceof ServerSentEventListener listener) {
				ServerSentEventListener watched = Guard.get("An answer of a provider is not read", null,
						() -> proxy(ServerSentEventListener.class, new WatchedEvents(listener, answer)));
				listening[i] = (watched != null) ? watched : listener;
			}
		}
		return listening;
	}

	@SuppressWarnings("NullAway") // some methods return nothing
	static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}

package dev.gai.braintrust.completion.type;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.stream.Stream;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Streams that the official clients hand out together with their connection, as
 * {@code StreamResponse}. They are known by name, since all of them look alike.
 *
 * @since 0.1.0
 */
@Internal
public final class OpenStreams {

	private static final Set<String> TYPES = Set.of("com.openai.core.http.StreamResponse",
			"com.anthropic.core.http.StreamResponse");

	private OpenStreams() {
	}

	/**
	 * Whether a result is such a stream, so that a proxy can take its place.
	 * @param result the result
	 * @param declared what the caller expects
	 * @return whether it is one
	 */
	public static boolean isOne(Object result, Class<?> declared) {
		return TYPES.contains(declared.getName()) && declared.isInstance(result);
	}

	/**
	 * What a result streams.
	 * @param result the result
	 * @param declared what the caller expects
	 * @return the stream
	 */
	public static Stream<?> in(Object result, Class<?> declared) {
		try {
			return (Stream<?>) declared.getMethod("stream").invoke(result);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("There is no stream in " + declared.getName(), ex);
		}
	}

	/**
	 * A result that streams something else and is closed in the same way.
	 * @param result the result
	 * @param declared what the caller expects
	 * @param stream what is streamed
	 * @return what the caller is given
	 */
	public static Object with(Object result, Class<?> declared, Stream<?> stream) {
		return Proxy.newProxyInstance(declared.getClassLoader(), new Class<?>[] { declared },
				(proxy, method, arguments) -> {
					if (method.getName().equals("stream")) {
						return stream;
					}
					if (method.getName().equals("close")) {
						stream.close();
					}
					return call(result, method, arguments);
				});
	}

	@SuppressWarnings("NullAway") // a null result of the method passes through
	private static @Nullable Object call(Object result, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(result, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}

package dev.gai.braintrust.completion.type;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Says of types of results that go on after the method has returned whether their end is
 * seen. Those of libraries are known by name.
 *
 * @since 0.1.0
 */
@Internal
public final class AsyncTypes {

	private static final String MVC = "org.springframework.web.servlet.mvc.method.annotation.";

	private static final String ASYNC = "org.springframework.web.context.request.async.";

	private static final String PUBLISHER = "org.reactivestreams.Publisher";

	private static final List<String> OPEN = List.of(PUBLISHER, MVC + "ResponseBodyEmitter",
			MVC + "StreamingResponseBody", "kotlinx.coroutines.flow.Flow");

	private static final String AT_RETURN = "its result is a %s, which cannot be followed, so that its span ends when "
			+ "it returns; ";

	private AsyncTypes() {
	}

	/**
	 * Whether a body of that type comes after the head of the response.
	 * @param type the type
	 * @return whether it does
	 */
	public static boolean isOpen(Class<?> type) {
		return OPEN.stream().anyMatch((name) -> isKindOf(type, name));
	}

	/**
	 * What is missed of the results of a method.
	 * @param type the declared type
	 * @return what is missed and what to declare instead, {@code null} if nothing is
	 */
	public static @Nullable String missed(Class<?> type) {
		String name = type.getSimpleName();
		if (isKindOf(type, MVC + "ResponseBodyEmitter")) {
			boolean own = !type.getName().equals(MVC + "SseEmitter")
					&& !type.getName().equals(MVC + "ResponseBodyEmitter");
			return own ? "its result is a " + name + ", of which the end is seen but not what it sends; declare "
					+ "SseEmitter or ResponseBodyEmitter" : null;
		}
		if (isKindOf(type, ASYNC + "WebAsyncTask") && !type.getName().equals(ASYNC + "WebAsyncTask")) {
			return AT_RETURN.formatted(name) + "declare WebAsyncTask";
		}
		if (isKindOf(type, MVC + "StreamingResponseBody") && !type.getName().equals(MVC + "StreamingResponseBody")) {
			return AT_RETURN.formatted(name) + "declare StreamingResponseBody";
		}
		if (Callable.class.isAssignableFrom(type) && type != Callable.class) {
			return AT_RETURN.formatted(name) + "declare Callable";
		}
		if (isKindOf(type, "reactor.core.publisher.Flux") && !type.getName().equals("reactor.core.publisher.Flux")) {
			return AT_RETURN.formatted(name) + "declare Flux";
		}
		if (Future.class.isAssignableFrom(type) && !CompletionStage.class.isAssignableFrom(type)) {
			return AT_RETURN.formatted(name) + "declare CompletableFuture";
		}
		boolean iterated = Iterator.class.isAssignableFrom(type) || Spliterator.class.isAssignableFrom(type)
				|| (BaseStream.class.isAssignableFrom(type) && type != Stream.class);
		if (iterated || isKindOf(type, "kotlin.sequences.Sequence")) {
			return AT_RETURN.formatted(name) + "declare Stream";
		}
		return Flow.Publisher.class.isAssignableFrom(type) && type != Flow.Publisher.class
				? AT_RETURN.formatted(name) + "declare Flow.Publisher" : null;
	}

	private static boolean isKindOf(@Nullable Class<?> type, String name) {
		if (type == null || type.getName().equals(name)) {
			return type != null;
		}
		for (Class<?> parent : type.getInterfaces()) {
			if (isKindOf(parent, name)) {
				return true;
			}
		}
		return isKindOf(type.getSuperclass(), name);
	}

}

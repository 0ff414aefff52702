package dev.gai.braintrust.completion.type;

import java.util.List;

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

	private static final String CORE_PUBLISHER = "reactor.core.CorePublisher";

	private static final String FLOW = "kotlinx.coroutines.flow.Flow";

	private static final String RX = "io.reactivex.rxjava3.";

	private static final String FLUX = "reactor.core.publisher.Flux";

	private static final String STREAM = "java.util.stream.Stream";

	private static final List<String> OPEN = List.of(PUBLISHER, MVC + "ResponseBodyEmitter",
			MVC + "StreamingResponseBody", FLOW);

	/** Each is followed only where a method declares the very type that is named last. */
	private static final List<Kind> KINDS = List.of(Kind.of(ASYNC + "WebAsyncTask"),
			Kind.of(MVC + "StreamingResponseBody"),
			new Kind("org.springframework.http.StreamingHttpOutputMessage$Body", MVC + "StreamingResponseBody"),
			Kind.of("java.util.concurrent.Callable"), Kind.of("reactor.core.publisher.Mono"), Kind.of(FLUX),
			new Kind("reactor.core.publisher.ParallelFlux", FLUX),
			new Kind(RX + "core.SingleSource", RX + "core.Single"),
			new Kind(RX + "core.MaybeSource", RX + "core.Maybe"),
			new Kind(RX + "core.CompletableSource", RX + "core.Completable"),
			new Kind(RX + "core.ObservableSource", RX + "core.Observable"), Kind.of(RX + "core.Flowable"),
			new Kind(RX + "parallel.ParallelFlowable", RX + "core.Flowable"), Kind.of("io.smallrye.mutiny.Uni"),
			Kind.of("io.smallrye.mutiny.Multi"), Kind.of(FLOW),
			new Kind("kotlinx.coroutines.channels.ReceiveChannel", FLOW),
			new Kind("java.util.concurrent.Future", "java.util.concurrent.CompletableFuture"),
			new Kind("java.util.stream.BaseStream", STREAM), new Kind("java.util.Iterator", STREAM),
			new Kind("java.util.Spliterator", STREAM), new Kind("kotlin.sequences.Sequence", STREAM),
			Kind.of(PUBLISHER), Kind.of("java.util.concurrent.Flow$Publisher"),
			new Kind("com.openai.core.http.AsyncStreamResponse", FLUX),
			new Kind("com.anthropic.core.http.AsyncStreamResponse", FLUX));

	/** Followed, whatever they extend. */
	private static final List<String> FOLLOWED = List.of("java.util.concurrent.CompletionStage",
			"kotlinx.coroutines.Deferred");

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
		if (isKindOf(type, MVC + "ResponseBodyEmitter")) {
			boolean own = !type.getName().equals(MVC + "SseEmitter")
					&& !type.getName().equals(MVC + "ResponseBodyEmitter");
			return own ? "its result is a " + type.getSimpleName() + ", of which the end is seen but not what it "
					+ "sends; declare SseEmitter or ResponseBodyEmitter" : null;
		}
		Kind kind = kindOf(type);
		return (kind == null || kind.followed().equals(type.getName()) || type.getName().equals(CORE_PUBLISHER)) ? null
				: "its result is a " + type.getSimpleName() + ", which cannot be followed, so that its span ends "
						+ "when it returns; declare " + kind.name();
	}

	/**
	 * What is missed of the results of a function of Kotlin that suspends. Spring itself
	 * makes a publisher of one that returns a flow.
	 * @param type the type of what it goes on with
	 * @return what is missed and what to declare instead, {@code null} if nothing is
	 */
	public static @Nullable String missedOfSuspending(Class<?> type) {
		boolean later = !type.getName().equals(FLOW) && (kindOf(type) != null || isFollowed(type));
		return later ? "its result is a " + type.getSimpleName()
				+ ", which cannot be followed, so that its span ends when it returns; declare it without suspend"
				: null;
	}

	private static @Nullable Kind kindOf(Class<?> type) {
		return isFollowed(type) ? null
				: KINDS.stream().filter((kind) -> isKindOf(type, kind.type())).findFirst().orElse(null);
	}

	private static boolean isFollowed(Class<?> type) {
		return FOLLOWED.stream().anyMatch((name) -> isKindOf(type, name));
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

	/**
	 * Results of one kind.
	 *
	 * @param type what all of them are
	 * @param followed what a method is to declare
	 */
	private record Kind(String type, String followed) {

		static Kind of(String type) {
			return new Kind(type, type);
		}

		String name() {
			return this.followed.substring(this.followed.lastIndexOf('.') + 1).replace('$', '.');
		}

	}

}

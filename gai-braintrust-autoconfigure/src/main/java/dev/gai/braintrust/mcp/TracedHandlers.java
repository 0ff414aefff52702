package dev.gai.braintrust.mcp;

import java.util.function.BiFunction;

import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.trace.GenAiTracer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the handlers of a server become. A handler is wrapped once.
 */
final class TracedHandlers {

	private final ServerCalls calls;

	TracedHandlers(ServerCalls calls) {
		this.calls = calls;
	}

	<E, Q, A> BiFunction<E, Q, A> blocking(BiFunction<E, Q, A> handler, BiFunction<E, Q, ServerRequest> reader) {
		return (handler instanceof Traced) ? handler : new Blocking<>(this.calls, handler, reader);
	}

	<E, Q, A> BiFunction<E, Q, Mono<A>> reactive(BiFunction<E, Q, Mono<A>> handler,
			BiFunction<E, Q, ServerRequest> reader) {
		return (handler instanceof Traced) ? handler : new Reactive<>(this.calls, handler, reader);
	}

	private static <E, Q> @Nullable ServerRequest read(BiFunction<E, Q, ServerRequest> reader, E exchange, Q request) {
		return Guard.get("An MCP request is not traced", null, () -> reader.apply(exchange, request));
	}

	private interface Traced {

	}

	private record Blocking<E, Q, A>(ServerCalls calls, BiFunction<E, Q, A> handler,
			BiFunction<E, Q, ServerRequest> reader) implements BiFunction<E, Q, A>, Traced {

		@Override
		public A apply(E exchange, Q request) {
			GenAiTracer tracer = this.calls.tracer();
			ServerRequest read = (tracer != null) ? read(this.reader, exchange, request) : null;
			return (tracer != null && read != null)
					? this.calls.run(tracer, read, () -> this.handler.apply(exchange, request))
					: this.handler.apply(exchange, request);
		}

	}

	private record Reactive<E, Q, A>(ServerCalls calls, BiFunction<E, Q, Mono<A>> handler,
			BiFunction<E, Q, ServerRequest> reader) implements BiFunction<E, Q, Mono<A>>, Traced {

		@Override
		public Mono<A> apply(E exchange, Q request) {
			GenAiTracer tracer = this.calls.tracer();
			ServerRequest read = (tracer != null) ? read(this.reader, exchange, request) : null;
			return (tracer != null && read != null)
					? this.calls.follow(tracer, read, () -> this.handler.apply(exchange, request))
					: this.handler.apply(exchange, request);
		}

	}

}

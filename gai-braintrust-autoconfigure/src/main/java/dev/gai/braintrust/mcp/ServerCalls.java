package dev.gai.braintrust.mcp;

import java.util.function.Supplier;

import dev.gai.braintrust.completion.Completions;
import dev.gai.braintrust.completion.Scopes;
import dev.gai.braintrust.guard.Guard;
import dev.gai.braintrust.guard.Work;
import dev.gai.braintrust.trace.ActiveSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.GenAiTracer;
import io.micrometer.observation.Observation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Runs what answers the requests of a server inside a span: below the caller, as HTTP
 * servers do, with a link to the request that brought it; below the call itself, if this
 * application makes it; or where the thread is, if nobody says who calls.
 */
final class ServerCalls {

	private final Supplier<@Nullable GenAiTracer> tracer;

	private final Supplier<@Nullable TraceMeta> trace;

	ServerCalls(Supplier<@Nullable GenAiTracer> tracer, Supplier<@Nullable TraceMeta> trace) {
		this.tracer = tracer;
		this.trace = trace;
	}

	@Nullable GenAiTracer tracer() {
		return Guard.get("MCP requests are not traced", null, this.tracer::get);
	}

	<T extends @Nullable Object> T run(GenAiTracer tracer, ServerRequest request, Work<T, RuntimeException> answer) {
		ServerSpan span = start(tracer, request, tracer.starter().currentObservation());
		T result;
		try {
			result = Scopes.inside(span.observation(), answer);
		}
		catch (Throwable ex) {
			span.failed(ex);
			throw ex;
		}
		span.completed(result);
		return result;
	}

	@SuppressWarnings("unchecked") // a Mono is followed by a Mono of the same
	<T> Mono<T> follow(GenAiTracer tracer, ServerRequest request, Supplier<Mono<T>> answer) {
		Completions completions = tracer.starter().completions();
		Object followed = completions.followDeferred(Mono.defer(answer), Mono.class,
				(around) -> start(tracer, request, (around != null) ? around : tracer.starter().currentObservation()));
		return (followed != null) ? (Mono<T>) followed : answer.get();
	}

	private ServerSpan start(GenAiTracer tracer, ServerRequest request, @Nullable Observation around) {
		TraceMeta known = this.trace.get();
		Caller caller = (known != null) ? known.read(request.meta()) : Caller.UNKNOWN;
		SpanContext outer = Span.current().getSpanContext();
		OwnCalls.Call own = (known != null) ? known.ownCalls().find(caller.spanContext()) : null;
		ActiveSpan span = (own != null) ? own.inside(() -> started(tracer, request, own.observation()))
				: caller.below(Context.current())
					.wrapSupplier(() -> started(tracer, request, caller.isKnown() ? null : around))
					.get();
		Scopes.inside(span.observation(), () -> {
			Guard.run("An MCP request is not described", () -> describe(request, span.span()));
			if (caller.isKnown()) {
				link(outer, span.span());
			}
			if (own == null && !caller.trusted()) {
				// In Braintrust it does not hang on the caller.
				link(caller.spanContext(), span.span());
			}
			return null;
		});
		return new ServerSpan(span);
	}

	private static ActiveSpan started(GenAiTracer tracer, ServerRequest request, @Nullable Observation parent) {
		return tracer.starter().start(request.spec(), (prepared) -> prepared.input(request.input()), parent);
	}

	private static void describe(ServerRequest request, GenAiSpan span) {
		request.attributes().forEach((name, value) -> McpAttributes.write(span, name, value));
	}

	private static void link(SpanContext other, GenAiSpan span) {
		Span current = Span.current();
		if (other.isValid() && current.getSpanContext().getSpanId().equals(span.spanId())) {
			current.addLink(other);
		}
	}

}

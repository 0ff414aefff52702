package dev.gai.braintrust.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.gai.braintrust.guard.Guard;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;

/**
 * The trace in the metadata of a request ({@code params._meta}): W3C's
 * {@code traceparent} and {@code tracestate}, without a prefix, as OpenTelemetry's
 * conventions for MCP have it; and what Braintrust's baggage adds where it is switched
 * on. Thread-safe.
 */
public final class TraceMeta {

	/**
	 * What W3C allows for baggage; the other two are shorter.
	 */
	private static final int LONGEST = 8192;

	static final List<String> KEYS = List.of("traceparent", "tracestate", "baggage");

	private static final TextMapGetter<Map<String, Object>> GETTER = new Entries();

	private final boolean propagate;

	private final Supplier<@Nullable TextMapPropagator> baggage;

	private final Predicate<Context> trust;

	private final OwnCalls ownCalls = new OwnCalls();

	/**
	 * Creates the translation.
	 * @param propagate whether traces are written and read at all
	 * @param baggage writes and reads where a trace is sent; may supply null
	 * @param trust whether a caller in a context that was read may say where its trace is
	 * sent
	 */
	public TraceMeta(boolean propagate, Supplier<@Nullable TextMapPropagator> baggage, Predicate<Context> trust) {
		this.propagate = propagate;
		this.baggage = baggage;
		this.trust = trust;
	}

	/**
	 * Adds the current span to metadata. What is there already stays as it is.
	 * @param meta the metadata of a request; may be null
	 * @param context the context of the call
	 * @return metadata of its own, or null if there is nothing to add
	 */
	@Nullable Map<String, Object> add(@Nullable Map<String, Object> meta, Context context) {
		Span caller = Span.fromContext(context);
		if (!this.propagate || !caller.getSpanContext().isValid()
				|| (meta != null && meta.containsKey("traceparent"))) {
			return null;
		}
		Map<String, Object> all = new LinkedHashMap<>((meta != null) ? meta : Map.of());
		// Without the application's own baggage: it may name users.
		Context named = Context.root().with(caller);
		W3CTraceContextPropagator.getInstance().inject(named, all, TraceMeta::set);
		TextMapPropagator destination = this.baggage.get();
		if (destination != null) {
			destination.inject(named, all, TraceMeta::set);
		}
		return all;
	}

	/**
	 * The calls that this application makes.
	 * @return the calls
	 */
	OwnCalls ownCalls() {
		return this.ownCalls;
	}

	private static void set(@Nullable Map<String, Object> meta, String key, String value) {
		if (meta != null && KEYS.contains(key)) {
			meta.putIfAbsent(key, value);
		}
	}

	/**
	 * Reads who asks. Metadata comes from outside and may hold anything.
	 * @param meta the metadata of a request; may be null
	 * @return the caller
	 */
	Caller read(@Nullable Map<String, Object> meta) {
		if (!this.propagate || meta == null || !meta.containsKey("traceparent")) {
			return Caller.UNKNOWN;
		}
		Caller caller = Guard.get("The caller in the metadata of a request could not be read", null,
				() -> readCaller(meta));
		return (caller != null) ? caller : Caller.UNKNOWN;
	}

	private Caller readCaller(Map<String, Object> meta) {
		Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), meta, GETTER);
		TextMapPropagator destination = this.baggage.get();
		if (destination != null) {
			context = destination.extract(context, meta, GETTER);
		}
		Span caller = Span.fromContext(context);
		return new Caller(caller, caller.getSpanContext().isValid() && this.trust.test(context));
	}

	private static final class Entries implements TextMapGetter<Map<String, Object>> {

		@Override
		public Iterable<String> keys(Map<String, Object> meta) {
			return KEYS;
		}

		@Override
		public @Nullable String get(@Nullable Map<String, Object> meta, String key) {
			Object value = (meta != null) ? meta.get(key) : null;
			return (value instanceof String text && text.length() <= LONGEST) ? text : null;
		}

	}

}

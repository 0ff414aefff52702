package dev.gai.braintrust.export;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.gai.braintrust.export.live.BraintrustParent;
import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.sampling.SamplingSecret;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageEntry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Tells other services, in W3C baggage, to which Braintrust object a trace belongs and
 * below which span theirs hang, and hears it from those that may say so: a caller must
 * not choose where our data goes. The caller's span is that of {@code traceparent} unless
 * the entry names another as its property {@code span}, which is needed where the span
 * that makes the HTTP request is not itself sent.
 *
 * @since 0.1.0
 */
@Internal
public final class BraintrustBaggage implements TextMapPropagator {

	private static final String HEADER = "baggage";

	private static final String KEY = "braintrust.parent";

	private static final String SPAN_PROPERTY = "span=";

	private static final String SIGNATURE_PROPERTY = "sig=";

	private final boolean send;

	private final Set<String> accept;

	private final Supplier<@Nullable BraintrustSpanProcessor> processor;

	private final @Nullable SamplingSecret secret;

	/**
	 * Creates a propagator that believes its callers.
	 * @param send whether other services are told
	 * @param accept the parents that callers may name
	 * @param processor knows the running spans
	 */
	public BraintrustBaggage(boolean send, Collection<String> accept,
			Supplier<@Nullable BraintrustSpanProcessor> processor) {
		this(send, accept, processor, null);
	}

	/**
	 * Creates a propagator.
	 * @param send whether other services are told
	 * @param accept the parents that callers may name
	 * @param processor knows the running spans
	 * @param secret with which callers sign that they send a trace, {@code null} to
	 * believe each that names an accepted parent
	 */
	public BraintrustBaggage(boolean send, Collection<String> accept,
			Supplier<@Nullable BraintrustSpanProcessor> processor, @Nullable SamplingSecret secret) {
		this.secret = secret;
		this.send = send;
		this.accept = Set.copyOf(accept);
		this.processor = processor;
	}

	/**
	 * Whether the caller in a context that was extracted names a place that this
	 * application accepts.
	 * @param context the context
	 * @return whether the spans below the caller go where that sends
	 */
	public static boolean isAccepted(Context context) {
		return acceptedParent(context) != null;
	}

	static @Nullable BraintrustParent acceptedParent(Context context) {
		return (Span.fromContext(context) instanceof RemoteCaller caller) ? caller.parent() : null;
	}

	@Override
	public Collection<String> fields() {
		return List.of(HEADER);
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		BraintrustSpanProcessor known = this.processor.get();
		if (!this.send || known == null) {
			return;
		}
		BraintrustParent above = known.sentAbove(Span.fromContext(context).getSpanContext());
		if (above != null) {
			String ours = KEY + "=" + encoded(above.object()) + ";" + SPAN_PROPERTY + above.spanContext().getSpanId()
					+ signature(above);
			String others = others(context);
			setter.set(carrier, HEADER, others.isEmpty() ? ours : others + "," + ours);
		}
	}

	/**
	 * The application's own baggage as a header. OpenTelemetry's propagator cannot write
	 * ours with it, because it escapes the properties of entries.
	 */
	private static String others(Context context) {
		Baggage baggage = Baggage.fromContext(context).toBuilder().remove(KEY).build();
		StringBuilder header = new StringBuilder();
		W3CBaggagePropagator.getInstance()
			.inject(context.with(baggage), header,
					(target, key, value) -> header.append(key.equals(HEADER) ? value : ""));
		return header.toString();
	}

	private static String encoded(String parent) {
		return URLEncoder.encode(parent, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		if (this.accept.isEmpty()) {
			return context;
		}
		Context extracted = W3CBaggagePropagator.getInstance().extract(Context.root(), carrier, getter);
		Baggage baggage = Baggage.fromContext(extracted);
		BaggageEntry entry = baggage.getEntry(KEY);
		SpanContext caller = Span.fromContext(context).getSpanContext();
		if (entry == null || !this.accept.contains(entry.getValue()) || !caller.isValid()) {
			return context;
		}
		String metadata = entry.getMetadata().getValue();
		SpanContext named = named(property(metadata, SPAN_PROPERTY), caller);
		boolean kept = this.secret == null || this.secret.isSigned(property(metadata, SIGNATURE_PROPERTY),
				named.getTraceId(), named.getSpanId(), entry.getValue());
		return context.with(new RemoteCaller(caller, new BraintrustParent(entry.getValue(), named, kept)));
	}

	private String signature(BraintrustParent above) {
		SpanContext span = above.spanContext();
		return (this.secret != null)
				? ";" + SIGNATURE_PROPERTY + this.secret.sign(span.getTraceId(), span.getSpanId(), above.object()) : "";
	}

	private static String property(String metadata, String name) {
		for (String property : metadata.split(";")) {
			if (property.strip().startsWith(name)) {
				return property.strip().substring(name.length());
			}
		}
		return "";
	}

	private static SpanContext named(String spanId, SpanContext caller) {
		SpanContext named = SpanContext.createFromRemoteParent(caller.getTraceId(), spanId, TraceFlags.getDefault(),
				TraceState.getDefault());
		return named.isValid() ? named : caller;
	}

}

package dev.gai.braintrust.export.live;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import org.jspecify.annotations.Nullable;

/**
 * The Braintrust object that a trace goes to where that is not the configured one, an
 * experiment for example. It is made current around the start of the root of the trace:
 * <pre class="code">
 * try (Scope scope = new TraceTarget("experiment_id:" + id).makeCurrent()) {
 *     root = tracer.start(…);
 * }
 * </pre> Every span below that root goes there too, on whatever thread it starts. Such a
 * trace is always sent, whatever the sampling. A span that starts with another target
 * than the one above it is the root of its own part of the trace. Immutable.
 *
 * @param parent the object, such as {@code experiment_id:<uuid>}
 * @since 0.1.0
 */
public record TraceTarget(String parent) implements ImplicitContextKeyed {

	private static final ContextKey<TraceTarget> KEY = ContextKey.named("gai-braintrust-trace-target");

	/**
	 * Creates a target.
	 * @param parent the object
	 * @throws IllegalArgumentException if it does not name one
	 */
	public TraceTarget {
		int colon = parent.indexOf(':');
		boolean named = colon > 0 && colon < parent.length() - 1 && parent.chars().noneMatch(Character::isISOControl);
		if (!named) {
			throw new IllegalArgumentException("A Braintrust object looks like experiment_id:<uuid>");
		}
	}

	/**
	 * The target that is current.
	 * @param context where to look
	 * @return the target, {@code null} for the configured one
	 */
	public static @Nullable TraceTarget from(Context context) {
		return context.get(KEY);
	}

	@Override
	public Context storeInContext(Context context) {
		return context.with(KEY, this);
	}

}

package dev.gai.braintrust.export.live;

import dev.gai.braintrust.guard.BoundedMap;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * Where traces belong that have a target of their own, by their ids. Bounded: the oldest
 * are forgotten first. Thread-safe.
 */
final class TraceHomes {

	private final BoundedMap<String, BraintrustParent> homes;

	private volatile boolean any;

	TraceHomes(int most) {
		this.homes = new BoundedMap<>(most);
	}

	/**
	 * Whether a span goes where the one above it goes. What goes elsewhere cannot hang on
	 * it.
	 */
	static boolean belongsTo(@Nullable BraintrustParent given, LocalSpan above) {
		return given == null || !given.hasOwnRoots() || given.equals(above.braintrustParent());
	}

	/**
	 * Where a root belongs. Its trace may have begun with a span that is forgotten.
	 */
	@Nullable BraintrustParent of(ReadableSpan span, @Nullable BraintrustParent given) {
		String traceId = span.getSpanContext().getTraceId();
		if (given != null && given.hasOwnRoots()) {
			this.homes.put(traceId, given);
			this.any = true;
		}
		return (given == null && this.any) ? this.homes.get(traceId) : given;
	}

}

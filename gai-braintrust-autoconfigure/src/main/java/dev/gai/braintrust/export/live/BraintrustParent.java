package dev.gai.braintrust.export.live;

import io.opentelemetry.api.trace.SpanContext;

/**
 * Where a trace belongs in Braintrust if something else says so than the settings: a
 * caller in another service that sends there too, or a {@link TraceTarget}.
 *
 * @param object the Braintrust object
 * @param spanContext the caller's span, on which the roots of this application hang;
 * invalid if they are roots there too
 * @param kept whether what says so is believed that the trace is sent, too
 * @since 0.1.0
 */
public record BraintrustParent(String object, SpanContext spanContext, boolean kept) {

	/**
	 * The parent that a target makes.
	 * @param target the target
	 * @return its object, with roots of its own
	 */
	public static BraintrustParent of(TraceTarget target) {
		return new BraintrustParent(target.parent(), SpanContext.getInvalid(), true);
	}

	boolean hasOwnRoots() {
		return !this.spanContext.isValid();
	}

}

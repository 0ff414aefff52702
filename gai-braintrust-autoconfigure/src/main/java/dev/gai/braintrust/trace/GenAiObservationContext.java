package dev.gai.braintrust.trace;

import io.micrometer.observation.Observation;

/**
 * Context of the observations that this library opens, so that an application can
 * recognise them in its {@code ObservationPredicate} and {@code ObservationFilter} beans.
 * It holds no content.
 *
 * @since 0.1.0
 */
public final class GenAiObservationContext extends Observation.Context {

	private final SpanType type;

	GenAiObservationContext(SpanType type) {
		this.type = type;
	}

	/**
	 * The kind of span.
	 * @return the type
	 */
	public SpanType getType() {
		return this.type;
	}

}

package dev.gai.braintrust.springai;

import dev.gai.braintrust.annotation.Capture;
import dev.gai.braintrust.trace.ForeignSpan;
import dev.gai.braintrust.trace.GenAiSpan;
import dev.gai.braintrust.trace.record.SpanSpec;
import dev.gai.braintrust.trace.record.SpanType;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Reads what one kind of Spring AI's observations says.
 *
 * @param <C> type of their contexts
 */
interface ContextReader<C extends Observation.Context> {

	/**
	 * Which contexts this reads.
	 * @return the type
	 */
	Class<C> contextType();

	/**
	 * What is known before the call.
	 * @param context the context
	 * @return the spec, {@code null} if the call is none that Braintrust shall see
	 */
	@Nullable SpanSpec spec(C context);

	/**
	 * Reads the request.
	 * @param context the context
	 * @param span takes it
	 */
	void readRequest(C context, GenAiSpan span);

	/**
	 * Reads what became of the call.
	 * @param context the context
	 * @param span takes it
	 */
	void readResult(C context, ForeignSpan span);

	/**
	 * The span below which the call is shown.
	 * @param context the context
	 * @return the span, {@code null} for the one that is its parent
	 */
	default @Nullable ForeignSpan shownBelow(C context) {
		return null;
	}

	/**
	 * Tells that the call has begun.
	 * @param context the context
	 * @param span what is recorded of it
	 */
	default void started(C context, ForeignSpan span) {
	}

	/**
	 * Tells that the call fails. Calls above have not been told.
	 * @param context the context
	 * @param span what is recorded of it
	 */
	default void failing(C context, ForeignSpan span) {
	}

	/**
	 * Tells that the call begins, whether or not Braintrust shall see it.
	 * @param context the context
	 */
	default void began(C context) {
	}

	/**
	 * Tells that the call is over, whether or not Braintrust shall see it.
	 * @param context the context
	 */
	default void ended(C context) {
	}

	static SpanSpec spec(SpanType type, String name) {
		return new SpanSpec(type, name, null, "spring-ai", Capture.INHERIT);
	}

}

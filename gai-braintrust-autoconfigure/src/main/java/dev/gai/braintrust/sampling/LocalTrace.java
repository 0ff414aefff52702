package dev.gai.braintrust.sampling;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

import dev.gai.braintrust.promise.Internal;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.trace.record.SpanRecord;

/**
 * The part of a trace that runs in this application, as recorded so far: only spans that
 * have ended and would be sent are taken into account. Thread-safe; valid only while the
 * keeper that receives it decides.
 *
 * @since 0.1.0
 */
@PublicApi
public interface LocalTrace {

	/**
	 * Id of the trace.
	 * @return 32 hexadecimal digits
	 */
	String traceId();

	/**
	 * Whether the roots have ended, so that nothing more is expected.
	 * @return whether the trace has ended; false too when the application is shutting
	 * down, or the trace has been waiting for too long
	 */
	boolean finished();

	/**
	 * Returns the ended spans that this library has created: model calls, agents, steps
	 * and tools, without those of other instrumentations.
	 * @return a copy, in the order in which they ended
	 */
	@Internal
	List<SpanRecord> spans();

	/**
	 * Time from the start of the first span to the latest end of one.
	 * @return the duration so far
	 */
	Duration duration();

	/**
	 * Sum of what the model calls cost, as far as it is known.
	 * @return US dollars, zero if nothing is known
	 */
	BigDecimal cost();

	/**
	 * Whether any span has ended with an error, one that the application has handled
	 * included: a tool that failed below an agent that went on, say. A failed attempt of
	 * a call that is retried is not an error, a call whose attempts have all failed is.
	 * @return whether something went wrong
	 */
	boolean failed();

	/**
	 * Whether a call had to be made more than once.
	 * @return whether an attempt failed
	 */
	boolean retried();

	/**
	 * The lowest score that a {@link dev.gai.braintrust.score.SpanScorer} has given so
	 * far. Traces wait for their scores with
	 * {@code gai.braintrust.sampling.keep.scored-below} only.
	 * @return a number from 0 to 1, empty if there is none
	 */
	default OptionalDouble lowestScore() {
		return OptionalDouble.empty();
	}

}

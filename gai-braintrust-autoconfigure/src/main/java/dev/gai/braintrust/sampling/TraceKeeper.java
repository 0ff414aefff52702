package dev.gai.braintrust.sampling;

import java.math.BigDecimal;
import java.time.Duration;

import dev.gai.braintrust.promise.PublicApi;

/**
 * Keeps traces that {@code gai.braintrust.sampling.ratio} and its rules would drop. As
 * soon as one keeper says so the trace is sent as a whole, with the spans that ended
 * before. Beans of this type are used beside the keepers that the properties
 * {@code gai.braintrust.sampling.keep} configure.
 * <p>
 * A keeper is asked again and again: when a span of an undecided trace ends and when the
 * trace does. It must be quick and thread-safe, since the spans of all traces wait for
 * it: on a thread of this library or, with {@code gai.braintrust.export.spool.mode=sync},
 * on the thread that ends a span. One that fails keeps nothing, and never hurts the
 * application.
 *
 * @since 0.1.0
 */
@PublicApi
@FunctionalInterface
public interface TraceKeeper {

	/**
	 * Whether a trace is to be sent.
	 * @param trace what is known of the trace, running or finished
	 * @return {@code true} to send it; {@code false} leaves that to the others, and to
	 * what the trace still brings
	 */
	boolean keeps(LocalTrace trace);

	/**
	 * Keeps traces in which something went wrong.
	 * @return a keeper
	 * @see LocalTrace#failed()
	 */
	static TraceKeeper failed() {
		return LocalTrace::failed;
	}

	/**
	 * Keeps traces in which a call had to be made more than once.
	 * @return a keeper
	 * @see LocalTrace#retried()
	 */
	static TraceKeeper retried() {
		return LocalTrace::retried;
	}

	/**
	 * Keeps traces that take longer.
	 * @param limit the longest duration that is not kept
	 * @return a keeper
	 * @see LocalTrace#duration()
	 */
	static TraceKeeper slowerThan(Duration limit) {
		return (trace) -> trace.duration().compareTo(limit) > 0;
	}

	/**
	 * Keeps traces in which something was scored lower.
	 * @param threshold the lowest score that is not kept
	 * @return a keeper
	 * @see LocalTrace#lowestScore()
	 */
	static TraceKeeper scoredBelow(double threshold) {
		return (trace) -> trace.lowestScore().isPresent() && trace.lowestScore().getAsDouble() < threshold;
	}

	/**
	 * Keeps traces whose model calls cost more.
	 * @param limit the highest cost that is not kept, in US dollars
	 * @return a keeper
	 * @see LocalTrace#cost()
	 */
	static TraceKeeper costlierThan(BigDecimal limit) {
		return (trace) -> trace.cost().compareTo(limit) > 0;
	}

}

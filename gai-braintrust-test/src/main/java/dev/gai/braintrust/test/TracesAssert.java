package dev.gai.braintrust.test;

import java.util.List;

import dev.gai.braintrust.promise.PublicApi;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on all traces of a test.
 *
 * @since 0.1.0
 */
@PublicApi
public final class TracesAssert extends AbstractAssert<TracesAssert, RecordedTraces> {

	TracesAssert(@Nullable RecordedTraces actual) {
		super(actual, TracesAssert.class);
	}

	/**
	 * Nothing was traced.
	 * @return these assertions
	 */
	public TracesAssert isEmpty() {
		return hasSize(0);
	}

	/**
	 * Exactly this many traces were recorded.
	 * @param expected their number
	 * @return these assertions
	 */
	public TracesAssert hasSize(int expected) {
		isNotNull();
		List<RecordedTrace> traces = this.actual.all();
		if (traces.size() != expected) {
			throw failure("%s", expected + ((expected == 1) ? " trace" : " traces") + " expected, " + traces.size()
					+ " recorded\n\n" + RecordedTraces.drawn(traces));
		}
		return this;
	}

	/**
	 * Continues with the only trace.
	 * @return assertions on it
	 */
	public TraceAssert single() {
		isNotNull();
		return new TraceAssert(this.actual.single(), null);
	}

}

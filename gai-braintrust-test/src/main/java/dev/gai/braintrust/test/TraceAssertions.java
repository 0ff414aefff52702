package dev.gai.braintrust.test;

import dev.gai.braintrust.promise.PublicApi;
import org.jspecify.annotations.Nullable;

/**
 * Entry to assertions on traces. Its {@code assertThat} stands beside that of AssertJ in
 * the imports of a test.
 *
 * @since 0.1.0
 */
@PublicApi
public final class TraceAssertions {

	private TraceAssertions() {
	}

	/**
	 * Asserts on a trace.
	 * @param trace the trace
	 * @return assertions
	 */
	public static TraceAssert assertThat(@Nullable RecordedTrace trace) {
		return new TraceAssert(trace, null);
	}

	/**
	 * Asserts on a span.
	 * @param span the span
	 * @return assertions
	 */
	public static SpanAssert assertThat(@Nullable RecordedSpan span) {
		return new SpanAssert(span, null, null);
	}

	/**
	 * Asserts on all traces of the test.
	 * @param traces the traces
	 * @return assertions
	 */
	public static TracesAssert assertThat(@Nullable RecordedTraces traces) {
		return new TracesAssert(traces);
	}

}

package dev.gai.braintrust.test;

import dev.gai.braintrust.promise.PublicApi;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ's {@link SoftAssertions}, with those on traces: all of them are made, and their
 * failures are reported together by {@link #assertAll()}. Not thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public class TraceSoftAssertions extends SoftAssertions {

	/**
	 * Asserts on a trace.
	 * @param trace the trace
	 * @return assertions whose failures are collected, those on its spans too
	 */
	public TraceAssert assertThat(@Nullable RecordedTrace trace) {
		return new TraceAssert(trace, this::collectAssertionError);
	}

	/**
	 * Asserts on a span.
	 * @param span the span
	 * @return assertions whose failures are collected
	 */
	public SpanAssert assertThat(@Nullable RecordedSpan span) {
		return new SpanAssert(span, null, this::collectAssertionError);
	}

}

package dev.gai.braintrust.export;

import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Told of spans of ours that start and end. On the thread that starts or ends the span:
 * it must not wait. What it throws is reported once and changes nothing.
 *
 * @since 0.1.0
 */
@Internal
public interface RunningSpanListener {

	/**
	 * A span has started.
	 * @param traceId its trace
	 * @param spanId the span
	 * @param parentSpanId the span that it hangs on as far as that is known, {@code null}
	 * for a root
	 * @param name what it is called, not masked
	 * @param type its type, as in a row
	 * @param startNanos when it started, in nanoseconds since 1970
	 */
	void started(String traceId, String spanId, @Nullable String parentSpanId, String name, String type,
			long startNanos);

	/**
	 * A span has ended, one that was not told of perhaps.
	 * @param traceId its trace
	 * @param spanId the span
	 */
	void ended(String traceId, String spanId);

}

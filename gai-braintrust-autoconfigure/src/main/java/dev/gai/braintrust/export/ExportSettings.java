package dev.gai.braintrust.export;

import java.time.Duration;

import dev.gai.braintrust.export.row.RowSettings;
import dev.gai.braintrust.promise.Internal;

/**
 * How spans are shaped and taken.
 *
 * @param rows how rows are shaped
 * @param aiOnly whether spans that have nothing to do with AI are left out
 * @param requestRoots whether the local root of a trace is sent where something below it
 * has to do with AI
 * @param maxQueueSpans the most spans that wait for the writer
 * @param maxQueueBytes about how many bytes wait for the writer at most
 * @param synchronous whether spans are written on the thread that ends them
 * @param shutdownTimeout how long sending goes on when the application ends
 * @since 0.1.0
 */
@Internal
public record ExportSettings(RowSettings rows, boolean aiOnly, boolean requestRoots, int maxQueueSpans,
		long maxQueueBytes, boolean synchronous, Duration shutdownTimeout) {

	/** A trace waits for as long as it takes, and an encoded span for milliseconds. */
	int undecidedSpans() {
		return (int) Math.min(Integer.MAX_VALUE, 4L * this.maxQueueSpans);
	}

}

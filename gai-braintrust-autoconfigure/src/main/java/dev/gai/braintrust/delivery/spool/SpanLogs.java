package dev.gai.braintrust.delivery.spool;

import java.io.IOException;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.LogSafeText;
import dev.gai.braintrust.delivery.MemorySpanLog;
import dev.gai.braintrust.delivery.SpanLog;
import dev.gai.braintrust.guard.SteadyClock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Opens the log of an application.
 *
 * @since 0.1.0
 */
public final class SpanLogs {

	private static final Log logger = LogFactory.getLog(SpanLogs.class);

	/** The share of the heap that spans may take while they wait in memory. */
	private static final int SHARE_OF_HEAP = 8;

	private SpanLogs() {
	}

	/**
	 * Opens a log on disk, or in memory if that is wanted or the disk cannot be used.
	 * What earlier processes have left in the folder is taken over. Never fails.
	 * @param settings how spans are kept
	 * @param counters told what the log takes, finds and gives up
	 * @return the log; its {@link SpanLog#problem()} says why it is not on disk though it
	 * should be
	 */
	public static SpanLog open(SpoolSettings settings, ExportCounters counters) {
		long inMemory = Math.min(settings.maxBytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
		if (!settings.enabled()) {
			return new MemorySpanLog(inMemory, counters);
		}
		try {
			return new SegmentSpanLog(settings, counters, SteadyClock::millis);
		}
		catch (IOException | RuntimeException ex) {
			String reason = LogSafeText
				.line(String.valueOf((ex.getClass() == IOException.class) ? ex.getMessage() : ex));
			String problem = "Spans are kept in memory and not on disk: " + reason
					+ ". Another folder can be set with gai.braintrust.export.spool.directory";
			logger.warn(problem);
			return new MemorySpanLog(inMemory, counters, problem);
		}
	}

}

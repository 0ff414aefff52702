package dev.gai.braintrust.delivery.spool;

import java.time.Duration;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.SpanLog;

/**
 * How a log will be kept. Where it is opened later, nothing of the disk or of the
 * folder's name is needed before.
 *
 * @param maxBytes bytes that the log holds at most
 * @param maxAge the longest time that something waits in it
 * @param later whether {@link SpanLog#open()} or the first append opens it, and not
 * {@link #log}
 * @param settings how it is kept, asked when it is opened
 * @since 0.1.0
 */
public record PlannedSpool(long maxBytes, Duration maxAge, boolean later, Supplier<SpoolSettings> settings) {

	/**
	 * A spool whose log is opened at once.
	 * @param settings how it is kept
	 * @return the spool
	 */
	public static PlannedSpool of(SpoolSettings settings) {
		return new PlannedSpool(settings.maxBytes(), settings.maxAge(), false, () -> settings);
	}

	/**
	 * A spool for something else, in a folder of this one.
	 * @param folder name of the folder
	 * @param maxBytes bytes that it holds at most
	 * @return the spool, otherwise alike
	 */
	public PlannedSpool beside(String folder, long maxBytes) {
		return new PlannedSpool(maxBytes, this.maxAge, this.later, () -> {
			SpoolSettings spans = this.settings.get();
			return new SpoolSettings(spans.enabled(), spans.directory().resolve(folder), maxBytes, spans.maxAge(),
					spans.fsync(), spans.allowGroup(), spans.allowOthers(), spans.owner());
		});
	}

	/**
	 * The log.
	 * @param counters told what the log takes, finds and gives up
	 * @return the log, empty as long as it is not open
	 */
	public SpanLog log(ExportCounters counters) {
		return this.later ? new LateSpanLog(this.maxBytes, () -> SpanLogs.open(this.settings.get(), counters), counters)
				: SpanLogs.open(this.settings.get(), counters);
	}

}

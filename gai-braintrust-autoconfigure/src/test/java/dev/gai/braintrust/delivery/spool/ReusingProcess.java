package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.guard.SteadyClock;

/**
 * A process of its own that appends and acknowledges until it is killed, in segments that
 * are soon written over, and says which appends and acknowledgements have returned.
 */
final class ReusingProcess {

	static final int MAX_BYTES = 400_000;

	/** How many are acknowledged at a time. */
	static final int BATCH = 20;

	private ReusingProcess() {
	}

	public static void main(String[] arguments) throws IOException {
		SpoolSettings settings = new SpoolSettings(true, Path.of(arguments[0]), MAX_BYTES, Duration.ofHours(24), false);
		SegmentSpanLog log = new SegmentSpanLog(settings, new ExportCounters(), SteadyClock::millis);
		int next = Integer.parseInt(arguments[1]);
		for (int i = next; i < next + 1_000_000; i++) {
			log.append(TestLogs.frame(i, 1_000 + i % 2_000));
			System.out.println("appended " + i);
			if (log.spans() > 2 * BATCH) {
				List<Frame> batch = log.read(BATCH, MAX_BYTES);
				int last = TestLogs.number(batch.get(batch.size() - 1));
				log.acknowledge(batch.size());
				System.out.println("acknowledged " + last);
			}
		}
	}

}

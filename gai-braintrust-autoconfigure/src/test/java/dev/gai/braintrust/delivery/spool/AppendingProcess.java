package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.guard.SteadyClock;

/**
 * A process of its own that appends until it is killed, and says which appends have
 * returned.
 */
final class AppendingProcess {

	private AppendingProcess() {
	}

	public static void main(String[] arguments) throws IOException {
		Path directory = Path.of(arguments[0]);
		int next = Integer.parseInt(arguments[1]);
		SpoolSettings settings = new SpoolSettings(true, directory, 100_000_000, Duration.ofHours(24), false);
		SegmentSpanLog log = new SegmentSpanLog(settings, new ExportCounters(), SteadyClock::millis);
		int together = Integer.parseInt(arguments[2]);
		for (int i = next; i < next + 1_000_000; i += together) {
			log.append(IntStream.range(i, i + together)
				.mapToObj((number) -> TestLogs.frame(number, 1_000 + number % 2_000))
				.toList());
			for (int number = i; number < i + together; number++) {
				System.out.println(number);
			}
		}
	}

}

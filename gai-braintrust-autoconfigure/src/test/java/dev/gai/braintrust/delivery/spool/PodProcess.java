package dev.gai.braintrust.delivery.spool;

import java.nio.file.Path;
import java.time.Duration;

import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.SpanLog;

/**
 * What a container does at its start, in a process of its own since it is another user:
 * opens the log, says what it finds, leaves spans behind and ends without closing.
 */
final class PodProcess {

	private PodProcess() {
	}

	public static void main(String[] arguments) {
		ExportCounters counters = new ExportCounters();
		SpanLog log = SpanLogs.open(
				new SpoolSettings(true, Path.of(arguments[0]), 100_000_000, Duration.ofHours(24), false,
						arguments[1].equals("allow-group"), arguments[1].equals("allow-others"), SpoolOwner.ANYONE),
				counters);
		System.out.println("durable=" + log.isDurable());
		System.out.println("spans=" + log.spans());
		System.out.println("problem=" + log.problem());
		for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
			counters.ended();
			log.append(TestLogs.frame(i, 100));
		}
		Runtime.getRuntime().halt(0);
	}

}

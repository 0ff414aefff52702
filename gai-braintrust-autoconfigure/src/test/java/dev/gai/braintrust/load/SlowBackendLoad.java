package dev.gai.braintrust.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * 10,000 spans a second for 15 seconds, while each request takes two.
 */
final class SlowBackendLoad {

	private static final int PER_SECOND = 10_000;

	private static final int SPANS = 150_000;

	private static final int CONTENT = 500;

	void run(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend(); LoadProcess process = LoadProcess.start(folder, backend.url())) {
			int warm = process.warmUp(PER_SECOND, CONTENT);
			process.ask("phase healthy");
			process.produce(warm, warm + 50_000, PER_SECOND, CONTENT);
			process.awaitProduced(Duration.ofSeconds(60));
			int from = warm + 50_000;
			Findings.await(Duration.ofSeconds(60), () -> backend.unique() == from);
			long heap = Long.parseLong(process.ask("gc"));
			long writer = Long.parseLong(process.status().get("writer"));
			backend.fault = LoadBackend.Fault.slow(2_000);
			process.ask("phase fault");
			long start = System.nanoTime();
			process.produce(from, from + SPANS, PER_SECOND, CONTENT);
			long most = heap;
			for (int i = 0; i < 5; i++) {
				Thread.sleep(3_000);
				most = Math.max(most, Long.parseLong(process.ask("gc")));
			}
			process.awaitProduced(Duration.ofSeconds(120));
			long produced = System.nanoTime() - start;
			Map<String, String> status = process.status();
			findings.fact("the writer took " + (Long.parseLong(status.get("writer")) - writer) / SPANS
					+ " µs of a processor for each span");
			findings.fact(SPANS + " ended in " + produced / 1_000_000 / 1000.0 + " s, then " + status.get("logged")
					+ " in the log, " + Long.parseLong(status.get("bytes")) / 1_000_000 + " MB");
			while (backend.unique() < from + SPANS && System.nanoTime() - start < 400_000_000_000L) {
				Thread.sleep(5_000);
				most = Math.max(most, Long.parseLong(process.ask("gc")));
			}
			findings.require(backend.missing(from + SPANS) == 0,
					backend.missing(from + SPANS) + " lost, dropped " + process.status().get("dropped")
							+ ", all there after " + (System.nanoTime() - start) / 1_000_000_000 + " s");
			findings.require(backend.duplicates() == 0, backend.duplicates() + " duplicated");
			findings.require(backend.mostInFlight.get() <= 2, backend.mostInFlight + " requests at a time");
			findings.require(most - heap <= 64_000_000,
					"live heap " + heap / 1_000_000 + " MB, at most " + most / 1_000_000 + " MB");
			findings.requireSameLatency(process);
		}
	}

}

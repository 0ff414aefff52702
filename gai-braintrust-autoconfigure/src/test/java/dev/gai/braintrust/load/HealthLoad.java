package dev.gai.braintrust.load;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Health asked 100 times a second over HTTP while requests to Braintrust hang.
 */
final class HealthLoad {

	private static final int PER_SECOND = 200;

	void run(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend();
				LoadProcess process = LoadProcess.start(folder, backend.url(), "--gai.braintrust.export.timeout=3s")) {
			int from = process.warmUp(PER_SECOND, 2_000);
			// The web server's code, too, is to be compiled before anything is measured.
			poll(process, 6_000, new TreeSet<>(), new TreeSet<>());
			process.ask("phase healthy");
			process.produce(from, from + 1_000, PER_SECOND, 2_000);
			Latencies before = poll(process, 1_000, new TreeSet<>(), new TreeSet<>());
			process.awaitProduced(java.time.Duration.ofSeconds(60));
			backend.fault = LoadBackend.Fault.HANG;
			process.ask("phase fault");
			process.produce(from + 1_000, from + 5_000, PER_SECOND, 2_000);
			Set<String> component = new TreeSet<>();
			Set<String> readiness = new TreeSet<>();
			Latencies during = poll(process, 2_000, component, readiness);
			process.awaitProduced(java.time.Duration.ofSeconds(60));
			findings.require(during.micros(0.99) < 5_000,
					String.format(Locale.ROOT, "p99 of health %.2f ms, before the fault %.2f ms",
							during.micros(0.99) / 1000, before.micros(0.99) / 1000));
			findings.require(readiness.equals(Set.of("UP")), "readiness " + readiness);
			findings.require(component.contains("DEGRADED"), "component " + component);
			findings.requireSameLatency(process);
		}
	}

	private static Latencies poll(LoadProcess process, int times, Set<String> component, Set<String> readiness) {
		Latencies latencies = new Latencies();
		long start = System.nanoTime();
		for (int i = 0; i < times; i++) {
			LockSupport.parkNanos(start + i * 10_000_000L - System.nanoTime());
			long asked = System.nanoTime();
			String status = process.health((i % 10 == 9) ? "/readiness" : "/braintrust");
			latencies.add(System.nanoTime() - asked);
			((i % 10 == 9) ? readiness : component).add(status);
		}
		return latencies;
	}

}

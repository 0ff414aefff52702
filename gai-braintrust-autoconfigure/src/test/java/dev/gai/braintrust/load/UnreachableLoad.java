package dev.gai.braintrust.load;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.spool.SpoolOwner;

/**
 * Nobody there, nobody that answers, nobody that ends its answer: 500 spans a second for
 * 20 seconds each.
 */
final class UnreachableLoad {

	private static final int PER_SECOND = 500;

	private static final int CONTENT = 2_000;

	private static final int HEALTHY = 3_000;

	private static final int SPANS = 10_000;

	void refused(Path folder, Findings findings) throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			port = free.getLocalPort();
		}
		try (LoadProcess process = LoadProcess.start(folder, "http://127.0.0.1:" + port)) {
			int ended;
			try (LoadBackend backend = new LoadBackend(port)) {
				ended = healthy(process, backend);
			}
			fault(process, ended, findings);
			try (LoadBackend backend = new LoadBackend(port)) {
				delivered(backend, ended, ended + SPANS, findings);
			}
		}
	}

	void unknownHost(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend()) {
			int ended;
			try (LoadProcess process = LoadProcess.start(folder, "https://nobody.invalid")) {
				int warm = process.warmUp(PER_SECOND, CONTENT);
				process.ask("phase healthy");
				process.produce(warm, warm + HEALTHY, PER_SECOND, CONTENT);
				process.awaitProduced(Duration.ofSeconds(60));
				ended = warm + HEALTHY;
				fault(process, ended, findings);
				process.terminate();
			}
			// What was taken for an address goes to another one only if that replaces it.
			String replaced = SpoolOwner
				.of(new Destination(URI.create("https://nobody.invalid/otel/v1/traces"), null, ""), Set.of())
				.address();
			try (LoadProcess process = LoadProcess.start(folder, backend.url(),
					"--gai.braintrust.export.spool.adopt-from=" + replaced)) {
				delivered(backend, 0, ended + SPANS, findings);
			}
		}
	}

	void hang(Path folder, Findings findings) throws Exception {
		silent(folder, LoadBackend.Fault.HANG, findings);
	}

	void stalledBody(Path folder, Findings findings) throws Exception {
		silent(folder, LoadBackend.Fault.STALL, findings);
	}

	private void silent(Path folder, LoadBackend.Fault fault, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend();
				LoadProcess process = LoadProcess.start(folder, backend.url(), "--gai.braintrust.export.timeout=3s")) {
			int ended = healthy(process, backend);
			int before = backend.requests();
			backend.fault = fault;
			fault(process, ended, findings);
			findings.require(backend.requests() - before >= 3,
					(backend.requests() - before) + " requests with a deadline of 3 s");
			backend.fault = LoadBackend.Fault.NONE;
			delivered(backend, 0, ended + SPANS, findings);
		}
	}

	private static int healthy(LoadProcess process, LoadBackend backend) throws Exception {
		int warm = process.warmUp(PER_SECOND, CONTENT);
		process.ask("phase healthy");
		process.produce(warm, warm + HEALTHY, PER_SECOND, CONTENT);
		process.awaitProduced(Duration.ofSeconds(60));
		Findings.await(Duration.ofSeconds(20), () -> backend.unique() == warm + HEALTHY);
		return warm + HEALTHY;
	}

	private static void fault(LoadProcess process, int ended, Findings findings) throws Exception {
		Map<String, String> before = process.status();
		process.ask("phase fault");
		process.produce(ended, ended + SPANS, PER_SECOND, CONTENT);
		process.awaitProduced(Duration.ofSeconds(60));
		Map<String, String> status = process.status();
		String health = process.health("/braintrust");
		findings.require(health.equals("DEGRADED"), "component " + health);
		int more = Integer.parseInt(status.get("threads")) - Integer.parseInt(before.get("threads"));
		findings.require(more <= 4, more + " more threads");
		findings.require(status.get("dropped").equals("{}"), "nothing dropped");
		findings.requireSameLatency(process);
	}

	private static void delivered(LoadBackend backend, int from, int to, Findings findings) throws Exception {
		long took = Findings.await(Duration.ofSeconds(90), () -> backend.missing(from, to) == 0);
		findings.require(backend.missing(from, to) == 0,
				backend.missing(from, to) + " lost, all there " + took / 1000.0 + " s after the end");
		findings.require(backend.duplicates() == 0, backend.duplicates() + " duplicated");
	}

}

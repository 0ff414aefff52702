package dev.gai.braintrust.load;

import java.nio.file.Path;
import java.time.Duration;

/**
 * SIGTERM with 1,500 spans waiting, and the start after it.
 */
final class ShutdownLoad {

	private static final int SPANS = 1_500;

	private static final long TIMEOUT = 3_000;

	void answers(Path folder, Findings findings) throws Exception {
		shutdown(folder, LoadBackend.Fault.NONE, findings);
	}

	void fails(Path folder, Findings findings) throws Exception {
		shutdown(folder, LoadBackend.Fault.status(503), findings);
	}

	void hangs(Path folder, Findings findings) throws Exception {
		shutdown(folder, LoadBackend.Fault.HANG, findings);
	}

	private static void shutdown(Path folder, LoadBackend.Fault fault, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend()) {
			String[] properties = { "--gai.braintrust.export.shutdown-timeout=" + TIMEOUT + "ms",
					"--gai.braintrust.export.schedule-delay=1h", "--gai.braintrust.export.max-batch-size=2000" };
			try (LoadProcess process = LoadProcess.start(folder, backend.url(), properties)) {
				backend.fault = fault;
				process.ask("phase healthy");
				process.produce(0, SPANS, 20_000, 2_000);
				process.awaitProduced(Duration.ofSeconds(30));
				findings.fact(process.status().get("logged") + " of " + SPANS + " waiting");
				long took = process.terminate();
				findings.require(took <= TIMEOUT,
						"ended " + took + " ms after SIGTERM, shutdown-timeout " + TIMEOUT + " ms");
				findings.require(process.hasLogged("Braintrust: "), "one line says what is left");
			}
			int before = backend.unique();
			backend.fault = LoadBackend.Fault.NONE;
			try (LoadProcess process = LoadProcess.start(folder, backend.url())) {
				Findings.await(Duration.ofSeconds(30), () -> backend.unique() == SPANS);
			}
			findings.require(backend.missing(SPANS) == 0,
					before + " delivered before the end, " + backend.missing(SPANS) + " missing after the next start");
			findings.require(backend.duplicates() == 0, backend.duplicates() + " duplicated");
		}
	}

}

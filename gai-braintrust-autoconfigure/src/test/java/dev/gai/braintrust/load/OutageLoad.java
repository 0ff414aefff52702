package dev.gai.braintrust.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * 50,000 spans at 500 a second, while Braintrust answers 503 for a minute.
 */
final class OutageLoad {

	private static final int SPANS = 50_000;

	private static final int PER_SECOND = 500;

	private static final int CONTENT = 2_000;

	private static final Duration OUTAGE = Duration.ofSeconds(60);

	void outage(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend(); LoadProcess process = LoadProcess.start(folder, backend.url())) {
			int next = process.warmUp(PER_SECOND, CONTENT);
			process.ask("phase healthy");
			process.produce(next, SPANS, PER_SECOND, CONTENT);
			Thread.sleep(10_000);
			String before = process.health("/braintrust");
			process.ask("phase fault");
			int requestsBefore = backend.requests();
			backend.fault = LoadBackend.Fault.status(503);
			long degraded = Findings.await(OUTAGE, () -> process.health("/braintrust").equals("DEGRADED"));
			Thread.sleep(Math.max(0, OUTAGE.toMillis() - degraded));
			int requests = backend.requests() - requestsBefore;
			backend.fault = LoadBackend.Fault.NONE;
			long up = Findings.await(Duration.ofSeconds(90), () -> process.health("/braintrust").equals("UP"));
			process.awaitProduced(Duration.ofSeconds(120));
			Findings.await(Duration.ofSeconds(60), () -> backend.unique() == SPANS);
			findings.require(backend.missing(SPANS) == 0, backend.missing(SPANS) + " of " + SPANS + " lost");
			findings.require(backend.duplicates() == 0, backend.duplicates() + " duplicated");
			findings.require(requests <= 30, requests + " requests during the outage");
			findings.require(before.equals("UP") && degraded <= 15_000, "DEGRADED after " + degraded / 1000.0 + " s");
			findings.require(up <= 30_000, "UP " + up / 1000.0 + " s after the end");
			findings.requireSameLatency(process);
		}
	}

	void killSync(Path folder, Findings findings) throws Exception {
		kill(folder, findings, "sync", 0);
	}

	void killAsync(Path folder, Findings findings) throws Exception {
		kill(folder, findings, "async", 5);
	}

	private void kill(Path folder, Findings findings, String mode, int mayLose) throws Exception {
		String property = "--gai.braintrust.export.spool.mode=" + mode;
		try (LoadBackend backend = new LoadBackend()) {
			int ended;
			try (LoadProcess process = LoadProcess.start(folder, backend.url(), property)) {
				int next = process.warmUp(PER_SECOND, CONTENT);
				process.ask("phase healthy");
				process.produce(next, SPANS, PER_SECOND, CONTENT);
				Thread.sleep(10_000);
				backend.fault = LoadBackend.Fault.status(503);
				new Timer(true).schedule(new TimerTask() {

					@Override
					public void run() {
						backend.fault = LoadBackend.Fault.NONE;
					}

				}, OUTAGE.toMillis());
				process.ask("phase fault");
				Thread.sleep(30_000);
				findings.requireSameLatency(process);
				process.kill();
				ended = process.ended();
			}
			try (LoadProcess process = LoadProcess.start(folder, backend.url(), property)) {
				// What had been ended when the process was killed is not ended again.
				process.produce(ended, SPANS, PER_SECOND, CONTENT);
				process.awaitProduced(Duration.ofSeconds(180));
				Findings.await(Duration.ofSeconds(60), () -> backend.missing(SPANS) == 0);
			}
			int lost = backend.missing(SPANS);
			findings.require(lost <= mayLose, lost + " of " + SPANS + " lost, killed after " + ended);
			findings.fact(backend.duplicates() + " duplicated");
		}
	}

}

package dev.gai.braintrust.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.gai.braintrust.delivery.Destination;
import dev.gai.braintrust.delivery.spool.SpoolOwner;

/**
 * Answers that ask for patience.
 */
final class AnswersLoad {

	private static final int PER_SECOND = 500;

	private static final int CONTENT = 2_000;

	void retryAfter(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend(); LoadProcess process = LoadProcess.start(folder, backend.url())) {
			int from = process.warmUp(PER_SECOND, CONTENT);
			process.ask("phase healthy");
			process.produce(from, from + 2_500, PER_SECOND, CONTENT);
			process.awaitProduced(Duration.ofSeconds(30));
			Findings.await(Duration.ofSeconds(20), () -> backend.unique() == from + 2_500);
			int before = backend.requests();
			backend.fault = (exchange) -> {
				exchange.getResponseHeaders().set("Retry-After", "7");
				return 429;
			};
			process.ask("phase fault");
			process.produce(from + 2_500, from + 12_500, PER_SECOND, CONTENT);
			process.awaitProduced(Duration.ofSeconds(60));
			List<Long> times = List.copyOf(backend.requestNanos.subList(before, backend.requests()));
			backend.fault = LoadBackend.Fault.NONE;
			Findings.await(Duration.ofSeconds(30), () -> backend.unique() == from + 12_500);
			long least = Long.MAX_VALUE;
			for (int i = 1; i < times.size(); i++) {
				least = Math.min(least, times.get(i) - times.get(i - 1));
			}
			findings.require(times.size() >= 2 && least >= 7_000_000_000L,
					times.size() + " requests in 20 s, at least " + least / 1_000_000 + " ms apart");
			findings.require(backend.missing(from + 12_500) == 0, backend.missing(from + 12_500) + " lost");
			findings.require(backend.duplicates() == 0, backend.duplicates() + " duplicated");
			findings.requireSameLatency(process);
		}
	}

	void unauthorized(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend()) {
			LoadBackend.Fault onlyRightKey = (
					exchange) -> "Bearer sk-right".equals(exchange.getRequestHeaders().getFirst("Authorization")) ? 200
							: 401;
			int spans;
			try (LoadProcess process = LoadProcess.start(folder, backend.url())) {
				int from = process.warmUp(PER_SECOND, CONTENT);
				process.ask("phase healthy");
				process.produce(from, from + 2_500, PER_SECOND, CONTENT);
				process.awaitProduced(Duration.ofSeconds(30));
				Findings.await(Duration.ofSeconds(20), () -> backend.unique() == from + 2_500);
				int before = backend.requests();
				backend.fault = onlyRightKey;
				process.ask("phase fault");
				spans = from + 2_500 + 30_000;
				process.produce(from + 2_500, spans, PER_SECOND, CONTENT);
				process.awaitProduced(Duration.ofSeconds(90));
				int requests = backend.requests() - before;
				findings.require(requests <= 3, requests + " requests in a minute of 401");
				String health = process.health("/braintrust");
				findings.require(health.equals("DEGRADED"), "component " + health);
				findings.requireSameLatency(process);
				findings.require(!process.hasLogged("sk-load"), "no key in the log of the application");
				process.terminate();
			}
			// What was taken under a key leaves under another one only if that replaces
			// it.
			String replaced = SpoolOwner.of(new Destination(URI.create(backend.url()), "Bearer sk-load", ""), Set.of())
				.key();
			try (LoadProcess process = LoadProcess.start(folder, backend.url(), "--gai.braintrust.api-key=sk-right",
					"--gai.braintrust.export.spool.adopt-from=" + replaced)) {
				long took = Findings.await(Duration.ofSeconds(60), () -> backend.unique() == spans);
				findings.require(backend.missing(spans) == 0, backend.missing(spans) + " of " + spans + " lost, "
						+ took / 1000.0 + " s after the start with the right key");
				findings.require(backend.duplicates() == 0, backend.duplicates() + " duplicated");
			}
		}
	}

}

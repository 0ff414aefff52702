package dev.gai.braintrust.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * 2,048 prompts of 1 MB, in a heap of 256 MB, while no request is answered. The process
 * ends at the first {@code OutOfMemoryError}.
 */
final class LargePromptsLoad {

	private static final int CONTENT = 1_000_000;

	private static final int SPANS = 2_048;

	void run(Path folder, Findings findings) throws Exception {
		large(folder.resolve("disk"), findings);
		large(folder.resolve("memory"), findings, "--gai.braintrust.export.spool.enabled=false");
	}

	private void large(Path folder, Findings findings, String... properties) throws Exception {
		String[] options = new String[properties.length + 2];
		options[0] = "-Xmx256m";
		options[1] = "--gai.braintrust.export.timeout=5s";
		System.arraycopy(properties, 0, options, 2, properties.length);
		try (LoadBackend backend = new LoadBackend();
				LoadProcess process = LoadProcess.start(folder, backend.url(), options)) {
			int from = process.warmUp(50, CONTENT);
			process.ask("phase healthy");
			process.produce(from, from + 500, 50, CONTENT);
			process.awaitProduced(Duration.ofSeconds(120));
			backend.fault = LoadBackend.Fault.HANG;
			process.ask("phase fault");
			process.produce(from + 500, from + 500 + SPANS, 50, CONTENT);
			process.awaitProduced(Duration.ofSeconds(240));
			findings.require(process.isAlive(),
					(properties.length == 0) ? "on disk: no OutOfMemoryError" : "in memory: no OutOfMemoryError");
			findings.requireSameLatency(process);
			backend.fault = LoadBackend.Fault.NONE;
			Findings.await(Duration.ofSeconds(120), () -> {
				Map<String, String> status = process.status();
				return status.get("logged").equals("0") && status.get("queued").equals("0");
			});
			Map<String, String> status = process.status();
			int spans = from + 500 + SPANS;
			long dropped = Arrays.stream(status.get("dropped").split("\\D+"))
				.filter((number) -> !number.isEmpty())
				.mapToLong(Long::parseLong)
				.sum();
			findings.require(
					backend.unique() + dropped == spans && Long.parseLong(status.get("delivered")) == backend.unique(),
					status.get("delivered") + " of " + spans + " delivered, dropped " + status.get("dropped"));
			findings.require(backend.largestBody.get() <= 10_000_000,
					"largest request " + backend.largestBody.get() / 1000 + " KB");
		}
	}

}

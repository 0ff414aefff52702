package dev.gai.braintrust.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * More than fits the log, more than fits the disk, and a disk that takes nothing. What is
 * given up is counted, exactly. File systems are mounted, which only root can on Linux.
 */
final class FullDiskLoad {

	private static final int CONTENT = 4_000;

	private static final int PER_SECOND = 1_000;

	private static final int HEALTHY = 3_000;

	void logFull(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend();
				LoadProcess process = LoadProcess.start(folder, backend.url(),
						"--gai.braintrust.export.spool.max-size=32MB")) {
			int spans = overflow(process, backend, 12_000, findings);
			long bytes = bytes(folder.resolve("spool"));
			findings.require(bytes <= 32 * 1024 * 1024, bytes / 1024 + " KB on disk of 32 MB");
			recover(process, backend, spans, findings);
		}
	}

	void diskFull(Path folder, Findings findings) throws Exception {
		Path disk = Files.createDirectories(folder.resolve("spool"));
		run("mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "tmpfs", disk.toString());
		try (LoadBackend backend = new LoadBackend(); LoadProcess process = LoadProcess.start(folder, backend.url())) {
			int spans = overflow(process, backend, 16_000, findings);
			findings.require(!process.status().get("problem").equals("none"),
					"health says \"" + process.status().get("problem").replace('_', ' ') + "\"");
			recover(process, backend, spans, findings);
			process.produce(spans, spans + 10, 5, CONTENT);
			process.awaitProduced(Duration.ofSeconds(30));
			Findings.await(Duration.ofSeconds(10), () -> process.status().get("problem").equals("none"));
			findings.require(process.status().get("problem").equals("none"), "the next spans are on disk again");
		}
		finally {
			run("umount", "-l", disk.toString());
		}
	}

	void readOnly(Path folder, Findings findings) throws Exception {
		Path disk = Files.createDirectories(folder.resolve("spool"));
		run("mount", "-t", "tmpfs", "-o", "ro,size=16m,mode=700", "tmpfs", disk.toString());
		try (LoadBackend backend = new LoadBackend(); LoadProcess process = LoadProcess.start(folder, backend.url())) {
			int from = healthy(process, backend);
			process.ask("phase fault");
			backend.fault = LoadBackend.Fault.status(503);
			process.produce(from, from + 5_000, PER_SECOND, CONTENT);
			process.awaitProduced(Duration.ofSeconds(60));
			findings.require(process.health("/braintrust").equals("DEGRADED"), "DEGRADED");
			findings.require(!process.status().get("problem").equals("none"),
					"health says \"" + process.status().get("problem").replace('_', ' ') + "\"");
			recover(process, backend, from + 5_000, findings);
		}
		finally {
			run("umount", "-l", disk.toString());
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

	private static int overflow(LoadProcess process, LoadBackend backend, int more, Findings findings)
			throws Exception {
		int from = healthy(process, backend);
		backend.fault = LoadBackend.Fault.status(503);
		process.ask("phase fault");
		process.produce(from, from + more, PER_SECOND, CONTENT);
		process.awaitProduced(Duration.ofSeconds(120));
		findings.require(process.health("/braintrust").equals("DEGRADED"), "DEGRADED");
		return from + more;
	}

	private static void recover(LoadProcess process, LoadBackend backend, int spans, Findings findings)
			throws Exception {
		backend.fault = LoadBackend.Fault.NONE;
		Findings.await(Duration.ofSeconds(90), () -> process.status().get("logged").equals("0"));
		Map<String, String> status = process.status();
		long dropped = Arrays.stream(status.get("dropped").split("\\D+"))
			.filter((number) -> !number.isEmpty())
			.mapToLong(Long::parseLong)
			.sum();
		int missing = backend.missing(spans);
		findings.require(dropped == missing, "dropped " + status.get("dropped") + ", missing " + missing);
		// The requests to the health endpoint have spans, too, which are filtered.
		long ended = Long.parseLong(status.get("ended")) - Long.parseLong(status.get("filtered"));
		findings.require(ended == spans && Long.parseLong(status.get("delivered")) == backend.unique()
				&& status.get("logged").equals("0"), status.get("delivered") + " of " + ended + " delivered");
		findings.require(backend.duplicates() == 0, backend.duplicates() + " duplicated");
		findings.requireSameLatency(process);
	}

	private static long bytes(Path folder) throws Exception {
		long bytes = 0;
		try (var files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				bytes += Files.size(file);
			}
		}
		return bytes;
	}

	static void run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new IllegalStateException(String.join(" ", command) + " failed: it takes Linux and root");
		}
	}

}

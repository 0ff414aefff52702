package dev.gai.braintrust.load;

import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs the programs that are named, or all, and prints what they found as a table.
 */
public final class FaultLoad {

	private static final Map<String, Program> PROGRAMS = new LinkedHashMap<>();

	static {
		PROGRAMS.put("outage", new OutageLoad()::outage);
		PROGRAMS.put("kill-sync", new OutageLoad()::killSync);
		PROGRAMS.put("kill-async", new OutageLoad()::killAsync);
		PROGRAMS.put("retry-after", new AnswersLoad()::retryAfter);
		PROGRAMS.put("unauthorized", new AnswersLoad()::unauthorized);
		PROGRAMS.put("refused", new UnreachableLoad()::refused);
		PROGRAMS.put("dns", new UnreachableLoad()::unknownHost);
		PROGRAMS.put("hang", new UnreachableLoad()::hang);
		PROGRAMS.put("stalled-body", new UnreachableLoad()::stalledBody);
		PROGRAMS.put("log-full", new FullDiskLoad()::logFull);
		PROGRAMS.put("disk-full", new FullDiskLoad()::diskFull);
		PROGRAMS.put("read-only", new FullDiskLoad()::readOnly);
		PROGRAMS.put("large-prompts", new LargePromptsLoad()::run);
		PROGRAMS.put("health", new HealthLoad()::run);
		PROGRAMS.put("shutdown-200", new ShutdownLoad()::answers);
		PROGRAMS.put("shutdown-503", new ShutdownLoad()::fails);
		PROGRAMS.put("shutdown-hang", new ShutdownLoad()::hangs);
		PROGRAMS.put("open", new LogLoad()::open);
		PROGRAMS.put("allocation", new LogLoad()::allocation);
		PROGRAMS.put("feedback-flood", new FeedbackLoad()::flood);
		PROGRAMS.put("feedback-limit", new FeedbackLoad()::limit);
		PROGRAMS.put("outbox-disk", new FeedbackLoad()::diskFull);
		PROGRAMS.put("slow", new SlowBackendLoad()::run);
		if (System.getenv("OTELCOL") != null) {
			PROGRAMS.put("gateway", new ScaleOutLoad()::gateway);
			PROGRAMS.put("gateway-queue", new ScaleOutLoad()::fullQueue);
			PROGRAMS.put("gateway-disk", new ScaleOutLoad()::fullDisk);
			PROGRAMS.put("two-tiers", new ScaleOutLoad()::twoTiers);
			PROGRAMS.put("two-tiers-kill", new ScaleOutLoad()::twoTiersKilled);
		}
		PROGRAMS.put("streams", new GrowthLoad()::streams);
		PROGRAMS.put("long-trace", new GrowthLoad()::longTrace);
		PROGRAMS.put("usage-keys", new GrowthLoad()::usageKeys);
		PROGRAMS.put("console-traces", new GrowthLoad()::console);
		PROGRAMS.put("beans", new GrowthLoad()::beans);
		PROGRAMS.put("contexts", new ContextsLoad()::run);
	}

	private FaultLoad() {
	}

	public static void main(String[] names) throws Exception {
		System.out.printf("JDK %s, %d processors, %s%n%n", System.getProperty("java.version"),
				Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"));
		System.out.println("| program | seconds | found | |\n|---|---|---|---|");
		boolean good = true;
		for (Map.Entry<String, Program> program : PROGRAMS.entrySet()) {
			if (names.length == 0 || java.util.List.of(names).contains(program.getKey())) {
				good &= run(program.getKey(), program.getValue());
			}
		}
		System.exit(good ? 0 : 1);
	}

	private static boolean run(String name, Program program) throws Exception {
		Path folder = Files.createTempDirectory("gai-load-");
		Findings findings = new Findings();
		long start = System.nanoTime();
		try {
			program.run(folder, findings);
		}
		catch (Exception | AssertionError ex) {
			ex.printStackTrace();
			findings.require(false, "ended by itself: " + String.valueOf(ex).lines().findFirst().orElse(""));
		}
		finally {
			delete(folder);
		}
		System.out.printf("| %s | %d | %s | %s |%n", name, (System.nanoTime() - start) / 1_000_000_000, findings,
				findings.isGood() ? "ok" : "**FAILED**");
		return findings.isGood();
	}

	private static void delete(Path folder) throws IOException {
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				Files.delete(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
				Files.delete(visited);
				return FileVisitResult.CONTINUE;
			}

		});
	}

	/** A program with a folder of its own. */
	interface Program {

		void run(Path folder, Findings findings) throws Exception;

	}

}

package dev.gai.braintrust.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * A flood of feedback over HTTP while Braintrust takes none, and a disk without room for
 * it. What is given up is counted, exactly, and the application goes on answering.
 */
final class FeedbackLoad {

	private static final int REQUESTS = 10_000;

	private static final int WARM_UP = 5_000;

	private static final int ALL = WARM_UP + REQUESTS;

	private static final int PER_SECOND = 1_000;

	private static final String[] ENDPOINT = { "--gai.braintrust.feedback.endpoint.enabled=true",
			"--gai.braintrust.feedback.endpoint.scores=thumb", "--gai.braintrust.export.spool.max-size=8MB" };

	void flood(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend();
				LoadProcess process = start(folder, backend,
						"--gai.braintrust.feedback.endpoint.max-per-minute=1000000")) {
			backend.fault = LoadBackend.Fault.status(503);
			Map<Integer, Integer> answers = flood(process, findings);
			long taken = count(answers, 202);
			findings.require(taken == ALL, "answers " + answers);
			Map<String, String> outbox = process.status("outbox");
			long waiting = Long.parseLong(outbox.get("waiting"));
			long dropped = dropped(outbox);
			findings.require(waiting + dropped == taken, waiting + " wait, dropped " + outbox.get("dropped"));
			findings.require(Long.parseLong(outbox.get("bytes")) <= 1024 * 1024,
					outbox.get("bytes") + " bytes of 1 MB");
		}
	}

	void limit(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend(); LoadProcess process = start(folder, backend)) {
			Map<Integer, Integer> answers = flood(process, findings);
			findings.require(count(answers, 202) <= 120 && count(answers, 202) + count(answers, 429) == ALL,
					"answers " + answers);
		}
	}

	void diskFull(Path folder, Findings findings) throws Exception {
		Path disk = Files.createDirectories(folder.resolve("spool").resolve("outbox"));
		FullDiskLoad.run("mount", "-t", "tmpfs", "-o", "size=512k,mode=700", "tmpfs", disk.toString());
		try (LoadBackend backend = new LoadBackend();
				LoadProcess process = start(folder, backend, "--gai.braintrust.export.spool.max-size=256MB",
						"--gai.braintrust.feedback.endpoint.max-per-minute=1000000")) {
			backend.fault = LoadBackend.Fault.status(503);
			Map<Integer, Integer> answers = flood(process, findings);
			findings.require(count(answers, 202) == ALL, "answers " + answers);
			Map<String, String> outbox = process.status("outbox");
			long waiting = Long.parseLong(outbox.get("waiting"));
			findings.require(waiting + dropped(outbox) == ALL, waiting + " wait, dropped " + outbox.get("dropped"));
			// What is delivered or written again makes room on the disk, so that it may
			// be well now.
			boolean told = process.hasLogged("The disk cannot be written");
			findings.require(told,
					"told that the disk cannot be written, now: " + outbox.get("trouble").replace('_', ' '));
			Map<String, String> spans = process.status();
			findings.require(spans.get("problem").equals("none") && spans.get("dropped").equals("{}"),
					"the log of spans is not concerned");
		}
		finally {
			FullDiskLoad.run("umount", "-l", disk.toString());
		}
	}

	private static LoadProcess start(Path folder, LoadBackend backend, String... more) throws Exception {
		String[] all = Arrays.copyOf(ENDPOINT, ENDPOINT.length + more.length);
		System.arraycopy(more, 0, all, ENDPOINT.length, more.length);
		return LoadProcess.start(folder, backend.url(), all);
	}

	/** Ten seconds long, and meanwhile asks for health. */
	private static Map<Integer, Integer> flood(LoadProcess process, Findings findings) throws Exception {
		String token = process.ask("token");
		String body = "{\"token\":\"" + token + "\",\"scores\":{\"thumb\":1},\"comment\":\"" + "x".repeat(100) + "\"}";
		RequestFlood flood = new RequestFlood(process.port(), "/gai/feedback", body);
		// Code is compiled before anything is measured; what these came to counts, too.
		flood.send(WARM_UP, PER_SECOND, () -> {
		});
		long[] slowest = new long[1];
		Duration before = process.processorTime();
		long start = System.nanoTime();
		Map<Integer, Integer> answers = flood.send(REQUESTS, PER_SECOND, () -> {
			long asked = System.nanoTime();
			if (process.health("").equals("UNREACHABLE")) {
				findings.require(false, "health did not answer");
			}
			slowest[0] = Math.max(slowest[0], System.nanoTime() - asked);
		});
		long millis = (System.nanoTime() - start) / 1_000_000;
		findings.require(true, REQUESTS + " requests in " + millis + " ms, " + REQUESTS * 1_000L / millis
				+ "/s, slowest " + flood.slowest() / 1_000_000 + " ms, health within " + slowest[0] / 1_000_000
				+ " ms, the application took " + process.processorTime().minus(before).toNanos() / REQUESTS / 1_000
				+ " µs of a processor each");
		return answers;
	}

	private static long count(Map<Integer, Integer> answers, int status) {
		return answers.getOrDefault(status, 0);
	}

	private static long dropped(Map<String, String> status) {
		return Arrays.stream(status.get("dropped").split("\\D+"))
			.filter((number) -> !number.isEmpty())
			.mapToLong(Long::parseLong)
			.sum();
	}

}

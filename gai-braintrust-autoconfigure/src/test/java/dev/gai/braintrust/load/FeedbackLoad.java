package dev.gai.braintrust.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A flood of feedback over HTTP while Braintrust takes none, and a disk without room for
 * it. What is given up is counted, exactly, and the application goes on answering.
 */
final class FeedbackLoad {

	private static final int REQUESTS = 10_000;

	private static final int PER_SECOND = 1_000;

	private static final String[] ENDPOINT = { "--gai.braintrust.feedback.endpoint.enabled=true",
			"--gai.braintrust.feedback.endpoint.scores=thumb", "--gai.braintrust.export.spool.max-size=8MB" };

	private final HttpClient client = HttpClient.newHttpClient();

	void flood(Path folder, Findings findings) throws Exception {
		try (LoadBackend backend = new LoadBackend();
				LoadProcess process = start(folder, backend,
						"--gai.braintrust.feedback.endpoint.max-per-minute=1000000")) {
			backend.fault = LoadBackend.Fault.status(503);
			Map<Integer, LongAdder> answers = flood(process, findings);
			long taken = count(answers, 202);
			findings.require(taken == REQUESTS, "answers " + answers);
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
			Map<Integer, LongAdder> answers = flood(process, findings);
			findings.require(count(answers, 202) <= 120 && count(answers, 202) + count(answers, 429) == REQUESTS,
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
			Map<Integer, LongAdder> answers = flood(process, findings);
			findings.require(count(answers, 202) == REQUESTS, "answers " + answers);
			Map<String, String> outbox = process.status("outbox");
			long waiting = Long.parseLong(outbox.get("waiting"));
			findings.require(waiting + dropped(outbox) == REQUESTS,
					waiting + " wait, dropped " + outbox.get("dropped"));
			findings.require(!outbox.get("trouble").equals("null"), outbox.get("trouble").replace('_', ' '));
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
	private Map<Integer, LongAdder> flood(LoadProcess process, Findings findings) throws Exception {
		String token = process.ask("token");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + "/gai/feedback"))
			.header("Content-Type", "application/json")
			.timeout(Duration.ofSeconds(30))
			.POST(HttpRequest.BodyPublishers.ofString(
					"{\"token\":\"" + token + "\",\"scores\":{\"thumb\":1},\"comment\":\"" + "x".repeat(100) + "\"}"))
			.build();
		Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
		Semaphore running = new Semaphore(256);
		long start = System.nanoTime();
		long slowest = 0;
		for (int i = 0; i < REQUESTS; i++) {
			LockSupport.parkNanos(start + i * (1_000_000_000L / PER_SECOND) - System.nanoTime());
			running.acquire();
			this.client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
				running.release();
				answers.computeIfAbsent((response != null) ? response.statusCode() : 0, (status) -> new LongAdder())
					.increment();
			});
			if (i % (2 * PER_SECOND) == PER_SECOND) {
				long asked = System.nanoTime();
				if (process.health("").equals("UNREACHABLE")) {
					findings.require(false, "health did not answer");
				}
				slowest = Math.max(slowest, System.nanoTime() - asked);
			}
		}
		running.acquire(256);
		findings.require(true, REQUESTS + " requests in " + (System.nanoTime() - start) / 1_000_000
				+ " ms, meanwhile health within " + slowest / 1_000_000 + " ms");
		return answers;
	}

	private static long count(Map<Integer, LongAdder> answers, int status) {
		return answers.containsKey(status) ? answers.get(status).sum() : 0;
	}

	private static long dropped(Map<String, String> status) {
		return Arrays.stream(status.get("dropped").split("\\D+"))
			.filter((number) -> !number.isEmpty())
			.mapToLong(Long::parseLong)
			.sum();
	}

}

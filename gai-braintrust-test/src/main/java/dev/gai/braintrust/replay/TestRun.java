package dev.gai.braintrust.replay;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gai.braintrust.replay.cassette.StoredCassette;
import dev.gai.braintrust.test.recording.TestRecording;
import org.jspecify.annotations.Nullable;

/**
 * A test that runs: what it was answered, and what it was refused. Thread-safe.
 */
final class TestRun {

	private static final int MOST_FAILURES = 20;

	private final @Nullable String name;

	private final Map<StoredCassette, Integer> uses = new IdentityHashMap<>();

	private final Map<String, Integer> asked = new HashMap<>();

	private final Set<String> failures = new LinkedHashSet<>();

	private final Set<Path> written = new LinkedHashSet<>();

	private int open;

	private @Nullable TestRecording recording;

	TestRun(@Nullable String name) {
		this.name = name;
	}

	/**
	 * The test.
	 * @return its name, {@code null} if it is none
	 */
	@Nullable String name() {
		return this.name;
	}

	/**
	 * Says where its traces are recorded.
	 * @param recording what is recorded of it, {@code null} for nothing
	 */
	synchronized void traced(@Nullable TestRecording recording) {
		this.recording = (recording != null) ? recording : this.recording;
	}

	synchronized boolean isOf(TestRecording other) {
		return this.recording == other;
	}

	/**
	 * Takes the first recording that was not used as often as it may be.
	 * @param pool the recordings
	 * @param times how often each may be used
	 * @return the recording, {@code null} if all are used up
	 */
	synchronized @Nullable StoredCassette take(List<StoredCassette> pool, int times) {
		StoredCassette least = null;
		int fewest = times;
		for (StoredCassette cassette : pool) {
			int used = this.uses.getOrDefault(cassette, 0);
			if (used < fewest) {
				least = cassette;
				fewest = used;
			}
		}
		if (least != null) {
			this.uses.merge(least, 1, Integer::sum);
		}
		return least;
	}

	synchronized void forget() {
		this.uses.clear();
	}

	/**
	 * Counts what is asked.
	 * @param question what makes questions the same
	 * @return how often it was asked, this time included
	 */
	synchronized int asks(String question) {
		return this.asked.merge(question, 1, Integer::sum);
	}

	synchronized void failed(String failure) {
		if (this.failures.size() < MOST_FAILURES) {
			this.failures.add(failure);
		}
	}

	/**
	 * What it was refused since the last time.
	 * @return a text for each, empty for none
	 */
	synchronized List<String> takeFailures() {
		List<String> taken = List.copyOf(this.failures);
		this.failures.clear();
		return taken;
	}

	synchronized void wrote(Path cassette) {
		this.written.add(cassette);
	}

	/**
	 * The cassettes that were recorded for it.
	 * @return their files
	 */
	synchronized List<Path> written() {
		return List.copyOf(this.written);
	}

	synchronized void opened() {
		this.open++;
	}

	synchronized void closed() {
		this.open--;
		notifyAll();
	}

	/**
	 * Waits until no exchange of it is open.
	 * @param millis how long at most
	 */
	synchronized void awaitClosed(long millis) {
		long deadline = System.nanoTime() + millis * 1_000_000;
		try {
			while (this.open > 0 && System.nanoTime() < deadline) {
				wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

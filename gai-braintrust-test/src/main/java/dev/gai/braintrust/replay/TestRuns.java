package dev.gai.braintrust.replay;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.gai.braintrust.test.recording.TestRecording;
import dev.gai.braintrust.test.recording.TraceRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The tests of an application that run, and which of them makes a request: the one that
 * its trace belongs to, else the only one that runs, else the only one with a span that
 * is open. Thread-safe.
 */
final class TestRuns {

	private static final int TRACEPARENT_PARTS = 4;

	private final List<TestRun> running = new CopyOnWriteArrayList<>();

	private final TestRun outside = new TestRun(null);

	private final TestRun unknown = new TestRun(null);

	private volatile @Nullable TraceRecorder recorder;

	/**
	 * Creates it, without a test.
	 */
	TestRuns() {
	}

	/**
	 * A test begins.
	 * @param name its name
	 * @param recorder keeps its traces, {@code null} if nobody does
	 * @return the test
	 */
	TestRun begin(String name, @Nullable TraceRecorder recorder) {
		this.recorder = recorder;
		TestRun run = new TestRun(name);
		this.running.add(run);
		return run;
	}

	/**
	 * A test is over.
	 * @param run the test
	 */
	void end(TestRun run) {
		this.running.remove(run);
		if (this.running.isEmpty()) {
			this.unknown.forget();
		}
	}

	/**
	 * Stands for what is asked while no test runs, when the application starts for
	 * example.
	 * @return what that was refused
	 */
	TestRun outside() {
		return this.outside;
	}

	Asker asker(@Nullable String traceparent) {
		List<TestRun> tests = List.copyOf(this.running);
		if (tests.isEmpty()) {
			return Asker.of(this.outside);
		}
		TraceRecorder traces = this.recorder;
		TestRun run = (traces != null && traceparent != null) ? traced(tests, traces, traceparent) : null;
		if (run == null && tests.size() == 1) {
			run = tests.get(0);
		}
		if (run == null && traces != null) {
			run = atWork(tests, traces);
		}
		return (run != null) ? Asker.of(run) : new Asker(this.unknown, tests, tests.size());
	}

	private static @Nullable TestRun traced(List<TestRun> tests, TraceRecorder traces, String traceparent) {
		String[] parts = traceparent.split("-");
		TestRecording recording = (parts.length >= TRACEPARENT_PARTS) ? traces.testOf(parts[2]) : null;
		return (recording != null) ? of(tests, recording) : null;
	}

	private static @Nullable TestRun atWork(List<TestRun> tests, TraceRecorder traces) {
		List<TestRecording> atWork = traces.atWork();
		return (atWork.size() == 1) ? of(tests, atWork.get(0)) : null;
	}

	private static @Nullable TestRun of(List<TestRun> tests, TestRecording recording) {
		return tests.stream().filter((test) -> test.isOf(recording)).findFirst().orElse(null);
	}

}

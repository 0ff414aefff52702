package dev.gai.braintrust.test.recording;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.promise.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What one test has caused: the rows of its spans, the latest of them within bounds, and
 * the spans that still run. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class TestRecording {

	/** The most spans that are kept of one test. */
	public static final int MAX_SPANS = 10_000;

	private static final long FLUSH_STEP_MILLIS = 20;

	private final String name;

	private final TraceRecorder recorder;

	private final LatestRows rows = new LatestRows(MAX_SPANS);

	private final OpenSpans open = new OpenSpans(4 * MAX_SPANS);

	private boolean over;

	TestRecording(String name, TraceRecorder recorder) {
		this.name = name;
		this.recorder = recorder;
	}

	/**
	 * The test.
	 * @return its name for messages
	 */
	public String name() {
		return this.name;
	}

	/**
	 * A span has started.
	 * @param id the span
	 * @param span what is known of it
	 * @return the id that is known no longer, {@code null} for none
	 */
	synchronized @Nullable String started(String id, OpenSpan span) {
		return this.open.started(id, span);
	}

	/**
	 * Remembers the id of a caller.
	 * @param id a span outside of the application under test
	 */
	synchronized void knows(String id) {
		this.open.knows(id);
	}

	synchronized boolean isAtWork() {
		return !this.open.isEmpty();
	}

	synchronized void ended(String id) {
		if (this.open.ended(id)) {
			notifyAll();
		}
	}

	synchronized void add(Row row) {
		if (this.over) {
			return;
		}
		this.rows.add(row);
		notifyAll();
	}

	/**
	 * Waits until no span is open and all that have ended are rows.
	 * @param timeout how long at most
	 * @return descriptions of the spans that are still open, empty if there are none
	 */
	public List<String> awaitEnd(Duration timeout) {
		return awaitEnd(timeout, Set.of());
	}

	/**
	 * Waits until no span but some is open and all that have ended are rows.
	 * @param timeout how long at most
	 * @param except ids of spans that may still run
	 * @return descriptions of the other spans that are still open, empty if there are
	 * none
	 */
	public List<String> awaitEnd(Duration timeout, Set<String> except) {
		long deadline = System.nanoTime() + timeout.toNanos();
		do {
			await(deadline, () -> isQuiet(except));
			this.recorder.flush(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
		}
		while (!isQuiet(except) && System.nanoTime() < deadline);
		return openSpans(except);
	}

	/**
	 * Waits until there is a row, or a span runs.
	 * @param timeout how long at most
	 * @return whether there is one
	 */
	public boolean awaitFirst(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		return await(deadline, () -> !this.rows.isEmpty() || !this.open.isEmpty());
	}

	private synchronized boolean await(long deadline, BooleanSupplier condition) {
		boolean interrupted = false;
		while (!interrupted && !condition.getAsBoolean() && System.nanoTime() < deadline) {
			long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			try {
				wait(Math.max(1, Math.min(FLUSH_STEP_MILLIS, millis)));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				interrupted = true;
			}
		}
		return condition.getAsBoolean();
	}

	private synchronized boolean isQuiet(Set<String> except) {
		return this.open.areAmong(except);
	}

	private synchronized List<String> openSpans(Set<String> except) {
		return this.open.descriptions(except);
	}

	/**
	 * The rows so far.
	 * @return the rows in the order in which they ended
	 */
	public synchronized List<Row> rows() {
		return this.rows.all();
	}

	/**
	 * How many spans there was no room for.
	 * @return the number
	 */
	public synchronized long givenUp() {
		return this.rows.givenUp();
	}

	/**
	 * Forgets the rows so far.
	 */
	public synchronized void clear() {
		this.rows.clear();
	}

	/**
	 * Whether a span processor has told of any span, of this test or another.
	 * @return whether the application's tracer provider knows us
	 */
	public boolean isTracing() {
		return this.recorder.isUsed();
	}

	/**
	 * Ends it: nothing is added any more, and all is forgotten.
	 */
	public void close() {
		List<String> ids;
		synchronized (this) {
			this.over = true;
			ids = this.open.clear();
			clear();
		}
		this.recorder.closed(this, ids);
	}

	@Override
	public String toString() {
		return this.name;
	}

}

package dev.gai.braintrust.test.recording;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.export.row.RowListener;
import dev.gai.braintrust.promise.Internal;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of an application, each for the test that caused it. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceRecorder implements RowListener {

	private final Supplier<CompletableResultCode> flush;

	private final Map<String, TestRecording> bySpan = new ConcurrentHashMap<>();

	private final Set<TestRecording> running = ConcurrentHashMap.newKeySet();

	private volatile boolean used;

	/**
	 * Creates a recorder.
	 * @param flush has rows made of all spans that have ended
	 */
	public TraceRecorder(Supplier<CompletableResultCode> flush) {
		this.flush = flush;
	}

	/**
	 * A test starts.
	 * @param name its name for messages
	 * @return what will be recorded of it
	 */
	public TestRecording start(String name) {
		TestRecording recording = new TestRecording(name, this);
		this.running.add(recording);
		return recording;
	}

	/**
	 * The test that runs.
	 * @return the test, {@code null} if there is none or several at the same time
	 */
	public @Nullable TestRecording onlyOne() {
		List<TestRecording> all = List.copyOf(this.running);
		return (all.size() == 1) ? all.get(0) : null;
	}

	/**
	 * How many tests are running.
	 * @return the number
	 */
	public int running() {
		return this.running.size();
	}

	/**
	 * The test that a span belongs to.
	 * @param spanId the span
	 * @return the test, {@code null} if it is not known
	 */
	public @Nullable TestRecording testOf(String spanId) {
		return this.bySpan.get(spanId);
	}

	/**
	 * The tests that have a span which runs.
	 * @return the tests
	 */
	public List<TestRecording> atWork() {
		return this.running.stream().filter(TestRecording::isAtWork).toList();
	}

	void started(TestRecording test, String spanId, OpenSpan span) {
		this.bySpan.put(spanId, test);
		String forgotten = test.started(spanId, span);
		if (forgotten != null) {
			this.bySpan.remove(forgotten);
		}
	}

	void ended(String spanId) {
		TestRecording test = this.bySpan.get(spanId);
		if (test != null) {
			test.ended(spanId);
		}
	}

	void used() {
		this.used = true;
	}

	boolean isUsed() {
		return this.used;
	}

	/**
	 * A header with which a request belongs to a test.
	 * @param test the test
	 * @return a {@code traceparent} of a trace of its own
	 */
	public String traceparent(TestRecording test) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		String spanId = SpanId.fromLong(random.nextLong(1, Long.MAX_VALUE));
		this.bySpan.put(spanId, test);
		test.knows(spanId);
		String traceId = TraceId.fromLongs(random.nextLong(), random.nextLong(1, Long.MAX_VALUE));
		return "00-" + traceId + "-" + spanId + "-01";
	}

	@Override
	public void encoded(Row row) {
		TestRecording test = this.bySpan.get(row.spanId());
		if (test != null) {
			test.add(row);
		}
	}

	void flush(Duration timeout) {
		this.flush.get().join(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
	}

	void closed(TestRecording test, List<String> spans) {
		this.running.remove(test);
		spans.forEach((span) -> this.bySpan.remove(span, test));
	}

}

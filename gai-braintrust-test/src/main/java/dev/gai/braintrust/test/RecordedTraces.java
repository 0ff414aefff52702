package dev.gai.braintrust.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.test.recording.TestRecording;
import dev.gai.braintrust.test.recording.TestScope;
import dev.gai.braintrust.test.recording.TraceRecorder;

/**
 * The traces that the running test method has caused, from its {@code @BeforeEach} on,
 * also on other threads and in requests to the test's own server, and also while other
 * methods run in parallel. A bean wherever a test has {@link AutoConfigureTraces}.
 * <p>
 * Each answer waits, five seconds at most, until no span is open that the test has
 * started; {@link #await(Duration)} before it waits longer. A span that does not end in
 * time is an {@link AssertionError} that names it. Thread-safe.
 *
 * @since 0.1.0
 */
@PublicApi
public final class RecordedTraces {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final TraceRecorder recorder;

	RecordedTraces(TraceRecorder recorder) {
		this.recorder = recorder;
	}

	/**
	 * The only trace. Where there is none yet, waits for one.
	 * @return the trace
	 * @throws AssertionError if there is none, or more than one; the message shows all of
	 * them
	 */
	public RecordedTrace single() {
		TestRecording test = test();
		List<RecordedTrace> traces = first(test);
		if (traces.isEmpty()) {
			throw new AssertionError(nothing(test));
		}
		if (traces.size() > 1) {
			throw new AssertionError("one trace expected, " + traces.size()
					+ " were recorded. Ask for one with named(\"…\"), for all with all(), or call clear() after what "
					+ "only prepares the test\n\n" + drawn(traces));
		}
		return traces.get(0);
	}

	/**
	 * All traces.
	 * @return the traces in the order in which they started, empty if there is none
	 */
	public List<RecordedTrace> all() {
		return all(test());
	}

	/**
	 * The first trace with a root of a name. Where there is none yet, waits for one.
	 * @param root the name, in which {@code *} stands for any part
	 * @return the trace
	 * @throws AssertionError if there is none; the message shows all traces
	 */
	public RecordedTrace named(String root) {
		TestRecording test = test();
		NamePattern pattern = new NamePattern(root);
		List<RecordedTrace> traces = first(test);
		if (traces.isEmpty()) {
			throw new AssertionError(nothing(test));
		}
		for (RecordedTrace trace : traces) {
			for (RecordedSpan span : trace.roots()) {
				if (pattern.matches(span.name()) || pattern.matches(span.displayName())) {
					return trace;
				}
			}
		}
		List<String> names = traces.stream()
			.flatMap((trace) -> trace.roots().stream())
			.map(RecordedSpan::name)
			.toList();
		throw new AssertionError("no trace with the root `" + root + "`; nearest: `" + Nearest.of(root, names)
				+ "`; roots: " + Nearest.list(names) + "\n\n" + drawn(traces));
	}

	/**
	 * Forgets all traces so far, after having waited for their end.
	 */
	public void clear() {
		TestRecording test = test();
		await(test, PATIENCE);
		test.clear();
	}

	/**
	 * Waits until no span is open that the test has started.
	 * @param timeout how long at most
	 * @return these traces
	 * @throws AssertionError if a span has not ended in time
	 */
	public RecordedTraces await(Duration timeout) {
		await(test(), timeout);
		return this;
	}

	private TestRecording test() {
		TestRecording test = TestScope.current();
		test = (test != null) ? test : this.recorder.onlyOne();
		if (test != null) {
			return test;
		}
		throw new IllegalStateException((this.recorder.running() == 0)
				? "No test is running whose traces could be recorded: RecordedTraces is for test methods, @BeforeEach and "
						+ "@AfterEach. Put @AutoConfigureTraces on the test class; where it has @TestExecutionListeners, "
						+ "add mergeMode = MergeMode.MERGE_WITH_DEFAULTS"
				: this.recorder.running()
						+ " tests are running in parallel, and this thread was started without the context of any. Ask "
						+ "for traces on the thread of the test method, or hand its context on to this one");
	}

	private static List<RecordedTrace> first(TestRecording test) {
		List<RecordedTrace> traces = all(test);
		return (traces.isEmpty() && test.awaitFirst(PATIENCE)) ? all(test) : traces;
	}

	private static void await(TestRecording test, Duration timeout) {
		List<String> open = test.awaitEnd(timeout);
		if (!open.isEmpty()) {
			List<RecordedTrace> traces = of(test);
			throw new AssertionError(
					((open.size() == 1) ? "a span has" : open.size() + " spans have") + " not ended within "
							+ timeout.toMillis() + " ms: " + open.stream().limit(10).collect(Collectors.joining("; "))
							+ ". End it, consume the whole stream for example, or wait longer with await(Duration)"
							+ (traces.isEmpty() ? "" : "\n\nWhat has ended:\n" + drawn(traces)));
		}
	}

	private static List<RecordedTrace> all(TestRecording test) {
		await(test, PATIENCE);
		return of(test);
	}

	static List<RecordedTrace> of(TestRecording test) {
		Map<String, List<Row>> rows = new LinkedHashMap<>();
		test.rows().forEach((row) -> rows.computeIfAbsent(row.traceId(), (id) -> new ArrayList<>()).add(row));
		return rows.values()
			.stream()
			.map((trace) -> new RecordedTrace(trace, test.givenUp()))
			.sorted((left, right) -> left.roots().get(0).start().compareTo(right.roots().get(0).start()))
			.toList();
	}

	static String drawn(List<RecordedTrace> traces) {
		return traces.stream().limit(20).map((trace) -> trace.drawn(List.of())).collect(Collectors.joining("\n"))
				+ ((traces.size() > 20) ? "(" + (traces.size() - 20) + " more traces)\n" : "");
	}

	private static String nothing(TestRecording test) {
		return "no trace was recorded in " + test.name() + ". "
				+ (test.isTracing() ? "Spans were started, none of them to do with AI, or none in this test. "
						: "No span was started at all. ")
				+ "An annotated method makes a span when it is called on its Spring bean from outside, is neither private, "
				+ "final nor static, and is not refused before it starts, by validation or security say: look at the "
				+ "exception that the call threw. Work on other threads belongs to the test when their executor hands on "
				+ "the context (ContextPropagatingTaskDecorator for @Async)";
	}

	@Override
	public String toString() {
		return "RecordedTraces";
	}

}

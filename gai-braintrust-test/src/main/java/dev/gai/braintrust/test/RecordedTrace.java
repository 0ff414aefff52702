package dev.gai.braintrust.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.gai.braintrust.console.TraceFile;
import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.promise.PublicApi;
import dev.gai.braintrust.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The finished spans of a trace, below each other as Braintrust would show them.
 * Immutable and thread-safe: spans that end later are in the next answer of
 * {@link RecordedTraces}.
 *
 * @since 0.1.0
 */
@PublicApi
public final class RecordedTrace {

	private static final Comparator<Row> byStart = Comparator.comparingLong(Row::startNanos)
		.thenComparing(Comparator.comparingLong(Row::endNanos).reversed());

	private final String id;

	private final List<RecordedSpan> spans = new ArrayList<>();

	private final List<RecordedSpan> roots = new ArrayList<>();

	private final TreeText tree;

	private final long givenUp;

	/**
	 * Makes a trace.
	 * @param rows at least one row
	 * @param givenUp spans of the same test for which there was no room
	 */
	RecordedTrace(Collection<Row> rows, long givenUp) {
		Map<String, RecordedSpan> byId = new LinkedHashMap<>();
		rows.stream().sorted(byStart).forEach((row) -> byId.put(row.spanId(), new RecordedSpan(row)));
		for (RecordedSpan span : byId.values()) {
			String parentId = span.row().parentSpanId();
			RecordedSpan parent = (parentId != null) ? byId.get(parentId) : null;
			if (parent != null && parent != span) {
				span.hangOn(parent);
			}
			else {
				this.roots.add(span);
			}
		}
		this.id = rows.iterator().next().traceId();
		this.givenUp = givenUp;
		this.tree = new TreeText(walk());
	}

	private List<TreeLine> walk() {
		List<TreeLine> lines = new ArrayList<>();
		Map<RecordedSpan, Integer> depths = new LinkedHashMap<>();
		Deque<RecordedSpan> open = new ArrayDeque<>();
		pushAll(this.roots, 0, open, depths);
		while (!open.isEmpty()) {
			RecordedSpan span = open.pop();
			int depth = depths.getOrDefault(span, 0);
			this.spans.add(span);
			lines.add(new TreeLine(depth, span.name(), span.isFailed()));
			pushAll(span.children(), depth + 1, open, depths);
		}
		return lines;
	}

	private static void pushAll(List<RecordedSpan> spans, int depth, Deque<RecordedSpan> open,
			Map<RecordedSpan, Integer> depths) {
		for (int index = spans.size() - 1; index >= 0; index--) {
			depths.put(spans.get(index), depth);
			open.push(spans.get(index));
		}
	}

	/**
	 * The id.
	 * @return 32 hexadecimal digits
	 */
	public String id() {
		return this.id;
	}

	/**
	 * The span on top.
	 * @return the root
	 * @throws AssertionError if there are several, which is so where what they have in
	 * common is not sent
	 */
	public RecordedSpan root() {
		if (this.roots.size() > 1) {
			throw new AssertionError("The trace has " + this.roots.size() + " roots, "
					+ Nearest.list(this.roots.stream().map(RecordedSpan::name).toList())
					+ ": what they have in common is not sent. Ask for one with span(\"…\"), for all with roots(), "
					+ "or make one span around them, an agent say\n\n" + drawn(List.copyOf(this.roots)));
		}
		return this.roots.get(0);
	}

	/**
	 * The spans without a parent among those that are recorded.
	 * @return the roots in the order in which they started, one at least
	 */
	public List<RecordedSpan> roots() {
		return List.copyOf(this.roots);
	}

	/**
	 * All spans in the order of {@link #tree()}.
	 * @return the spans, one at least
	 */
	public List<RecordedSpan> spans() {
		return List.copyOf(this.spans);
	}

	/**
	 * The first span of a name.
	 * @param namePattern the name, in which {@code *} stands for any part
	 * @return the span
	 * @throws AssertionError if there is none; the message shows the tree
	 */
	public RecordedSpan span(String namePattern) {
		RecordedSpan span = find(namePattern);
		if (span == null) {
			throw new AssertionError(missing(namePattern));
		}
		return span;
	}

	@Nullable RecordedSpan find(String namePattern) {
		NamePattern pattern = new NamePattern(namePattern);
		return this.spans.stream()
			.filter((span) -> pattern.matches(span.name()) || pattern.matches(span.displayName()))
			.findFirst()
			.orElse(null);
	}

	String missing(String namePattern) {
		List<String> names = this.spans.stream().map(RecordedSpan::name).toList();
		String nearest = Nearest.of(namePattern, names);
		return "no span `" + namePattern + "`; nearest: `" + nearest + "`\n\n"
				+ drawn(this.spans.stream().filter((span) -> span.name().equals(nearest)).toList());
	}

	/**
	 * Returns the usage of the model calls, as far as it was reported.
	 * @return the sums; a figure is {@code null} if no call reported it
	 */
	public Usage usage() {
		return Usage.builder()
			.input(sum("prompt_tokens"))
			.output(sum("completion_tokens"))
			.cachedInput(sum("prompt_cached_tokens"))
			.cacheWriteInput(sum("prompt_cache_creation_tokens"))
			.cacheWrite5m(sum("prompt_cache_creation_5m_tokens"))
			.cacheWrite1h(sum("prompt_cache_creation_1h_tokens"))
			.reasoningOutput(sum("completion_reasoning_tokens"))
			.audioInput(sum("prompt_audio_tokens"))
			.audioOutput(sum("completion_audio_tokens"))
			.webSearches(sum("server_tool_use_web_search_requests"))
			.build();
	}

	private @Nullable Long sum(String metric) {
		List<Long> reported = this.spans.stream()
			.filter((span) -> span.isBilled() && span.metrics().path(metric).isNumber())
			.map((span) -> span.metrics().path(metric).asLong())
			.toList();
		return reported.isEmpty() ? null : reported.stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Returns the cost of the model calls, as far as it is known.
	 * @return US dollars, {@code null} if the cost of no call is known
	 */
	public @Nullable BigDecimal cost() {
		return this.spans.stream()
			.map((span) -> span.metrics().path("estimated_cost"))
			.filter((cost) -> cost.isNumber())
			.map((cost) -> cost.decimalValue())
			.reduce(BigDecimal::add)
			.orElse(null);
	}

	/**
	 * From the start of its first span to the end of its last.
	 * @return the duration
	 */
	public Duration duration() {
		long start = this.spans.stream().mapToLong((span) -> span.row().startNanos()).min().orElse(0);
		long end = this.spans.stream().mapToLong((span) -> span.row().endNanos()).max().orElse(0);
		return Duration.ofNanos(end - start);
	}

	/**
	 * The tree as text, without ids and times, so that it can be approved as a file: two
	 * spaces a level, siblings in the order in which they started, a trailing {@code !}
	 * for an error. It is also a pattern for {@link TraceAssert#hasTree(String)}.
	 * @return the text; each line ends with a line feed
	 */
	public String tree() {
		return this.tree.text();
	}

	TreeText lines() {
		return this.tree;
	}

	/**
	 * All that is sent of the trace, as JSON that the console opens at
	 * {@code /gai/#/file}.
	 * @return the JSON
	 */
	public String json() {
		return TraceFile.of(rows());
	}

	List<Row> rows() {
		return this.spans.stream().map(RecordedSpan::row).toList();
	}

	/**
	 * Writes {@link #json()} to a file.
	 * @param file the file; its folder is made if there is none
	 * @throws UncheckedIOException if it cannot be written
	 */
	public void writeTo(Path file) {
		try {
			Path folder = file.toAbsolutePath().getParent();
			if (folder != null) {
				Files.createDirectories(folder);
			}
			Files.writeString(file, json());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The trace could not be written to " + file, ex);
		}
	}

	/**
	 * The tree for a message.
	 * @param marked the spans that are marked
	 * @return the tree
	 */
	String drawn(Collection<RecordedSpan> marked) {
		Map<RecordedSpan, Integer> lines = new LinkedHashMap<>();
		this.spans.forEach((span) -> lines.put(span, lines.size()));
		return drawnLines(marked.stream()
			.map((span) -> lines.getOrDefault(span, 0))
			.collect(Collectors.toCollection(TreeSet::new)));
	}

	String drawnLines(Collection<Integer> marked) {
		String lost = (this.givenUp == 0) ? ""
				: "  (the oldest " + this.givenUp + " spans of the test were given up: there is room for "
						+ dev.gai.braintrust.test.recording.TestRecording.MAX_SPANS + ")\n";
		return "Trace " + this.id + (marked.isEmpty() ? "" : ", > marks the place") + ":\n" + lost
				+ this.tree.text(new TreeSet<>(marked));
	}

	@Override
	public String toString() {
		return "Trace " + this.id + ":\n" + tree();
	}

}

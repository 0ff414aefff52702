package dev.gai.braintrust.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import dev.gai.braintrust.export.RunningSpanListener;
import org.jspecify.annotations.Nullable;

/**
 * The spans that run, for the page. They have a name and a start; what was said in them
 * is known when they end. Bounded: spans that start when too many run are not shown until
 * they end. Thread-safe, without waiting.
 *
 * @since 0.1.0
 */
public final class RunningSpans implements RunningSpanListener {

	static final int MAX_SPANS = 2000;

	/** More a page does not show at once. */
	private static final int MAX_SHOWN = 500;

	private static final int MAX_NAME = 512;

	private final Map<String, Span> spans = new ConcurrentHashMap<>();

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicLong version = new AtomicLong();

	private final UnaryOperator<String> mask;

	/**
	 * Creates an empty collection.
	 * @param mask masks the name of a span
	 */
	public RunningSpans(UnaryOperator<String> mask) {
		this.mask = mask;
	}

	@Override
	public void started(String traceId, String spanId, @Nullable String parentSpanId, String name, String type,
			long startNanos) {
		if (this.size.get() >= MAX_SPANS) {
			return;
		}
		String cut = (name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) : name;
		if (this.spans.put(traceId + spanId, new Span(traceId, spanId, parentSpanId, cut, type, startNanos)) == null) {
			this.size.incrementAndGet();
		}
		this.version.incrementAndGet();
	}

	@Override
	public void ended(String traceId, String spanId) {
		if (this.spans.remove(traceId + spanId) != null) {
			this.size.decrementAndGet();
			this.version.incrementAndGet();
		}
	}

	/**
	 * Changes whenever a span starts or ends.
	 * @return the version
	 */
	long version() {
		return this.version.get();
	}

	/**
	 * The spans that run, those that have run longest first.
	 * @return a row of each, without an end
	 */
	List<Map<String, Object>> rows() {
		List<Span> running = new ArrayList<>(this.spans.values());
		running.sort(Comparator.comparingLong(Span::startNanos));
		return running.stream().limit(MAX_SHOWN).map(this::row).toList();
	}

	private Map<String, Object> row(Span span) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("trace", span.traceId());
		row.put("id", span.spanId());
		if (span.parentSpanId() != null) {
			row.put("parent", span.parentSpanId());
		}
		row.put("name", this.mask.apply(span.name()));
		row.put("type", span.type());
		row.put("start", RowSummary.millis(span.startNanos()));
		row.put("open", true);
		return row;
	}

	private record Span(String traceId, String spanId, @Nullable String parentSpanId, String name, String type,
			long startNanos) {

	}

}

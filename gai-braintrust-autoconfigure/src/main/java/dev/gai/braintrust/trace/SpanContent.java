package dev.gai.braintrust.trace;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the content of a span is captured, and how that went. Thread-safe.
 */
final class SpanContent {

	private final AtomicLong bytes = new AtomicLong();

	private final Set<String> notCaptured = new CopyOnWriteArraySet<>();

	private volatile boolean captured;

	SpanContent(boolean captured) {
		this.captured = captured;
	}

	boolean isCaptured() {
		return this.captured;
	}

	void withhold() {
		this.captured = false;
	}

	long bytes() {
		return this.bytes.get();
	}

	Set<String> notCaptured() {
		return new LinkedHashSet<>(this.notCaptured);
	}

	void addBytes(long more) {
		this.bytes.addAndGet(more);
	}

	void notCaptured(String field, String reason) {
		this.notCaptured.add(field + ": " + reason);
	}

}

package dev.gai.braintrust.trace.record;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import dev.gai.braintrust.promise.Internal;

/**
 * Whether the content of a span is captured, and how that went. Thread-safe.
 */
@Internal
public final class SpanContent {

	private final AtomicLong bytes = new AtomicLong();

	private volatile Set<String> notCaptured = Set.of();

	private volatile boolean captured;

	SpanContent(boolean captured) {
		this.captured = captured;
	}

	boolean isCaptured() {
		return this.captured;
	}

	/** Keeps content from now on to itself. */
	public void withhold() {
		this.captured = false;
	}

	/**
	 * {@return about how much memory the captured content holds, in bytes}
	 */
	public long bytes() {
		return this.bytes.get();
	}

	/**
	 * {@return what could not be captured, as {@code field: ExceptionType}, so far}
	 */
	public Set<String> notCaptured() {
		return this.notCaptured;
	}

	/**
	 * Counts memory that captured content holds.
	 * @param more bytes
	 */
	public void addBytes(long more) {
		this.bytes.addAndGet(more);
	}

	/**
	 * Notes that something could not be captured.
	 * @param field which field
	 * @param reason why not; no content
	 */
	public synchronized void notCaptured(String field, String reason) {
		Set<String> more = new LinkedHashSet<>(this.notCaptured);
		more.add(field + ": " + reason);
		this.notCaptured = Collections.unmodifiableSet(more);
	}

}

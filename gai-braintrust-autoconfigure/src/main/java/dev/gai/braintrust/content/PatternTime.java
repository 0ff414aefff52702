package dev.gai.braintrust.content;

import java.util.concurrent.TimeUnit;

/**
 * How long the configured patterns may still search in one span: a pattern that goes back
 * and forth in a long text takes minutes. Used by one thread.
 */
final class PatternTime {

	static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private long left = MAX_NANOS;

	private long started;

	/**
	 * Another span.
	 */
	void reset() {
		this.left = MAX_NANOS;
	}

	void start() {
		this.started = System.nanoTime();
	}

	void stop() {
		this.left -= System.nanoTime() - this.started;
	}

	boolean isOver() {
		return System.nanoTime() - this.started > this.left;
	}

}

package dev.gai.braintrust.content;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * How long the configured patterns may still search in one span: a pattern that goes back
 * and forth in a long text takes minutes. What counts is the CPU time of the thread,
 * where the JVM tells it: a container that is throttled must not lose content to that.
 * Used by one thread at a time.
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
		this.started = Clock.nanos();
	}

	void stop() {
		this.left -= Clock.nanos() - this.started;
	}

	boolean isOver() {
		return Clock.nanos() - this.started > this.left;
	}

	/** Loaded for the first pattern: most applications have none. */
	private static final class Clock {

		private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

		private static final boolean OF_THREADS = THREADS.isCurrentThreadCpuTimeSupported()
				&& THREADS.isThreadCpuTimeEnabled();

		private static long nanos() {
			return OF_THREADS ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
		}

	}

}

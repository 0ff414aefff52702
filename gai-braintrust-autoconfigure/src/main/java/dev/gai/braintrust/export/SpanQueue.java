package dev.gai.braintrust.export;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.gai.braintrust.export.live.EndedSpan;
import org.jspecify.annotations.Nullable;

/**
 * Between the application's threads and the writer. Offering never waits: a span that
 * does not fit, in number or in bytes, is not taken. The writer looks once a millisecond
 * while there is work, so that the application need not wake it; only a writer that has
 * been idle for a while sleeps and is woken.
 */
final class SpanQueue {

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private static final int LOOKS_BEFORE_SLEEP = 100;

	private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final int maxSpans;

	private final long maxBytes;

	private final Queue<EndedSpan> spans = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private volatile @Nullable Thread sleeper;

	SpanQueue(int maxSpans, long maxBytes) {
		this.maxSpans = maxSpans;
		this.maxBytes = maxBytes;
	}

	/**
	 * Offers a span.
	 * @param span the span
	 * @return whether it was taken
	 */
	boolean offer(EndedSpan span) {
		long spanBytes = span.bytes();
		if (this.size.incrementAndGet() > this.maxSpans) {
			this.size.decrementAndGet();
			return false;
		}
		if (this.bytes.addAndGet(spanBytes) > this.maxBytes && this.size.get() > 1) {
			this.bytes.addAndGet(-spanBytes);
			this.size.decrementAndGet();
			return false;
		}
		this.spans.add(span);
		wake();
		return true;
	}

	/**
	 * Wakes the writer if it sleeps.
	 */
	void wake() {
		Thread thread = this.sleeper;
		if (thread != null) {
			LockSupport.unpark(thread);
		}
	}

	/**
	 * Takes the oldest span.
	 * @return the span, {@code null} if there is none
	 */
	@Nullable EndedSpan poll() {
		return this.spans.poll();
	}

	/**
	 * Gives back the room of a span that has left the queue.
	 * @param span the span
	 */
	void release(EndedSpan span) {
		release(1, span.bytes());
	}

	/**
	 * Gives back the room of spans that have left the queue.
	 * @param spans how many
	 * @param spanBytes how many bytes they hold
	 */
	void release(int spans, long spanBytes) {
		this.bytes.addAndGet(-spanBytes);
		this.size.addAndGet(-spans);
	}

	/**
	 * Waits until there may be a span.
	 * @param looksInVain how often there was none
	 */
	void await(int looksInVain) {
		if (looksInVain < LOOKS_BEFORE_SLEEP) {
			LockSupport.parkNanos(this, LOOK_NANOS);
			return;
		}
		this.sleeper = Thread.currentThread();
		if (this.spans.isEmpty()) {
			LockSupport.parkNanos(this, SLEEP_NANOS);
		}
		this.sleeper = null;
	}

	boolean isEmpty() {
		return this.size.get() == 0;
	}

}

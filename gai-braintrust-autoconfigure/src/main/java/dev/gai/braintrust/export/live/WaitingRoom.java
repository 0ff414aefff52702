package dev.gai.braintrust.export.live;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many spans wait for a decision, and about how many bytes they hold. Thread-safe.
 */
final class WaitingRoom {

	private final int maxSpans;

	private final long maxBytes;

	private final AtomicInteger spans = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	WaitingRoom(int maxSpans, long maxBytes) {
		this.maxSpans = maxSpans;
		this.maxBytes = maxBytes;
	}

	void enter(EndedSpan span) {
		this.spans.incrementAndGet();
		this.bytes.addAndGet(span.bytes());
	}

	void leave(List<EndedSpan> left) {
		this.spans.addAndGet(-left.size());
		this.bytes.addAndGet(-left.stream().mapToLong(EndedSpan::bytes).sum());
	}

	boolean isEmpty() {
		return this.spans.get() == 0;
	}

	boolean isOverfull() {
		return this.spans.get() > this.maxSpans || this.bytes.get() > this.maxBytes;
	}

	/**
	 * Whether there is room for a while.
	 * @return whether an eighth is free
	 */
	boolean isRoomy() {
		return this.spans.get() <= this.maxSpans / 8 * 7 && this.bytes.get() <= this.maxBytes / 8 * 7;
	}

}

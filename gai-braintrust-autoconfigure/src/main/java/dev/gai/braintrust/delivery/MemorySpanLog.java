package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A log in memory, bounded in bytes. What it holds is lost with the process.
 *
 * @since 0.1.0
 */
public final class MemorySpanLog implements SpanLog {

	private final long maxBytes;

	private final ExportCounters counters;

	private final @Nullable String problem;

	private final Deque<Held> frames = new ArrayDeque<>();

	/** How many of the oldest frames are being sent and must not be given up. */
	private int reading;

	private long readingBytes;

	private boolean closed;

	private volatile long bytes;

	private volatile int size;

	private volatile long oldestNanos;

	/**
	 * Creates an empty log.
	 * @param maxBytes the most bytes it holds
	 * @param counters told what it takes and gives up
	 */
	public MemorySpanLog(long maxBytes, ExportCounters counters) {
		this(maxBytes, counters, null);
	}

	/**
	 * Creates an empty log that stands in for a durable one.
	 * @param maxBytes the most bytes it holds
	 * @param counters told what it takes and gives up
	 * @param problem why the log is not durable, {@code null} if it need not be
	 */
	public MemorySpanLog(long maxBytes, ExportCounters counters, @Nullable String problem) {
		this.maxBytes = maxBytes;
		this.counters = counters;
		this.problem = problem;
	}

	@Override
	public synchronized void append(List<Frame> frames) {
		this.counters.logged(frames.size());
		int settled = 0;
		try {
			while (!this.closed && settled < frames.size()) {
				DropReason dropped = appendOpen(frames.get(settled));
				settled++;
				if (dropped != null) {
					this.counters.droppedFromLog(dropped, 1);
				}
			}
		}
		finally {
			this.counters.droppedFromLog(this.closed ? DropReason.SHUTDOWN : DropReason.LOG_FAILED,
					frames.size() - settled);
		}
	}

	private @Nullable DropReason appendOpen(Frame frame) {
		if (this.readingBytes + frame.length() > this.maxBytes) {
			// No room can be made for it: giving up others would only lose more.
			return DropReason.LOG_FULL;
		}
		while (this.bytes + frame.length() > this.maxBytes) {
			giveUpOldest();
		}
		this.frames.addLast(new Held(frame, System.nanoTime()));
		changed(frame.length());
		return null;
	}

	private void giveUpOldest() {
		Iterator<Held> oldest = this.frames.iterator();
		for (int i = 0; i < this.reading; i++) {
			oldest.next();
		}
		Frame frame = oldest.next().frame;
		oldest.remove();
		changed(-frame.length());
		frame.release();
		this.counters.droppedFromLog(DropReason.LOG_FULL, 1);
	}

	@Override
	public synchronized @Nullable List<Frame> read(int maxSpans, long maxBytes) {
		List<Frame> batch = new ArrayList<>();
		long batchBytes = 0;
		for (Held held : this.frames) {
			Frame frame = held.frame;
			if (!batch.isEmpty() && (batch.size() >= maxSpans || batchBytes + frame.length() > maxBytes)) {
				break;
			}
			batch.add(frame);
			batchBytes += frame.length();
		}
		this.reading = batch.size();
		this.readingBytes = batchBytes;
		return batch.isEmpty() ? null : batch;
	}

	@Override
	public synchronized void acknowledge(int frames) {
		for (int i = 0; i < frames && !this.closed; i++) {
			Frame frame = this.frames.removeFirst().frame;
			changed(-frame.length());
			frame.release();
		}
		this.reading = 0;
		this.readingBytes = 0;
	}

	private void changed(long byBytes) {
		Held oldest = this.frames.peekFirst();
		this.oldestNanos = (oldest != null) ? oldest.appendedNanos : 0;
		this.size = this.frames.size();
		this.bytes += byBytes;
	}

	@Override
	public long spans() {
		return this.size;
	}

	@Override
	public long bytes() {
		return this.bytes;
	}

	@Override
	public long maxBytes() {
		return this.maxBytes;
	}

	@Override
	public Duration oldest() {
		long since = this.oldestNanos;
		return (this.size > 0 && since != 0) ? Duration.ofNanos(Math.max(0, System.nanoTime() - since)) : Duration.ZERO;
	}

	@Override
	public boolean isDurable() {
		return false;
	}

	@Override
	public @Nullable String problem() {
		return this.problem;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		int left = this.frames.size();
		this.frames.clear();
		this.reading = 0;
		this.readingBytes = 0;
		changed(-this.bytes);
		this.counters.droppedFromLog(DropReason.SHUTDOWN, left);
	}

	private record Held(Frame frame, long appendedNanos) {

	}

}

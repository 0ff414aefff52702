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

	private final Deque<Frame> frames = new ArrayDeque<>();

	/** How many of the oldest frames are being sent and must not be given up. */
	private int reading;

	private volatile long bytes;

	private volatile int size;

	private volatile long oldestNanos;

	/**
	 * Creates an empty log.
	 * @param maxBytes the most bytes it holds
	 * @param counters told what it takes and gives up
	 */
	public MemorySpanLog(long maxBytes, ExportCounters counters) {
		this.maxBytes = maxBytes;
		this.counters = counters;
	}

	@Override
	public synchronized void append(byte[] frame) {
		this.counters.logged(1);
		while (this.bytes + frame.length > this.maxBytes && this.frames.size() > this.reading) {
			giveUpOldest();
		}
		if (this.bytes + frame.length > this.maxBytes) {
			this.counters.droppedFromLog(DropReason.LOG_FULL, 1);
			return;
		}
		this.frames.addLast(new Frame(frame, System.nanoTime()));
		changed(frame.length);
	}

	private void giveUpOldest() {
		Iterator<Frame> oldest = this.frames.iterator();
		for (int i = 0; i < this.reading; i++) {
			oldest.next();
		}
		Frame frame = oldest.next();
		oldest.remove();
		changed(-frame.bytes.length);
		this.counters.droppedFromLog(DropReason.LOG_FULL, 1);
	}

	@Override
	public synchronized @Nullable List<byte[]> read(int maxSpans, long maxBytes) {
		List<byte[]> batch = new ArrayList<>();
		long batchBytes = 0;
		for (Frame frame : this.frames) {
			batchBytes += frame.bytes.length;
			if (!batch.isEmpty() && (batch.size() >= maxSpans || batchBytes > maxBytes)) {
				break;
			}
			batch.add(frame.bytes);
		}
		this.reading = batch.size();
		return batch.isEmpty() ? null : batch;
	}

	@Override
	public synchronized void acknowledge(int frames) {
		for (int i = 0; i < frames; i++) {
			Frame frame = this.frames.removeFirst();
			changed(-frame.bytes.length);
		}
		this.reading = 0;
	}

	private void changed(long byBytes) {
		Frame oldest = this.frames.peekFirst();
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
	public synchronized void close() {
		int left = this.frames.size();
		this.frames.clear();
		this.reading = 0;
		changed(-this.bytes);
		this.counters.droppedFromLog(DropReason.SHUTDOWN, left);
	}

	private record Frame(byte[] bytes, long appendedNanos) {

	}

}

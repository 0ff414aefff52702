package dev.gai.braintrust.delivery.spool;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.SpanLog;
import org.jspecify.annotations.Nullable;

/**
 * A log that is opened by the first append, if nobody has before: the start of an
 * application waits for no disk. Until then it is empty.
 */
final class LateSpanLog implements SpanLog {

	private final long maxBytes;

	private final Supplier<SpanLog> opening;

	private final ExportCounters counters;

	private volatile @Nullable SpanLog log;

	private boolean closed;

	/**
	 * Creates a log.
	 * @param maxBytes bytes that it will hold at most
	 * @param opening opens it, once
	 * @param counters told of what comes after its end
	 */
	LateSpanLog(long maxBytes, Supplier<SpanLog> opening, ExportCounters counters) {
		this.maxBytes = maxBytes;
		this.opening = opening;
		this.counters = counters;
	}

	@Override
	public void open() {
		opened();
	}

	private @Nullable SpanLog opened() {
		SpanLog opened = this.log;
		return (opened != null) ? opened : openedOnce();
	}

	private synchronized @Nullable SpanLog openedOnce() {
		if (this.log == null && !this.closed) {
			this.log = this.opening.get();
		}
		return this.log;
	}

	@Override
	public void append(List<Frame> frames) {
		SpanLog opened = opened();
		if (opened != null) {
			opened.append(frames);
		}
		else {
			this.counters.logged(frames.size());
			this.counters.droppedFromLog(DropReason.SHUTDOWN, frames.size());
			frames.forEach(Frame::release);
		}
	}

	@Override
	public @Nullable List<Frame> read(int maxSpans, long maxBytes) {
		SpanLog opened = this.log;
		return (opened != null) ? opened.read(maxSpans, maxBytes) : null;
	}

	@Override
	public void acknowledge(int frames) {
		SpanLog opened = this.log;
		if (opened != null) {
			opened.acknowledge(frames);
		}
	}

	@Override
	public long spans() {
		SpanLog opened = this.log;
		return (opened != null) ? opened.spans() : 0;
	}

	@Override
	public long bytes() {
		SpanLog opened = this.log;
		return (opened != null) ? opened.bytes() : 0;
	}

	@Override
	public long maxBytes() {
		SpanLog opened = this.log;
		return (opened != null) ? opened.maxBytes() : this.maxBytes;
	}

	@Override
	public Duration oldest() {
		SpanLog opened = this.log;
		return (opened != null) ? opened.oldest() : Duration.ZERO;
	}

	/**
	 * Nobody knows before what earlier processes have left.
	 */
	@Override
	public boolean isSettled(long time) {
		SpanLog opened = this.log;
		return opened != null && opened.isSettled(time);
	}

	@Override
	public boolean isDurable() {
		SpanLog opened = this.log;
		return opened == null || opened.isDurable();
	}

	@Override
	public @Nullable String problem() {
		SpanLog opened = this.log;
		return (opened != null) ? opened.problem() : null;
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		SpanLog opened = this.log;
		if (opened != null) {
			opened.close();
		}
	}

}

package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Fails the first time a frame is read, as a full heap would make it.
 */
final class FailingLog implements SpanLog {

	private final SpanLog log;

	private @Nullable Throwable failure;

	private final AtomicInteger readInVain = new AtomicInteger();

	FailingLog(SpanLog log, @Nullable Throwable failure) {
		this.log = log;
		this.failure = failure;
	}

	@Override
	public void append(List<Frame> frames) {
		this.log.append(frames);
	}

	/** How often it was read though it was empty. */
	int readInVain() {
		return this.readInVain.get();
	}

	@Override
	public @Nullable List<Frame> read(int maxSpans, long maxBytes) {
		if (spans() == 0) {
			this.readInVain.incrementAndGet();
			return null;
		}
		Throwable failure = this.failure;
		this.failure = null;
		if (failure != null) {
			FailingLog.<RuntimeException>sneak(failure);
		}
		return this.log.read(maxSpans, maxBytes);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable failure) throws T {
		throw (T) failure;
	}

	@Override
	public void acknowledge(int frames) {
		this.log.acknowledge(frames);
	}

	@Override
	public long spans() {
		return this.log.spans();
	}

	@Override
	public long bytes() {
		return this.log.bytes();
	}

	@Override
	public long maxBytes() {
		return this.log.maxBytes();
	}

	@Override
	public Duration oldest() {
		return this.log.oldest();
	}

	@Override
	public boolean isDurable() {
		return this.log.isDurable();
	}

	@Override
	public void close() {
		this.log.close();
	}

}

package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where frames go that are not sent: nowhere. They count as left out.
 *
 * @since 0.1.0
 */
public final class NoDelivery implements SpanLog, FrameSender {

	private final ExportCounters counters;

	/**
	 * Creates a log that keeps nothing and a sender that sends nothing.
	 * @param counters told of each frame
	 */
	public NoDelivery(ExportCounters counters) {
		this.counters = counters;
	}

	@Override
	public void append(List<Frame> frames) {
		frames.forEach((frame) -> this.counters.filtered());
	}

	@Override
	public @Nullable List<Frame> read(int maxSpans, long maxBytes) {
		return null;
	}

	@Override
	public void acknowledge(int frames) {
	}

	@Override
	public long spans() {
		return 0;
	}

	@Override
	public long bytes() {
		return 0;
	}

	@Override
	public long maxBytes() {
		return 0;
	}

	@Override
	public Duration oldest() {
		return Duration.ZERO;
	}

	@Override
	public boolean isDurable() {
		return false;
	}

	@Override
	public void close() {
	}

	@Override
	public void start() {
	}

	@Override
	public void appended() {
	}

	@Override
	public boolean flush(Duration timeout) {
		return true;
	}

	@Override
	public void stop(Duration timeout) {
	}

	@Override
	public boolean isSending() {
		return false;
	}

}

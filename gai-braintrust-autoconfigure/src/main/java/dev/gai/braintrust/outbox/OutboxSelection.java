package dev.gai.braintrust.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.gai.braintrust.delivery.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the head of the outbox what can be sent now. What cannot be sent yet goes to
 * the end, what never can is given up. Used by one thread.
 */
final class OutboxSelection {

	private static final int MAX_ITEMS = 100;

	private static final long MAX_BYTES = 2 * 1024 * 1024;

	private final OutboxLog log;

	private final OutboxReadiness readiness;

	private final Map<String, OutboxChannel> channels;

	OutboxSelection(OutboxLog log, OutboxReadiness readiness, Map<String, OutboxChannel> channels) {
		this.log = log;
		this.readiness = readiness;
		this.channels = channels;
	}

	/**
	 * Looks at the oldest item, and at those behind it if it can be sent.
	 * @param most how many may be sent together
	 * @return what can be sent together, none if the oldest was put off or given up,
	 * {@code null} if nothing is left
	 */
	@Nullable List<OutboxItem> next(long most) {
		List<byte[]> oldest = this.log.read(1, MAX_BYTES);
		if (oldest == null) {
			return null;
		}
		OutboxItem head = OutboxItem.of(oldest.get(0));
		OutboxVerdict verdict = (head != null) ? this.readiness.judge(head) : OutboxVerdict.EXPIRED;
		if (head == null || verdict != OutboxVerdict.READY) {
			putOff(head, verdict);
			return List.of();
		}
		List<OutboxItem> ready = new ArrayList<>();
		ready.add(head);
		if (most > 1) {
			addThoseBehind(oldest.get(0), most, ready);
		}
		return ready;
	}

	/**
	 * The oldest frame has been decoded; it is the first again unless it has become too
	 * old meanwhile.
	 */
	private void addThoseBehind(byte[] oldest, long most, List<OutboxItem> ready) {
		List<byte[]> frames = this.log.read(MAX_ITEMS, MAX_BYTES);
		if (frames == null || !Arrays.equals(oldest, frames.get(0))) {
			ready.clear();
			return;
		}
		for (byte[] frame : frames.subList(1, (int) Math.min(frames.size(), most))) {
			OutboxItem item = OutboxItem.of(frame);
			if (item == null || !goesWith(item, ready.get(0)) || this.readiness.judge(item) != OutboxVerdict.READY) {
				return;
			}
			ready.add(item);
		}
	}

	private boolean goesWith(OutboxItem item, OutboxItem first) {
		return first.channel().equals(item.channel()) && isRepeatable(first) && isRepeatable(item);
	}

	private boolean isRepeatable(OutboxItem item) {
		OutboxChannel channel = this.channels.get(item.channel());
		return channel == null || channel.isRepeatable(item.content());
	}

	private void putOff(@Nullable OutboxItem item, OutboxVerdict verdict) {
		switch (verdict) {
			case LEFT_OUT -> this.log.leftOut();
			case EXPIRED -> this.log.dropped((item != null) ? DropReason.EXPIRED : DropReason.DAMAGED);
			case WAITING, LOGGED_NOW, READY -> {
				if (item != null) {
					this.log.replace(this.readiness.later(item, verdict));
				}
			}
		}
	}

}

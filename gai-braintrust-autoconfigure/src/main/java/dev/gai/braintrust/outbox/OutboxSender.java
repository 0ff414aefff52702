package dev.gai.braintrust.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.guard.Guard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The thread that empties the outbox. The oldest goes first; what cannot be sent yet goes
 * to the end, so that it stops nothing behind it. One round is as many items as were
 * there when it began; between two rounds in which nothing was sent it waits longer and
 * longer.
 */
final class OutboxSender {

	private static final Log logger = LogFactory.getLog(Outbox.class);

	private static final int MAX_ITEMS = 100;

	private static final long MAX_BYTES = 2 * 1024 * 1024;

	private static final long FIRST_PAUSE_MS = 200;

	private static final long LONGEST_PAUSE_MS = 15_000;

	/**
	 * How long what was added waits at most after a round in which nothing could be sent:
	 * a flood must not have the same items looked at, and written again, all the time.
	 */
	private static final long DEAF_MS = 2_000;

	private final Outbox outbox;

	private final OutboxReadiness readiness;

	private final Map<String, OutboxChannel> channels = new HashMap<>();

	private final Thread thread;

	private boolean work;

	private int flushes;

	/** How many are sent alone, since they were refused together. */
	private int alone;

	private volatile boolean stopping;

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable String lastFailure;

	OutboxSender(Outbox outbox, OutboxReadiness readiness, List<OutboxChannel> channels) {
		this.outbox = outbox;
		this.readiness = readiness;
		channels.forEach((channel) -> this.channels.put(channel.name(), channel));
		this.thread = new Thread(this::run, "gai-braintrust-outbox");
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	synchronized void added() {
		this.work = true;
		notifyAll();
	}

	@Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	@Nullable String lastFailure() {
		return this.lastFailure;
	}

	boolean flush(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		synchronized (this) {
			this.flushes++;
			this.work = true;
			notifyAll();
			try {
				long left = timeout.toMillis();
				while (this.outbox.waiting() > 0 && left > 0 && this.thread.isAlive()) {
					wait(Math.min(left, 20));
					left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.flushes--;
			}
		}
		return this.outbox.waiting() == 0;
	}

	void stop() {
		this.stopping = true;
		this.thread.interrupt();
		try {
			this.thread.join(1000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		long pause = FIRST_PAUSE_MS;
		while (!this.stopping) {
			try {
				Round round = new Round(this.outbox.waiting());
				while (round.left > 0 && !this.stopping) {
					next(round);
				}
				pause = round.sent ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2);
				boolean idle = this.outbox.waiting() == 0;
				await(Math.max(round.asked, idle ? TimeUnit.HOURS.toMillis(1) : pause),
						(round.asked > 0) ? Long.MAX_VALUE : (idle || round.sent) ? 0 : Math.min(pause, DEAF_MS));
			}
			catch (InterruptedException ex) {
				// Only stop() interrupts; the loop looks at it.
			}
			catch (Throwable ex) {
				Guard.report("Sending what waits in the outbox failed and goes on", ex);
				pauseQuietly();
			}
		}
	}

	private void next(Round round) throws InterruptedException {
		List<byte[]> oldest = this.outbox.read(1, MAX_BYTES);
		if (oldest == null) {
			round.left = 0;
			return;
		}
		OutboxItem head = OutboxItem.of(oldest.get(0));
		OutboxReadiness.Verdict about = (head != null) ? this.readiness.judge(head) : OutboxReadiness.Verdict.EXPIRED;
		if (about != OutboxReadiness.Verdict.READY) {
			round.left--;
			settle(head, about);
			return;
		}
		List<byte[]> frames = (this.alone > 0) ? oldest : this.outbox.read(MAX_ITEMS, MAX_BYTES);
		if (frames == null) {
			round.left = 0;
			return;
		}
		List<OutboxItem> ready = new ArrayList<>();
		for (byte[] frame : frames.subList(0, (int) Math.min(frames.size(), round.left))) {
			OutboxItem item = OutboxItem.of(frame);
			boolean first = ready.isEmpty();
			OutboxReadiness.Verdict verdict = (item != null) ? this.readiness.judge(item)
					: OutboxReadiness.Verdict.EXPIRED;
			if (verdict == OutboxReadiness.Verdict.READY && item != null && fits(item, ready)) {
				ready.add(item);
				continue;
			}
			if (first) {
				round.left--;
				settle(item, verdict);
			}
			break;
		}
		if (!ready.isEmpty()) {
			round.left -= ready.size();
			deliver(ready, round);
		}
	}

	private boolean fits(OutboxItem item, List<OutboxItem> ready) {
		if (ready.isEmpty()) {
			return true;
		}
		return ready.get(0).channel().equals(item.channel()) && isRepeatable(ready.get(0)) && isRepeatable(item);
	}

	private boolean isRepeatable(OutboxItem item) {
		OutboxChannel channel = this.channels.get(item.channel());
		return channel == null || channel.isRepeatable(item.content());
	}

	private void settle(@Nullable OutboxItem item, OutboxReadiness.Verdict verdict) {
		switch (verdict) {
			case LEFT_OUT -> this.outbox.leftOut();
			case EXPIRED -> this.outbox.dropped((item != null) ? DropReason.EXPIRED : DropReason.DAMAGED);
			case WAITING, LOGGED_NOW, READY -> {
				if (item != null) {
					this.outbox.replace(this.readiness.later(item, verdict));
				}
			}
		}
	}

	private void deliver(List<OutboxItem> items, Round round) throws InterruptedException {
		OutboxChannel channel = this.channels.get(items.get(0).channel());
		if (channel == null) {
			// Of a version or a configuration that knew it: another one may know it
			// again.
			this.outbox.replace(items.get(0));
			return;
		}
		OutboxDelivery delivery = new OutboxDelivery(this.outbox, channel);
		OutboxDelivery.Result result = delivery.deliver(items);
		if (result == OutboxDelivery.Result.ONE_BY_ONE) {
			this.alone = items.size();
			round.left += items.size();
			return;
		}
		this.alone = Math.max(0, this.alone - 1);
		if (result == OutboxDelivery.Result.LATER) {
			round.left++;
			return;
		}
		if (result.delivered()) {
			round.sent = true;
			this.lastSuccess = Instant.now();
			this.lastFailure = null;
			synchronized (this) {
				notifyAll();
			}
			return;
		}
		boolean first = this.lastFailure == null;
		this.lastFailure = result.message();
		if (first) {
			logger.warn("Pending entries of the outbox (" + channel.name() + ") could not be delivered: "
					+ result.message());
		}
		if (result.endsRound()) {
			round.left = 0;
			round.asked = result.pauseMillis();
		}
	}

	/**
	 * Waits.
	 * @param millis how long at most
	 * @param deaf for how long of it what is added does not end it
	 */
	private synchronized void await(long millis, long deaf) throws InterruptedException {
		long began = System.nanoTime();
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		long left = millis;
		while (left > 0 && !this.stopping && this.flushes == 0) {
			long stillDeaf = (deaf < millis) ? deaf - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) : left;
			if (this.work && stillDeaf <= 0) {
				break;
			}
			wait((this.work) ? Math.min(left, stillDeaf) : left);
			left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
		}
		if (this.flushes > 0) {
			wait(ThreadLocalRandom.current().nextLong(10, 30));
		}
		this.work = false;
	}

	private void pauseQuietly() {
		try {
			await(FIRST_PAUSE_MS * 5, Long.MAX_VALUE);
		}
		catch (InterruptedException ex) {
			// Only stop() interrupts; the loop looks at it.
		}
	}

	/** What remains to be looked at before the next pause. */
	private static final class Round {

		private long left;

		private long asked;

		private boolean sent;

		Round(long left) {
			this.left = left;
		}

	}

}

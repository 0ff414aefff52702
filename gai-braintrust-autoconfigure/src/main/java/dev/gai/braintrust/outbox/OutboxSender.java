package dev.gai.braintrust.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

	private static final long FIRST_PAUSE_MS = 200;

	private static final long LONGEST_PAUSE_MS = 15_000;

	/**
	 * How long what was added waits at most after a round in which nothing could be sent:
	 * a flood must not have the same items looked at, and written again, all the time.
	 */
	private static final long DEAF_MS = 2_000;

	private final OutboxLog log;

	private final OutboxSelection selection;

	private final OutboxSignals signals = new OutboxSignals();

	private final Map<String, OutboxChannel> channels = new HashMap<>();

	private final Thread thread;

	/** How many are sent alone, since they were refused together. */
	private int alone;

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable String lastFailure;

	OutboxSender(OutboxLog log, OutboxReadiness readiness, List<OutboxChannel> channels) {
		this.log = log;
		this.selection = new OutboxSelection(log, readiness, this.channels);
		channels.forEach((channel) -> this.channels.put(channel.name(), channel));
		this.thread = new Thread(this::run, "gai-braintrust-outbox");
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	void added() {
		this.signals.added();
	}

	@Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	@Nullable String lastFailure() {
		return this.lastFailure;
	}

	boolean flush(Duration timeout) {
		this.signals.flush(timeout, () -> this.log.waiting() == 0 || !this.thread.isAlive());
		return this.log.waiting() == 0;
	}

	void stop() {
		this.signals.stop();
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
		while (!this.signals.isStopping()) {
			try {
				Round round = new Round(this.log.waiting());
				while (round.left > 0 && !this.signals.isStopping()) {
					next(round);
				}
				pause = round.sent ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2);
				boolean idle = this.log.waiting() == 0;
				this.signals.await(Math.max(round.asked, idle ? TimeUnit.HOURS.toMillis(1) : pause),
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
		List<OutboxItem> ready = this.selection.next((this.alone > 0) ? 1 : round.left);
		if (ready == null) {
			round.left = 0;
			return;
		}
		round.left -= Math.max(1, ready.size());
		if (!ready.isEmpty()) {
			deliver(ready, round);
		}
	}

	private void deliver(List<OutboxItem> items, Round round) throws InterruptedException {
		OutboxChannel channel = this.channels.get(items.get(0).channel());
		if (channel == null) {
			// Of a version or a configuration that knew it: another one may know it
			// again.
			this.log.replace(items.get(0));
			return;
		}
		OutboxDelivery delivery = new OutboxDelivery(this.log, channel);
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
			this.signals.sent();
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

	private void pauseQuietly() {
		try {
			this.signals.await(FIRST_PAUSE_MS * 5, Long.MAX_VALUE);
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

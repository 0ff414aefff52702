package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames from the log, sends them and acknowledges them when Braintrust has. One
 * thread; two requests at a time where more than one is full, one as long as Braintrust
 * does not accept them; whatever fails stays in the log.
 *
 * @since 0.1.0
 */
public final class SpanSender implements FrameSender {

	private static final Log logger = LogFactory.getLog(SpanSender.class);

	private static final Duration LAST_WORDS = Duration.ofSeconds(1);

	private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

	private static final int MAX_REQUESTS = 2;

	private final SpanLog log;

	private final Batches batches;

	private final TracesEndpoint endpoint;

	private final DeliverySettings settings;

	private final DeliveryLedger ledger;

	private final RetryDelay retryDelay;

	private final Thread thread;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** What the thread sleeps for, so that appending takes the lock only to wake it. */
	private volatile WakeUp wakeUp = WakeUp.NEVER;

	private volatile int flushes;

	/** What is in flight, or was and is not yet acknowledged. Only of the thread. */
	private @Nullable BatchDelivery unfinished;

	/** A flush came after the last request had begun. */
	private boolean askNow;

	private volatile boolean stopping;

	private volatile long notBeforeNanos;

	/**
	 * Creates a sender; {@link #start()} starts it.
	 * @param log where the frames are
	 * @param destination where they go
	 * @param settings how they are sent
	 * @param counters told what became of each span
	 * @param outcomes told how each request ended
	 */
	public SpanSender(SpanLog log, Destination destination, DeliverySettings settings, ExportCounters counters,
			ExportOutcomes outcomes) {
		this.log = log;
		this.batches = new Batches(log, settings);
		this.endpoint = new TracesEndpoint(destination, settings);
		this.settings = settings;
		this.ledger = new DeliveryLedger(counters, outcomes, destination);
		this.retryDelay = new RetryDelay(settings.initialRetryDelay(), settings.maxRetryDelay());
		this.notBeforeNanos = System.nanoTime();
		this.thread = new Thread(this::run, "gai-braintrust-sender");
		this.thread.setDaemon(true);
	}

	/**
	 * Starts sending.
	 */
	@Override
	public void start() {
		this.thread.start();
	}

	/**
	 * Tells that frames have been appended.
	 */
	@Override
	public void appended() {
		WakeUp awaited = this.wakeUp;
		if (awaited == WakeUp.FIRST_FRAME || (awaited == WakeUp.FULL_BATCH && this.batches.isFull())) {
			wake();
		}
	}

	/**
	 * Sends what is in the log now, without waiting for more, as far as it gets within a
	 * time.
	 * @param timeout how long to wait
	 * @return whether the log is empty
	 */
	@Override
	public boolean flush(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		this.lock.lock();
		try {
			this.flushes++;
			this.askNow = true;
			this.notBeforeNanos = System.nanoTime();
			this.changed.signalAll();
			long left = timeout.toNanos();
			while (this.log.spans() > 0 && left > 0 && this.thread.isAlive()) {
				await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
				left = deadline - System.nanoTime();
			}
			return this.log.spans() == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.flushes--;
			this.lock.unlock();
		}
	}

	/**
	 * Sends what is in the log as far as it gets within a time, and ends. What a request
	 * in flight has not settled by then stays in the log.
	 * @param timeout how long all that may take
	 */
	@Override
	public void stop(Duration timeout) {
		Duration fifth = timeout.dividedBy(5);
		flush(timeout.minus((fifth.compareTo(LAST_WORDS) < 0) ? fifth : LAST_WORDS));
		this.stopping = true;
		wake();
		this.thread.interrupt();
		try {
			// An interrupted exchange ends in milliseconds. The log must not be closed
			// before: what was just delivered would be counted as dropped as well.
			this.thread.join(LAST_WORDS.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		while (!this.stopping) {
			try {
				if (awaitWork()) {
					sendOnce();
				}
			}
			catch (InterruptedException ex) {
				// Only stop() interrupts; the loop looks at it.
			}
			catch (Throwable ex) {
				pause(this.settings.initialRetryDelay());
				report(ex);
			}
		}
		acknowledge();
		this.endpoint.close();
	}

	private static void report(Throwable failure) {
		try {
			logger.error("Sending spans failed unexpectedly and continues: " + failure.getClass().getName());
		}
		catch (Throwable ex) {
			// What breaks the sending may break the logging; the thread must live on.
		}
	}

	private void sendOnce() throws InterruptedException {
		locked(() -> this.askNow = false);
		BatchDelivery delivery = (this.unfinished != null) ? this.unfinished : next();
		if (delivery == null) {
			if (this.log.spans() > 0) {
				// It was closed with something in it.
				pause(this.settings.initialRetryDelay());
			}
			return;
		}
		this.unfinished = delivery;
		boolean deliveredAhead = false;
		try {
			Duration pause = delivery.deliver();
			if (pause != null) {
				pause(pause);
			}
			deliveredAhead = delivery.isDeliveredAhead();
		}
		finally {
			if (!deliveredAhead) {
				acknowledge();
			}
			wake();
		}
	}

	private void acknowledge() {
		BatchDelivery delivery = this.unfinished;
		this.unfinished = null;
		if (delivery != null) {
			this.log.acknowledge(delivery.settled());
		}
	}

	private @Nullable BatchDelivery next() {
		List<List<Frame>> batches = this.batches.next(this.ledger.isFlowing() ? MAX_REQUESTS : 1, this.flushes > 0);
		return batches.isEmpty() ? null : new BatchDelivery(batches, this.endpoint, this.ledger, this.retryDelay);
	}

	/** Or for long: a log that is read in vain gives up what it kept for frames. */
	private boolean awaitWork() throws InterruptedException {
		this.lock.lock();
		try {
			while (!this.stopping) {
				long wait = nanosToWait();
				if (wait <= 0 || !await(wait)) {
					return true;
				}
			}
			return false;
		}
		finally {
			this.wakeUp = WakeUp.NEVER;
			this.lock.unlock();
		}
	}

	/**
	 * How long the next request has to wait: for the end of a back-off, and for company.
	 * Says what is awaited before it looks whether that is there, so that an append in
	 * between is seen by one side or the other.
	 */
	private long nanosToWait() {
		this.wakeUp = WakeUp.FIRST_FRAME;
		if (this.log.spans() == 0) {
			return Math.min(IDLE_NANOS, this.settings.maxRetryDelay().toNanos());
		}
		this.wakeUp = WakeUp.FULL_BATCH;
		long company = (this.flushes > 0 || this.batches.isFull()) ? 0
				: this.settings.scheduleDelay().minus(this.log.oldest()).toNanos();
		long backOff = this.notBeforeNanos - System.nanoTime();
		if (backOff >= company) {
			this.wakeUp = WakeUp.NEVER;
		}
		return Math.max(backOff, company);
	}

	private boolean await(long nanos) throws InterruptedException {
		return this.changed.awaitNanos(Math.max(1, nanos)) > 0;
	}

	/**
	 * Waits before the next request, unless a flush has come since the last one began: it
	 * asks once, whatever the wait.
	 */
	private void pause(Duration time) {
		locked(() -> {
			if (!this.askNow) {
				this.notBeforeNanos = System.nanoTime() + time.toNanos();
			}
		});
	}

	private void wake() {
		locked(this.changed::signalAll);
	}

	private void locked(Runnable action) {
		this.lock.lock();
		try {
			action.run();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What the sleeping thread wants to be woken for by an append. */
	private enum WakeUp {

		NEVER, FIRST_FRAME, FULL_BATCH

	}

}

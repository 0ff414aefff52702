package dev.gai.braintrust.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Takes frames from the log, sends them and acknowledges them when Braintrust has. One
 * thread, one request at a time; whatever fails stays in the log.
 *
 * @since 0.1.0
 */
public final class SpanSender {

	private static final Log logger = LogFactory.getLog(SpanSender.class);

	private final SpanLog log;

	private final TracesEndpoint endpoint;

	private final DeliverySettings settings;

	private final DeliveryLedger ledger;

	private final RetryDelay retryDelay;

	private final Thread thread;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private boolean flushing;

	private boolean stopping;

	private long notBeforeNanos;

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
	public void start() {
		this.thread.start();
	}

	/**
	 * Tells that frames have been appended.
	 */
	public void appended() {
		if (this.log.spans() == 1 || isFull()) {
			signal(() -> {
			});
		}
	}

	/**
	 * Sends what is in the log now, without waiting for more, as far as it gets within a
	 * time.
	 * @param timeout how long to wait
	 * @return whether the log is empty
	 */
	public boolean flush(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		this.lock.lock();
		try {
			this.flushing = true;
			this.notBeforeNanos = System.nanoTime();
			this.changed.signalAll();
			while (this.log.spans() > 0 && System.nanoTime() < deadline && this.thread.isAlive()) {
				await(Math.min(deadline - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(20)));
			}
			return this.log.spans() == 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.flushing = false;
			this.lock.unlock();
		}
	}

	/**
	 * Sends what is in the log as far as it gets within a time, and ends.
	 * @param timeout how long to go on
	 */
	public void stop(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		flush(timeout);
		signal(() -> this.stopping = true);
		this.thread.interrupt();
		try {
			this.thread.join(Math.max(1, Math.min(200, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run() {
		while (!isStopping()) {
			try {
				if (awaitWork()) {
					sendOnce();
				}
			}
			catch (InterruptedException ex) {
				// Only stop() interrupts; the loop looks at it.
			}
			catch (Throwable ex) {
				logger.error("Sending spans failed unexpectedly and goes on: " + ex.getClass().getName());
				pause(this.settings.initialRetryDelay());
			}
		}
	}

	private void sendOnce() throws InterruptedException {
		List<byte[]> frames = this.log.read(this.settings.maxBatchSize(), this.settings.maxRequestSize());
		if (frames == null) {
			return;
		}
		Sending sending = new Sending(frames);
		try {
			sending.deliver(0, frames.size());
		}
		finally {
			this.log.acknowledge(sending.settled);
			signal(() -> {
			});
		}
	}

	private boolean awaitWork() throws InterruptedException {
		this.lock.lock();
		try {
			while (!this.stopping) {
				long wait = nanosToWait();
				if (wait <= 0) {
					return true;
				}
				await(wait);
			}
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * How long the next request has to wait: for the end of a back-off, and for company.
	 */
	private long nanosToWait() {
		long backOff = this.notBeforeNanos - System.nanoTime();
		if (this.log.spans() == 0) {
			return TimeUnit.MINUTES.toNanos(1);
		}
		long company = (this.flushing || isFull()) ? 0
				: this.settings.scheduleDelay().minus(this.log.oldest()).toNanos();
		return Math.max(backOff, company);
	}

	private boolean isFull() {
		return this.log.spans() >= this.settings.maxBatchSize() || this.log.bytes() >= this.settings.maxRequestSize();
	}

	@SuppressWarnings("ResultOfMethodCallIgnored")
	private void await(long nanos) throws InterruptedException {
		this.changed.awaitNanos(Math.max(1, nanos));
	}

	private void pause(Duration time) {
		signal(() -> this.notBeforeNanos = System.nanoTime() + time.toNanos());
	}

	private void signal(Runnable change) {
		this.lock.lock();
		try {
			change.run();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isStopping() {
		this.lock.lock();
		try {
			return this.stopping;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * One batch on its way. Its frames are settled from the oldest on, so that whatever
	 * interrupts it, those settled can be acknowledged and none is counted twice.
	 */
	private final class Sending {

		private final List<byte[]> frames;

		private int settled;

		Sending(List<byte[]> frames) {
			this.frames = frames;
		}

		/**
		 * Sends a part of the batch, in halves where it is refused.
		 * @return whether all of it is settled
		 */
		boolean deliver(int from, int to) throws InterruptedException {
			Answer answer = SpanSender.this.endpoint.send(this.frames.subList(from, to));
			if (answer.isAccepted()) {
				SpanSender.this.ledger.accepted(answer, to - from);
				this.settled = to;
				return true;
			}
			if (!answer.isRefused()) {
				int failures = SpanSender.this.ledger.failed(answer);
				pause(SpanSender.this.retryDelay.after(answer, failures));
				return false;
			}
			if (to - from == 1) {
				SpanSender.this.ledger.refused(answer);
				this.settled = to;
				return true;
			}
			int middle = (from + to) >>> 1;
			return deliver(from, middle) && deliver(middle, to);
		}

	}

}

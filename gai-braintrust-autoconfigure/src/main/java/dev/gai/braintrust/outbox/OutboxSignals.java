package dev.gai.braintrust.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What others tell the thread that empties the outbox, and how it waits for that.
 * Thread-safe.
 */
final class OutboxSignals {

	private boolean work;

	private int flushes;

	private volatile boolean stopping;

	/** Something was added. */
	synchronized void added() {
		this.work = true;
		notifyAll();
	}

	/** Something was sent. */
	synchronized void sent() {
		notifyAll();
	}

	/** The thread is to end; whoever says so interrupts it, too. */
	void stop() {
		this.stopping = true;
	}

	boolean isStopping() {
		return this.stopping;
	}

	/**
	 * Has everything sent now, and waits for it.
	 * @param timeout how long to wait
	 * @param over whether there is nothing more to wait for
	 */
	synchronized void flush(Duration timeout, BooleanSupplier over) {
		long deadline = System.nanoTime() + timeout.toNanos();
		this.flushes++;
		added();
		try {
			long left = timeout.toMillis();
			while (!over.getAsBoolean() && left > 0) {
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

	/**
	 * Waits until something is added, or somebody wants everything to be sent.
	 * @param millis how long at most
	 * @param deaf for how long of it what is added does not end it
	 */
	synchronized void await(long millis, long deaf) throws InterruptedException {
		long began = System.nanoTime();
		long left = millis;
		while (left > 0 && !this.stopping && this.flushes == 0) {
			long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
			long stillDeaf = (deaf < millis) ? deaf - waited : left;
			if (this.work && stillDeaf <= 0) {
				break;
			}
			wait((this.work) ? Math.min(left, stillDeaf) : left);
			left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
		}
		if (this.flushes > 0) {
			wait(ThreadLocalRandom.current().nextLong(10, 30));
		}
		this.work = false;
	}

}

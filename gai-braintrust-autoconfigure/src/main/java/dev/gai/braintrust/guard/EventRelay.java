package dev.gai.braintrust.guard;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Passes events on to the listeners of the application, in their order and on a thread of
 * its own, so that neither a slow nor a failing listener is felt by a call. The thread
 * starts with the first event. Events that wait are bounded; what does not fit is given
 * up and counted. Thread-safe.
 *
 * @since 0.1.0
 */
public final class EventRelay implements AutoCloseable {

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private static final int LOOKS_BEFORE_SLEEP = 100;

	private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long CLOSE_MILLIS = 1000;

	private final Consumer<Object> listeners;

	private final int max;

	private final Queue<Object> events = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	private final LongAdder dropped = new LongAdder();

	private final Thread thread;

	private volatile boolean started;

	private volatile boolean closed;

	private volatile @Nullable Thread sleeper;

	/**
	 * Creates a relay. No thread is started yet.
	 * @param name name of its thread
	 * @param listeners is given each event
	 * @param max how many events may wait
	 */
	public EventRelay(String name, Consumer<Object> listeners, int max) {
		this.listeners = listeners;
		this.max = max;
		this.thread = new Thread(this::relay, name);
		this.thread.setDaemon(true);
	}

	/**
	 * Takes an event, or counts it as given up. Never waits.
	 * @param event the event
	 */
	public void publish(Object event) {
		if (this.closed) {
			this.dropped.increment();
			return;
		}
		if (this.size.incrementAndGet() > this.max) {
			this.size.decrementAndGet();
			this.dropped.increment();
			return;
		}
		this.events.add(event);
		Thread sleeping = this.sleeper;
		if (sleeping != null) {
			LockSupport.unpark(sleeping);
		}
		else if (!this.started) {
			start();
		}
	}

	private synchronized void start() {
		if (!this.started && !this.closed) {
			this.started = true;
			this.thread.start();
		}
	}

	/**
	 * Events that were given up.
	 * @return how many
	 */
	public long dropped() {
		return this.dropped.sum();
	}

	/**
	 * Takes no more events, and passes on what waits, unless that takes long.
	 */
	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(CLOSE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.thread.interrupt();
	}

	private void relay() {
		int looksInVain = 0;
		// The thread is ours: what interrupts it is a listener, or the end of the wait
		// for them.
		while (!(Thread.interrupted() && this.closed)) {
			Object event = this.events.poll();
			if (event != null) {
				looksInVain = 0;
				this.size.decrementAndGet();
				Guard.run("A listener failed that was told of " + event.getClass().getSimpleName(),
						() -> this.listeners.accept(event));
			}
			else if (this.closed) {
				return;
			}
			else {
				await(looksInVain++);
			}
		}
	}

	private void await(int looksInVain) {
		if (looksInVain < LOOKS_BEFORE_SLEEP) {
			LockSupport.parkNanos(this, LOOK_NANOS);
			return;
		}
		this.sleeper = Thread.currentThread();
		if (this.events.isEmpty() && !this.closed) {
			LockSupport.parkNanos(this, SLEEP_NANOS);
		}
		this.sleeper = null;
	}

}

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
 * Passes events on to the listeners of the application, on a thread of its own, so that
 * neither a slow nor a failing listener is felt by a call. Events that wait are bounded;
 * what does not fit is given up and counted. Thread-safe.
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

	private volatile boolean closed;

	private volatile @Nullable Thread sleeper;

	/**
	 * Creates a relay and starts its thread.
	 * @param listeners is given each event
	 * @param max how many events may wait
	 */
	public EventRelay(Consumer<Object> listeners, int max) {
		this.listeners = listeners;
		this.max = max;
		this.thread = new Thread(this::relay, "gai-braintrust-call-events");
		this.thread.setDaemon(true);
		this.thread.start();
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
		this.closed = true;
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
		// for
		// them.
		while (!(Thread.interrupted() && this.closed)) {
			Object event = this.events.poll();
			if (event != null) {
				looksInVain = 0;
				this.size.decrementAndGet();
				Guard.run("A listener of an event of this library failed", () -> this.listeners.accept(event));
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

package dev.gai.braintrust.health;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Publishes events in their order on a thread of its own, since the application's
 * listeners may take their time: neither a call of the application nor the sending of
 * spans waits for them. The thread is there only while there is something to publish.
 * Where listeners do not keep up, the newest events are left out.
 *
 * @since 0.1.0
 */
public final class EventThread implements Consumer<Object>, AutoCloseable {

	private static final Log logger = LogFactory.getLog(EventThread.class);

	private static final int MAX_WAITING = 256;

	private final Consumer<Object> publisher;

	private final ThreadPoolExecutor thread;

	/**
	 * Creates it. No thread is started yet.
	 * @param publisher calls the listeners
	 */
	public EventThread(Consumer<Object> publisher) {
		this.publisher = publisher;
		this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING),
				EventThread::newThread, new ThreadPoolExecutor.DiscardPolicy());
		this.thread.allowCoreThreadTimeOut(true);
	}

	private static Thread newThread(Runnable work) {
		Thread thread = new Thread(work, "gai-braintrust-events");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Has an event published. Does not wait.
	 * @param event the event
	 */
	@Override
	public void accept(Object event) {
		this.thread.execute(() -> publish(event));
	}

	private void publish(Object event) {
		try {
			this.publisher.accept(event);
		}
		catch (Exception | LinkageError | AssertionError ex) {
			logger.warn("A listener of " + event.getClass().getSimpleName() + " failed", ex);
		}
	}

	/**
	 * Publishes nothing more. Does not wait for a listener that is running.
	 */
	@Override
	public void close() {
		this.thread.shutdownNow();
	}

}

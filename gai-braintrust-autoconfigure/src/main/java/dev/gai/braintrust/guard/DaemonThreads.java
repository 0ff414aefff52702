package dev.gai.braintrust.guard;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads of this library, which never keep an application from ending.
 *
 * @since 0.1.0
 */
public final class DaemonThreads {

	private static final int IDLE_SECONDS = 30;

	private DaemonThreads() {
	}

	/**
	 * Makes threads of one name.
	 * @param name their name
	 * @return makes them
	 */
	public static ThreadFactory named(String name) {
		return (work) -> {
			Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Does work later. It has no thread before the first work and while there is none for
	 * half a minute; what is cancelled is forgotten at once.
	 * @param threads how many threads at most
	 * @param name their name
	 * @return an executor, to be shut down
	 */
	public static ScheduledThreadPoolExecutor timer(int threads, String name) {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(threads, named(name));
		timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		timer.allowCoreThreadTimeOut(true);
		timer.setRemoveOnCancelPolicy(true);
		return timer;
	}

}

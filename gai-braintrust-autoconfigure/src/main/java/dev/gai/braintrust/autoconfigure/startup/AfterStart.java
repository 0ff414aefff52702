package dev.gai.braintrust.autoconfigure.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.Guard;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Puts off until the application has started what its start does not need: a thread of
 * ours that works at the same time takes the processor from it. Work is done on a thread
 * of its own, one after the other, and must not be what makes something correct: who
 * needs its result before does it.
 *
 * @since 0.1.0
 */
public final class AfterStart implements ApplicationListener<ApplicationStartedEvent>, SmartInitializingSingleton {

	private final ThreadFactory threads = DaemonThreads.named("gai-braintrust-start");

	private final boolean startIsTold;

	private final List<Runnable> waiting = new ArrayList<>();

	private boolean started;

	/**
	 * Creates a list of work.
	 * @param startIsTold whether an event will tell of the start, as Spring Boot does of
	 * its applications; any other context has started when its beans are there
	 */
	public AfterStart(boolean startIsTold) {
		this.startIsTold = startIsTold;
	}

	/**
	 * Has work done after the start, or at once if that is over.
	 * @param work the work
	 */
	public void run(Runnable work) {
		synchronized (this.waiting) {
			if (!this.started) {
				this.waiting.add(work);
				return;
			}
		}
		begin(List.of(work));
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.startIsTold) {
			start();
		}
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		start();
	}

	private void start() {
		List<Runnable> due;
		synchronized (this.waiting) {
			this.started = true;
			due = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		if (!due.isEmpty()) {
			begin(due);
		}
	}

	private void begin(List<Runnable> due) {
		this.threads.newThread(() -> due.forEach((work) -> Guard.run("Something is not prepared", work::run))).start();
	}

}

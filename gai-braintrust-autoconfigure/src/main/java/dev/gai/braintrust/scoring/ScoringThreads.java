package dev.gai.braintrust.scoring;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import dev.gai.braintrust.guard.DaemonThreads;
import dev.gai.braintrust.guard.Guard;

/**
 * Threads that score, and the bounded queue before them. A span of an undecided trace
 * waits aside. A thread whose scorer does not return is replaced.
 */
final class ScoringThreads implements AutoCloseable {

	private static final long LOOK_AGAIN_MS = 100;

	private static final int SHARE_OF_HEAP = 32;

	private final BlockingQueue<ScoringJob> queue = new LinkedBlockingQueue<>();

	private final Queue<ScoringJob> aside = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private final long maxBytes = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean started = new AtomicBoolean();

	private final int count;

	private final int maxQueue;

	private final Predicate<ScoringJob> work;

	private volatile boolean closed;

	/**
	 * Creates threads that start with the first job.
	 * @param count how many run at the same time
	 * @param maxQueue how many jobs wait at most
	 * @param work does a job, and says whether the thread may go on
	 */
	ScoringThreads(int count, int maxQueue, Predicate<ScoringJob> work) {
		this.count = count;
		this.maxQueue = maxQueue;
		this.work = work;
	}

	void offer(ScoringJob job) {
		if (this.closed) {
			job.leaveOut(ScoringOutcome.SHUTDOWN);
			return;
		}
		int jobs = this.waiting.incrementAndGet();
		if (this.bytes.addAndGet(job.bytes()) > this.maxBytes || jobs > this.maxQueue) {
			taken(job);
			job.leaveOut(ScoringOutcome.QUEUE_FULL);
			return;
		}
		this.queue.add(job);
		if (!this.started.get() && this.started.compareAndSet(false, true)) {
			for (int i = 0; i < this.count; i++) {
				addThread();
			}
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	int waiting() {
		return this.waiting.get();
	}

	/**
	 * Takes the place of a thread that does not come back, or starts one.
	 */
	void addThread() {
		if (!this.closed) {
			Thread thread = DaemonThreads.named("gai-braintrust-scoring").newThread(this::run);
			this.threads.add(thread);
			thread.start();
		}
	}

	private void taken(ScoringJob job) {
		this.waiting.decrementAndGet();
		this.bytes.addAndGet(-job.bytes());
	}

	private void run() {
		try {
			boolean goesOn = true;
			while (goesOn && !this.closed) {
				goesOn = Boolean.TRUE.equals(Guard.get("Scoring failed and goes on", null, this::next));
			}
		}
		finally {
			this.threads.remove(Thread.currentThread());
		}
	}

	private boolean next() {
		ScoringJob job;
		try {
			job = this.aside.isEmpty() ? this.queue.take() : this.queue.poll(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			// The end, of which the loop asks: there is nothing to say about it.
			return true;
		}
		for (ScoringJob other : this.aside) {
			if (other.isReady() && this.aside.remove(other)) {
				this.queue.add(other);
			}
		}
		if (job == null) {
			return true;
		}
		if (!job.isReady()) {
			this.aside.add(job);
			return true;
		}
		taken(job);
		return this.work.test(job);
	}

	@Override
	public void close() {
		this.closed = true;
		this.threads.forEach(Thread::interrupt);
		this.aside.forEach((job) -> job.leaveOut(ScoringOutcome.SHUTDOWN));
		for (ScoringJob job = this.queue.poll(); job != null; job = this.queue.poll()) {
			job.leaveOut(ScoringOutcome.SHUTDOWN);
		}
	}

}

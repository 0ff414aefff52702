package dev.gai.braintrust.speed.pipe;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * One run of one pipe in a process of its own. Prints one line of figures per stage.
 */
public final class PipeRun {

	/** Spans under way at most: fewer than the smallest queue holds, so none is lost. */
	private static final int WINDOW = 1536;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

	private final Pipe pipe;

	private final Tally tally;

	private final String input;

	private final String output;

	private long made;

	/** CPU time of looking for room, which is no work of the pipe. */
	private long waitingNanos;

	private PipeRun(Pipe pipe, Tally tally, int spanBytes) {
		this.pipe = pipe;
		this.tally = tally;
		String text = "The quick brown fox jumps over the lazy dog. ".repeat(spanBytes / 90 + 1);
		this.input = text.substring(0, spanBytes / 2);
		this.output = text.substring(0, spanBytes / 2);
	}

	/**
	 * Runs.
	 * @param arguments name of the pipe, {@code gzip} or {@code none}, url, file of the
	 * tally, bytes of a span, spans per second or 0 for as many as possible, numbers of
	 * spans after which a stage ends
	 */
	public static void main(String... arguments) {
		int rate = Integer.parseInt(arguments[5]);
		try (Pipe pipe = Pipe.of(arguments[0], arguments[1].equals("gzip"), arguments[2])) {
			PipeRun run = new PipeRun(pipe, new Tally(Path.of(arguments[3])), Integer.parseInt(arguments[4]));
			for (int i = 6; i < arguments.length; i++) {
				run.stage(Long.parseLong(arguments[i]), rate);
			}
		}
		System.exit(0);
	}

	private void stage(long until, int rate) {
		long spans = until - this.made;
		long bytes = this.tally.bytes();
		long requests = this.tally.requests();
		long cpu = processCpuNanos();
		long allocated = allocatedBytes();
		long waiting = this.waitingNanos;
		Threads threads = Threads.now();
		long start = System.nanoTime();
		for (long i = 0; i < spans; i++) {
			if (rate > 0) {
				pace(start + i * TimeUnit.SECONDS.toNanos(1) / rate);
			}
			else {
				awaitRoom();
			}
			this.pipe.span(this.input, this.output);
			this.made++;
		}
		this.pipe.flush();
		awaitDelivery();
		long nanos = System.nanoTime() - start;
		threads.print(spans);
		System.out.printf(Locale.ROOT, "WAITING cpu_us/span=%.2f%n", (this.waitingNanos - waiting) / 1e3 / spans);
		long lost = this.made - this.tally.spans();
		System.out.printf(Locale.ROOT,
				"RESULT until=%d spans/s=%.0f cpu_us/span=%.2f alloc_B/span=%.0f wire_B/span=%.0f requests=%d lost=%d heap_MB=%.1f%n",
				until, spans * 1e9 / nanos, (processCpuNanos() - cpu - (this.waitingNanos - waiting)) / 1e3 / spans,
				(allocatedBytes() - allocated) / (double) spans, (this.tally.bytes() - bytes) / (double) spans,
				this.tally.requests() - requests, lost, heapAfterCollection() / 1048576.0);
	}

	private void awaitRoom() {
		if (this.made - this.tally.spans() < WINDOW) {
			return;
		}
		long before = THREADS.getCurrentThreadCpuTime();
		while (this.made - this.tally.spans() >= WINDOW) {
			LockSupport.parkNanos(50_000);
		}
		this.waitingNanos += THREADS.getCurrentThreadCpuTime() - before;
	}

	private static void pace(long dueNanos) {
		long ahead = dueNanos - System.nanoTime();
		if (ahead > 0) {
			LockSupport.parkNanos(ahead);
		}
	}

	private void awaitDelivery() {
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		while (this.tally.spans() < this.made && System.nanoTime() < deadline) {
			LockSupport.parkNanos(200_000);
		}
	}

	private static long processCpuNanos() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	private static long allocatedBytes() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long sum = 0;
		for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
			sum += Math.max(0, bytes);
		}
		return sum;
	}

	private static long heapAfterCollection() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}

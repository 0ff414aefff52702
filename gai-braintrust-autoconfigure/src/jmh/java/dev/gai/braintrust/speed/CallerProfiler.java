package dev.gai.braintrust.speed;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time and allocation of the calling thread alone, for each call. JMH's own
 * {@code gc} profiler counts all threads, also those that encode and send.
 */
public final class CallerProfiler implements InternalProfiler {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static volatile double bytesPerCall;

	private static volatile double nanosPerCall;

	private long bytes;

	private long nanos;

	/** Made by JMH for its list of profilers, and by a state for its own thread. */
	public CallerProfiler() {
	}

	void start() {
		this.bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		this.nanos = threads.getCurrentThreadCpuTime();
	}

	void stop(int calls) {
		nanosPerCall = (threads.getCurrentThreadCpuTime() - this.nanos) / (double) calls;
		bytesPerCall = (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - this.bytes) / (double) calls;
	}

	@Override
	public String getDescription() {
		return "CPU time and allocation of the calling thread";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmarkParams, IterationParams iterationParams) {
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmarkParams,
			IterationParams iterationParams, IterationResult result) {
		return List.of(new ScalarResult("caller.alloc", bytesPerCall, "B/call", AggregationPolicy.AVG),
				new ScalarResult("caller.cpu", nanosPerCall, "ns/call", AggregationPolicy.AVG));
	}

}

package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.sun.management.ThreadMXBean;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.guard.SteadyClock;

/**
 * What the log on disk costs, for the load programs.
 */
public final class SpoolLoad {

	private SpoolLoad() {
	}

	/**
	 * Fills a log and opens it again.
	 * @return milliseconds of opening
	 */
	public static long open(Path directory, long bytes, int frameBytes) throws IOException {
		try (SegmentSpanLog log = log(directory, bytes)) {
			long frames = bytes / (frameBytes + FrameHeader.BYTES) - 1;
			for (int i = 0; i < frames; i++) {
				log.append(TestLogs.frame(i, frameBytes));
			}
		}
		long start = System.nanoTime();
		SegmentSpanLog log = log(directory, bytes);
		long took = (System.nanoTime() - start) / 1_000_000;
		log.close();
		return took;
	}

	/**
	 * Appends, reads and acknowledges.
	 * @return bytes allocated for a frame by appending and by reading, microseconds of
	 * appending and reading
	 */
	public static double[] costs(Path directory, int frameBytes, int frames) throws IOException {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long thread = Thread.currentThread().getId();
		byte[] frame = TestLogs.frame(1, frameBytes).copy();
		try (SegmentSpanLog log = log(directory, 1L << 30)) {
			double[] costs = new double[4];
			for (int round = 0; round < 2; round++) {
				long allocated = threads.getThreadAllocatedBytes(thread);
				long start = System.nanoTime();
				for (int i = 0; i < frames; i++) {
					log.append(Frame.of(frame));
				}
				costs[0] = (threads.getThreadAllocatedBytes(thread) - allocated) / (double) frames;
				costs[2] = (System.nanoTime() - start) / 1_000.0 / frames;
				allocated = threads.getThreadAllocatedBytes(thread);
				start = System.nanoTime();
				for (List<Frame> batch = log.read(512, 8_000_000); batch != null; batch = log.read(512, 8_000_000)) {
					log.acknowledge(batch.size());
				}
				costs[1] = (threads.getThreadAllocatedBytes(thread) - allocated) / (double) frames;
				costs[3] = (System.nanoTime() - start) / 1_000.0 / frames;
			}
			return costs;
		}
	}

	private static SegmentSpanLog log(Path directory, long bytes) throws IOException {
		SpoolSettings settings = new SpoolSettings(true, directory, bytes, Duration.ofHours(24), false);
		return new SegmentSpanLog(settings, new ExportCounters(), SteadyClock::millis);
	}

}

package dev.gai.braintrust.speed.pipe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.sun.management.ThreadMXBean;

/**
 * What each thread has used up to a moment. Neither depends on what else the machine
 * does.
 */
final class Threads {

	private static final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Map<Long, Used> used = new HashMap<>();

	private Threads() {
		for (long id : bean.getAllThreadIds()) {
			this.used.put(id, new Used(bean.getThreadCpuTime(id), bean.getThreadAllocatedBytes(id)));
		}
	}

	static Threads now() {
		return new Threads();
	}

	/**
	 * Prints what has been used since, thread by thread.
	 * @param spans by how many spans that is divided
	 */
	void print(long spans) {
		Map<String, Used> sums = new TreeMap<>();
		for (Map.Entry<Long, Used> thread : now().used.entrySet()) {
			ThreadInfo info = bean.getThreadInfo(thread.getKey());
			if (info != null) {
				Used before = this.used.getOrDefault(thread.getKey(), new Used(0, 0));
				Used since = new Used(thread.getValue().nanos - before.nanos, thread.getValue().bytes - before.bytes);
				sums.merge(info.getThreadName().replaceAll("[0-9]+", "N"), since, Used::and);
			}
		}
		sums.forEach((name, sum) -> {
			if (sum.nanos / spans > 20) {
				System.out.printf(Locale.ROOT, "THREAD %-36s cpu_us/span=%.2f alloc_B/span=%d%n", name,
						sum.nanos / 1e3 / spans, sum.bytes / spans);
			}
		});
	}

	private record Used(long nanos, long bytes) {

		Used and(Used other) {
			return new Used(this.nanos + other.nanos, this.bytes + other.bytes);
		}

	}

}

package dev.gai.braintrust.load;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * 200 contexts, one after the other, in one JVM.
 */
final class ContextsLoad {

	private static final int COUNT = 200;

	void run(Path folder, Findings findings) throws Exception {
		System.setProperty("logging.level.root", "WARN");
		System.setProperty("spring.devtools.restart.enabled", "false");
		try (LoadBackend backend = new LoadBackend()) {
			ManyContexts warm = new ManyContexts(backend.url(), folder);
			warm.run(5);
			warm.leftovers();
			long heap = heap();
			int threads = ManagementFactory.getThreadMXBean().getThreadCount();
			int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
			ManyContexts contexts = new ManyContexts(backend.url(), folder);
			contexts.run(COUNT);
			List<String> left = contexts.leftovers();
			findings.require(left.isEmpty(), "left behind: " + (left.isEmpty() ? "nothing" : left.toString()));
			findings.require(contexts.delivered() >= COUNT, contexts.delivered() + " spans delivered");
			findings.fact(String.format(Locale.ROOT, "heap %+.1f MB, threads %+d, classes %+d after %d contexts",
					(heap() - heap) / 1048576.0, ManagementFactory.getThreadMXBean().getThreadCount() - threads,
					ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes, COUNT));
		}
	}

	private static long heap() {
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}

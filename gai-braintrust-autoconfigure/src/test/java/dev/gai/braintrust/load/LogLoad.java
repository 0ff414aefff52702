package dev.gai.braintrust.load;

import java.nio.file.Path;
import java.util.Locale;

import dev.gai.braintrust.delivery.spool.SpoolLoad;

/**
 * The log on disk alone.
 */
final class LogLoad {

	void open(Path folder, Findings findings) throws Exception {
		for (int bytes : new int[] { 2_500, 20_000 }) {
			long took = SpoolLoad.open(folder.resolve("open-" + bytes), 256L * 1024 * 1024, bytes);
			findings.require(took < 1_000, "256 MB in frames of " + bytes + " B open in " + took + " ms");
		}
	}

	void allocation(Path folder, Findings findings) throws Exception {
		for (int bytes : new int[] { 2_500, 20_000, 200_000 }) {
			double[] costs = SpoolLoad.costs(folder.resolve("costs-" + bytes), bytes, 200_000_000 / bytes);
			findings.require(costs[1] < bytes * 1.2 + 500,
					String.format(Locale.ROOT,
							"frame of %d B: append %.0f B allocated, %.1f µs; read %.0f B allocated, %.1f µs", bytes,
							costs[0], costs[2], costs[1], costs[3]));
		}
	}

}

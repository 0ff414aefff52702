package dev.gai.braintrust.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.export.row.Row;
import dev.gai.braintrust.guard.Guard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the traces of the console in a folder that only this user can read, one file for
 * each with what was said of it, so that they are there again after a restart. Its own
 * thread reads and writes; what has changed is written when it has been quiet for a
 * moment, and all of it when the application ends. As many traces as the ring keeps, none
 * older than it may be.
 *
 * @since 0.1.0
 */
public final class TraceArchive implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TraceArchive.class);

	private static final long INTERVAL_MILLIS = 500;

	private final TraceFiles files;

	private final KeptTraces traces;

	private final TraceRing ring;

	private final int maxTraces;

	private final long maxBytes;

	private final Duration maxAge;

	private final Thread thread = new Thread(this::run, "gai-console-files");

	/** The traces whose files are ours to delete. */
	private final Set<String> kept = new HashSet<>();

	private final ChangedTraces changed = new ChangedTraces();

	private @Nullable RingPosition position;

	private final CountDownLatch end = new CountDownLatch(1);

	/**
	 * Creates an archive.
	 * @param directory the folder; made when it is needed
	 * @param traces the traces
	 * @param maxTraces the most traces that are kept
	 * @param maxBytes how much is read at most
	 * @param maxAge how old a trace may become
	 */
	public TraceArchive(Path directory, KeptTraces traces, int maxTraces, long maxBytes, Duration maxAge) {
		this.files = new TraceFiles(directory);
		this.traces = traces;
		this.ring = traces.ring();
		this.maxTraces = maxTraces;
		this.maxBytes = maxBytes;
		this.maxAge = maxAge;
		this.thread.setDaemon(true);
	}

	/**
	 * Reads what an earlier run has left, and keeps what comes from now on. Does not
	 * wait.
	 */
	public void start() {
		this.thread.start();
	}

	private void run() {
		Guard.run("The console's traces of an earlier run cannot be read", this::load);
		while (this.end.getCount() > 0) {
			Guard.run("The console's traces cannot be kept for the next run", () -> save(false));
			try {
				this.end.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				break;
			}
		}
		Guard.run("The console's traces cannot be kept for the next run", () -> save(true));
	}

	private void load() {
		List<List<Row>> traces = new ArrayList<>();
		long bytes = 0;
		for (Path file : this.files.newestFirst()) {
			long size = TraceFiles.size(file);
			long modified = TraceFiles.modified(file);
			boolean old = modified != 0 && modified < System.currentTimeMillis() - this.maxAge.toMillis();
			if (old || traces.size() >= this.maxTraces || bytes + size > this.maxBytes) {
				TraceFiles.delete(file);
				continue;
			}
			StoredTrace stored = TraceFiles.read(file, size);
			if (!stored.rows().isEmpty()) {
				bytes += size;
				traces.add(stored.rows());
				restoreBeside(stored);
			}
		}
		Collections.reverse(traces);
		this.ring.restore(traces);
		this.position = this.ring.since(null).position();
		markAllBut(traces);
	}

	private void restoreBeside(StoredTrace stored) {
		String traceId = stored.rows().get(0).traceId();
		this.kept.add(traceId);
		stored.feedback().forEach(this.traces.notes()::restore);
		stored.pictures().forEach((key, bytes) -> this.traces.pictures().add(traceId, key, bytes));
	}

	/** What has come before the files were read is still to be written. */
	private void markAllBut(List<List<Row>> read) {
		Map<String, Integer> known = new HashMap<>();
		read.forEach((rows) -> known.put(rows.get(0).traceId(), rows.size()));
		long now = System.nanoTime();
		this.ring.traces().forEach((id, rows) -> {
			if (rows.size() != known.getOrDefault(id, 0)) {
				this.changed.add(id, now);
			}
		});
	}

	private void save(boolean last) {
		RingChanges changes = this.ring.since(this.position);
		this.position = changes.position();
		long now = System.nanoTime();
		for (ShownRow row : changes.rows()) {
			this.changed.add(row.row().traceId(), now);
		}
		Set<String> there = this.ring.traces().keySet();
		this.changed.keepOnly(there);
		this.changed.due(now, last).forEach((id) -> {
			write(id);
			this.changed.written(id);
		});
		this.kept.removeIf((id) -> {
			boolean gone = !there.contains(id);
			if (gone) {
				this.files.delete(id);
			}
			return gone;
		});
	}

	private void write(String traceId) {
		StoredTrace stored = StoredTrace.of(traceId, this.traces);
		if (stored.rows().isEmpty()) {
			return;
		}
		try {
			this.files.write(traceId, stored);
			this.kept.add(traceId);
		}
		catch (IOException ex) {
			Guard.report("The console's traces cannot be kept for the next run", ex);
		}
	}

	/**
	 * Writes what has not been written, which takes a moment, and ends.
	 */
	@Override
	public void close() {
		this.end.countDown();
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(2));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

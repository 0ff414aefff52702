package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.SpanLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A log on disk. What {@link #append} has returned for survives the end of the process,
 * however it ends; of frames that are damaged on the disk only these are lost, and all
 * that is lost is counted.
 * <p>
 * Other than {@link SpanLog} asks for, several threads may append: one waits for the
 * other.
 */
final class SegmentSpanLog implements SpanLog {

	private static final Log logger = LogFactory.getLog(SegmentSpanLog.class);

	private static final long TIDY_MILLIS = TimeUnit.HOURS.toMillis(1);

	private final SpoolSettings settings;

	private final ExportCounters counters;

	private final LongSupplier clock;

	private final SpoolDirectory directory;

	private final OwnFolder own;

	private final List<SpoolFolder> adopted;

	private final SpareSegments spares;

	private final SegmentChain chain;

	private final FreshFrames fresh;

	private final SegmentWriter writer;

	private final BatchReader reader;

	private final Object appending = new Object();

	private final Object reading = new Object();

	private long tidiedAt;

	private volatile boolean closed;

	/**
	 * Opens a log and takes over what earlier processes have left.
	 * @throws IOException if the folder cannot be used, with a message that says why
	 */
	SegmentSpanLog(SpoolSettings settings, ExportCounters counters, LongSupplier clock) throws IOException {
		this(settings, counters, clock, new FreshFrames());
	}

	SegmentSpanLog(SpoolSettings settings, ExportCounters counters, LongSupplier clock, FreshFrames fresh)
			throws IOException {
		this.settings = settings;
		this.counters = counters;
		this.clock = clock;
		this.fresh = fresh;
		this.tidiedAt = clock.getAsLong();
		this.directory = new SpoolDirectory(settings);
		this.spares = new SpareSegments(clock);
		this.own = new OwnFolder(this.directory, this.spares);
		this.chain = new SegmentChain(counters, this.spares);
		this.writer = new SegmentWriter(this.chain, this.fresh, this.own, settings, counters);
		this.reader = new BatchReader(this.chain, this.fresh, counters);
		this.adopted = this.directory.adopt(this.own.current());
		this.adopted.forEach(this::recover);
		this.counters.recovered((int) this.chain.figures().spans());
		this.chain.expire(expiry(clock.getAsLong()));
		this.chain.makeRoom(0, settings.maxBytes());
		releaseEmptied();
	}

	private void recover(SpoolFolder folder) {
		for (SegmentName name : folder.left().names()) {
			try {
				FileSegment segment = FileSegment.recover(folder, name);
				this.chain.add(segment);
				this.chain.finished(segment);
			}
			catch (IOException ex) {
				logger.warn("Spans of an earlier process could not be taken over: " + ex);
			}
		}
	}

	@Override
	public void append(List<Frame> frames) {
		synchronized (this.appending) {
			this.counters.logged(frames.size());
			int settled = 0;
			try {
				while (!this.closed && settled < frames.size()) {
					long now = this.clock.getAsLong();
					this.chain.expire(expiry(now));
					settled += this.writer.append(frames.subList(settled, frames.size()), now);
				}
			}
			finally {
				this.counters.droppedFromLog(this.closed ? DropReason.SHUTDOWN : DropReason.LOG_FAILED,
						frames.size() - settled);
			}
			this.writer.report();
		}
	}

	@Override
	public @Nullable List<Frame> read(int maxSpans, long maxBytes) {
		synchronized (this.reading) {
			tidy();
			List<Frame> frames = this.closed ? null
					: this.reader.read(maxSpans, maxBytes, expiry(this.clock.getAsLong()));
			if (frames == null) {
				releaseEmptied();
				this.spares.expire();
			}
			return frames;
		}
	}

	@Override
	public void acknowledge(int frames) {
		synchronized (this.reading) {
			if (!this.closed) {
				this.reader.acknowledge(frames);
				releaseEmptied();
			}
		}
	}

	/**
	 * On the thread that sends, once an hour.
	 */
	private void tidy() {
		long now = this.clock.getAsLong();
		if (!this.closed && this.directory.problem() != null && now - this.tidiedAt > TIDY_MILLIS) {
			this.tidiedAt = now;
			this.directory.tidy(this.own.current());
		}
	}

	private long expiry(long now) {
		return now - this.settings.maxAge().toMillis();
	}

	/**
	 * Deletes the folders of earlier processes that are delivered.
	 */
	private void releaseEmptied() {
		if (!this.adopted.isEmpty()) {
			this.adopted.removeIf((folder) -> !this.chain.uses(folder) && close(folder));
		}
	}

	private static boolean close(SpoolFolder folder) {
		try {
			folder.close();
		}
		catch (IOException ex) {
			logger.warn("The folder " + folder.path() + " could not be closed: " + ex);
		}
		return true;
	}

	@Override
	public long spans() {
		return this.chain.figures().spans();
	}

	@Override
	public long bytes() {
		return this.chain.figures().bytes();
	}

	@Override
	public long maxBytes() {
		return this.settings.maxBytes();
	}

	@Override
	public Duration oldest() {
		long oldest = this.chain.figures().oldestTime();
		return (oldest != 0) ? Duration.ofMillis(Math.max(0, this.clock.getAsLong() - oldest)) : Duration.ZERO;
	}

	@Override
	public boolean isDurable() {
		return true;
	}

	@Override
	public @Nullable String problem() {
		String problem = this.writer.problem();
		return (problem != null) ? problem : this.directory.problem();
	}

	/**
	 * The folder of this process.
	 */
	Path folder() {
		return this.own.path();
	}

	@Override
	public void close() {
		synchronized (this.appending) {
			synchronized (this.reading) {
				if (this.closed) {
					return;
				}
				this.closed = true;
				this.reader.forget();
				this.writer.close(this.clock.getAsLong());
				this.chain.close();
				this.fresh.clear();
				this.spares.shrink(0);
				this.adopted.forEach(SegmentSpanLog::close);
				this.own.all().forEach(SegmentSpanLog::close);
			}
		}
	}

}

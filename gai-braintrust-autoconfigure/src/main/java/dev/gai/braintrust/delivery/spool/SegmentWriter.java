package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Appends frames to the last segment and begins a new one when that is full. While the
 * disk cannot be written, frames go to a bounded segment in memory, and the disk is tried
 * again every second.
 */
final class SegmentWriter {

	private static final Log logger = LogFactory.getLog(SegmentSpanLog.class);

	private static final int MAX_SEGMENT = 8 * 1024 * 1024;

	/** What is delivered should not stay long on the disk. */
	private static final long MAX_SEGMENT_MILLIS = TimeUnit.HOURS.toMillis(1);

	private final SegmentChain chain;

	private final FreshFrames fresh;

	private final OwnFolder folder;

	private final SpoolSettings settings;

	private final ExportCounters counters;

	private final long maxSegment;

	private final long maxInMemory;

	private final DiskFailure failure = new DiskFailure();

	private @Nullable Segment active;

	private long begunAt;

	SegmentWriter(SegmentChain chain, FreshFrames fresh, OwnFolder folder, SpoolSettings settings,
			ExportCounters counters) {
		this.chain = chain;
		this.fresh = fresh;
		this.folder = folder;
		this.settings = settings;
		this.counters = counters;
		// The oldest goes by whole segments: of a small log, an eighth at a time.
		this.maxSegment = Math.min(MAX_SEGMENT, settings.maxBytes() / 8);
		this.maxInMemory = Math.min(settings.maxBytes(), Runtime.getRuntime().maxMemory() / 16);
	}

	/**
	 * Appends the first frames, as many as go to the same place; what cannot be appended
	 * is counted as dropped.
	 * @return how many that were, one at least
	 */
	int append(List<Frame> frames, long now) {
		if (!this.chain.makeRoom(size(frames.get(0)), this.settings.maxBytes())) {
			this.counters.droppedFromLog(DropReason.LOG_FULL, 1);
			return 1;
		}
		if (this.failure.isToBeTried(now)) {
			try {
				return appendToDisk(frames, now);
			}
			catch (IOException ex) {
				failed(ex, now);
			}
		}
		if (!appendToMemory(frames.get(0), now)) {
			this.counters.droppedFromLog(DropReason.LOG_FULL, 1);
		}
		return 1;
	}

	private static long size(Frame frame) {
		return FrameHeader.BYTES + frame.length();
	}

	private int appendToDisk(List<Frame> frames, long now) throws IOException {
		long size = size(frames.get(0));
		Segment segment = this.active;
		boolean fits = segment != null && segment.isOpen() && segment.isDurable() && (segment.frames() == 0
				|| (segment.length() + size <= this.maxSegment && now - this.begunAt < MAX_SEGMENT_MILLIS));
		if (segment == null || !fits) {
			segment = begin(this.folder.newSegment(this.settings.fsync()));
			this.begunAt = now;
		}
		int count = 1;
		long room = Math.min(this.maxSegment - segment.length(), this.chain.room(this.settings.maxBytes()));
		while (count < frames.size() && size + size(frames.get(count)) <= room) {
			size += size(frames.get(count++));
		}
		append(segment, frames.subList(0, count), now);
		this.failure.over();
		return count;
	}

	private boolean appendToMemory(Frame frame, long now) {
		if (this.chain.bytesInMemory() + frame.length() > this.maxInMemory) {
			return false;
		}
		Segment segment = this.active;
		boolean fits = segment instanceof MemorySegment && segment.isOpen()
				&& segment.length() + frame.length() <= this.maxSegment;
		if (segment == null || !fits) {
			segment = begin(new MemorySegment());
		}
		try {
			append(segment, List.of(frame), now);
			return true;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void append(Segment segment, List<Frame> frames, long now) throws IOException {
		long size;
		try {
			size = segment.append(frames, now);
		}
		catch (RuntimeException | Error ex) {
			// What it has written of the frames is unknown.
			finish();
			throw ex;
		}
		if (segment.isDurable()) {
			this.fresh.add(segment, segment.frames(), frames, now);
		}
		this.chain.appended(segment, frames.size(), size, now);
	}

	/**
	 * Says in the log of the application what has changed.
	 */
	void report() {
		this.failure.report();
	}

	private Segment begin(Segment segment) {
		finish();
		this.active = segment;
		this.chain.add(segment);
		return segment;
	}

	private void failed(IOException ex, long now) {
		this.failure.failed(ex, now);
		Segment segment = this.active;
		if (segment != null && segment.isDurable()) {
			finish();
		}
	}

	/**
	 * Nothing more is appended for now.
	 */
	void finish() {
		Segment segment = this.active;
		if (segment != null) {
			this.active = null;
			this.chain.finished(segment);
		}
	}

	/**
	 * Makes a last attempt to have on disk what is in memory.
	 */
	void close(long now) {
		finish();
		List<Frame> inMemory = this.chain.takeFromMemory();
		int saved = 0;
		try {
			while (saved < inMemory.size()) {
				saved += appendToDisk(inMemory.subList(saved, inMemory.size()), now);
			}
		}
		catch (IOException ex) {
			logger
				.warn((inMemory.size() - saved) + " spans in memory could not be written to disk and are lost: " + ex);
		}
		this.counters.droppedFromLog(DropReason.SHUTDOWN, inMemory.size() - saved);
		finish();
	}

	@Nullable String problem() {
		return this.failure.text();
	}

}

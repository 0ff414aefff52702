package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches from the head of the chain and settles what becomes of them. What is
 * damaged or too old is settled, and counted, when it is at the head and nowhere else: a
 * batch that is not acknowledged is read again, and nothing may be counted twice. One
 * thread at a time.
 */
final class BatchReader {

	/** Two full requests, with the settings that come with the library. */
	private static final int USUAL_SPANS = 1024;

	private final SegmentChain chain;

	private final FreshFrames fresh;

	private final ExportCounters counters;

	/** For frames that are read from the disk. */
	private final FrameMemory memory = new FrameMemory();

	/** Where the log goes on after each of the frames that were last read. */
	private final List<Read> batch = new ArrayList<>();

	/** Frames of that batch that were not acknowledged with the others. */
	private final FreshFrames again;

	BatchReader(SegmentChain chain, FreshFrames fresh, ExportCounters counters) {
		this.chain = chain;
		this.fresh = fresh;
		this.again = fresh.another();
		this.counters = counters;
	}

	@Nullable List<Frame> read(int maxSpans, long maxBytes, long expiry) {
		forget();
		this.chain.expire(expiry);
		List<Frame> frames = new ArrayList<>(Math.min(Math.max(1, maxSpans), USUAL_SPANS));
		Extent extent = this.chain.next(null);
		long room = Long.MAX_VALUE;
		while (extent != null && frames.size() < Math.max(1, maxSpans)) {
			Entry entry = read(extent, room);
			if (entry == null) {
				break;
			}
			Frame frame = entry.frame();
			Extent rest = extent.after(entry);
			if (frame != null && entry.time() >= expiry) {
				frames.add(frame);
				this.batch.add(new Read(extent, rest, entry));
				room = (frames.size() == 1) ? maxBytes - frame.length() : room - frame.length();
			}
			else if (frames.isEmpty()) {
				this.chain.settle(rest, 0);
				this.counters.droppedFromLog((frame != null) ? DropReason.EXPIRED : DropReason.DAMAGED,
						rest.index() - extent.index());
			}
			else {
				break;
			}
			extent = (rest.index() < rest.frames()) ? rest : this.chain.next(rest);
		}
		if (frames.isEmpty()) {
			forget();
			return null;
		}
		return frames;
	}

	private @Nullable Entry read(Extent extent, long room) {
		FreshFrames.Fresh inMemory = inMemory(extent);
		if (inMemory != null) {
			return (inMemory.frame().length() <= room) ? inMemory.entry(extent) : null;
		}
		try {
			return extent.segment().read(extent, room, this.memory);
		}
		catch (IOException ex) {
			// Not even the next header can be read: the rest of the segment is lost.
			return extent.damaged();
		}
	}

	private FreshFrames.@Nullable Fresh inMemory(Extent extent) {
		FreshFrames.Fresh read = this.again.at(extent);
		return (read != null) ? read : this.fresh.at(extent);
	}

	void acknowledge(int frames) {
		if (frames > 0) {
			Extent rest = this.batch.get(frames - 1).rest;
			this.chain.settle(rest, timeAt(rest, frames));
		}
		this.again.clear();
		this.batch.subList(0, Math.max(0, frames)).forEach(Read::release);
		this.batch.subList(Math.max(0, frames), this.batch.size()).forEach((read) -> read.keep(this.again));
		this.batch.clear();
		this.chain.unprotect();
	}

	/**
	 * When the first frame that is not acknowledged was appended, zero if there is none
	 * in this segment.
	 */
	private long timeAt(Extent rest, int frames) {
		if (frames < this.batch.size()) {
			return this.batch.get(frames).entry.time();
		}
		Extent next = this.chain.next(rest);
		if (next == null || next.segment() != rest.segment()) {
			return 0;
		}
		FreshFrames.Fresh inMemory = inMemory(next);
		try {
			return (inMemory != null) ? inMemory.time() : next.segment().timeAt(next);
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/**
	 * Nothing is being read.
	 */
	void forget() {
		this.batch.clear();
		this.chain.unprotect();
	}

	/**
	 * A frame that was read.
	 *
	 * @param at where it is
	 * @param rest where the log goes on after it
	 * @param entry the frame
	 */
	private record Read(Extent at, Extent rest, Entry entry) {

		void release() {
			Frame frame = this.entry.frame();
			if (frame != null) {
				frame.release();
			}
		}

		void keep(FreshFrames frames) {
			Frame frame = this.entry.frame();
			if (frame != null) {
				frames.add(this.at.segment(), this.at.index(), frame, this.entry.time());
			}
		}

	}

}

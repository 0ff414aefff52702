package dev.gai.braintrust.delivery.spool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import dev.gai.braintrust.delivery.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The segments in order, and how far writer and reader have come. Both meet here and
 * nowhere else; reading and writing frames is done outside its lock.
 * <p>
 * Segments that are being read are protected: neither age nor want of room takes them.
 */
final class SegmentChain {

	private static final long NONE = -1;

	private final ExportCounters counters;

	private final SpareSegments spares;

	private final List<Segment> segments = new ArrayList<>();

	private long orders;

	private long protectedThrough = NONE;

	private volatile Figures figures = new Figures(0, 0, 0);

	SegmentChain(ExportCounters counters, SpareSegments spares) {
		this.counters = counters;
		this.spares = spares;
	}

	synchronized void add(Segment segment) {
		segment.join(this.orders++);
		this.segments.add(segment);
		refresh();
	}

	/**
	 * Lets the reader see frames.
	 */
	synchronized void appended(Segment segment, int count, long size, long time) {
		segment.grow(count, size, time);
		Figures before = this.figures;
		this.figures = new Figures(before.spans + count, before.bytes + size,
				(before.spans > 0) ? before.oldestTime : segment.headTime());
	}

	/**
	 * The writer is done with a segment.
	 */
	synchronized void finished(Segment segment) {
		segment.seal();
		segment.finish();
		dropSettled();
	}

	/**
	 * What is to be read after a place, which is protected from now on.
	 * @param after where the reader stands, {@code null} if at the head of the log
	 * @return what may be read, {@code null} if there is nothing
	 */
	synchronized @Nullable Extent next(@Nullable Extent after) {
		for (Segment segment : this.segments) {
			boolean here = after != null && segment == after.segment();
			int index = (after != null && here) ? after.index() : segment.headIndex();
			long offset = (after != null && here) ? after.offset() : segment.headOffset();
			boolean reached = after == null || segment.order() >= after.segment().order();
			if (reached && index < segment.frames()) {
				this.protectedThrough = Math.max(this.protectedThrough, segment.order());
				return segment.from(offset, index);
			}
		}
		return null;
	}

	/**
	 * Moves the head of the log.
	 * @param to the first place that is not settled
	 * @param headTime when the frame there was appended, zero if there was none when the
	 * reader looked
	 */
	synchronized void settle(Extent to, long headTime) {
		for (Segment segment : this.segments) {
			if (segment.order() < to.segment().order() && segment.unsettled() > 0) {
				segment.settleAll();
			}
		}
		to.segment().settle(to.offset(), to.index(), headTime);
		dropSettled();
	}

	/**
	 * Nothing is being read.
	 */
	synchronized void unprotect() {
		this.protectedThrough = NONE;
	}

	/**
	 * Gives up the oldest segments that are not being read until there is room.
	 * @return whether there is; if there cannot be, nothing is given up
	 */
	synchronized boolean makeRoom(long size, long max) {
		long total = 0;
		long kept = 0;
		// Asked before each frame, and nearly always there is.
		for (int i = 0; i < this.segments.size(); i++) {
			Segment segment = this.segments.get(i);
			total += segment.length();
			kept += (segment.order() <= this.protectedThrough) ? segment.length() : 0;
		}
		if (total + this.spares.bytes() + size > max) {
			this.spares.shrink(max - total - size);
		}
		if (kept + size > max || total + size <= max) {
			return kept + size <= max;
		}
		for (Iterator<Segment> oldest = this.segments.iterator(); total + size > max;) {
			Segment segment = oldest.next();
			if (segment.order() > this.protectedThrough) {
				total -= segment.length();
				oldest.remove();
				giveUp(segment, DropReason.LOG_FULL);
			}
		}
		refresh();
		return true;
	}

	/**
	 * Room for what needs nothing to be given up.
	 */
	synchronized long room(long max) {
		long room = max - this.spares.bytes();
		for (int i = 0; i < this.segments.size(); i++) {
			room -= this.segments.get(i).length();
		}
		return room;
	}

	/**
	 * Gives up the segments that have nothing younger in them.
	 */
	synchronized void expire(long before) {
		boolean any = false;
		// Asked before each frame, and nearly always in vain.
		for (int i = 0; i < this.segments.size(); i++) {
			Segment segment = this.segments.get(i);
			if (!segment.isOpen() && segment.order() > this.protectedThrough && segment.isOlderThan(before)) {
				giveUp(segment, DropReason.EXPIRED);
				this.segments.remove(i--);
				any = true;
			}
		}
		if (any) {
			refresh();
		}
	}

	private void giveUp(Segment segment, DropReason reason) {
		int lost = segment.unsettled();
		segment.seal();
		segment.discard();
		this.counters.droppedFromLog(reason, lost);
	}

	private void dropSettled() {
		this.segments.removeIf((segment) -> {
			boolean done = !segment.isOpen() && segment.unsettled() == 0;
			if (done) {
				segment.retire();
			}
			return done;
		});
		refresh();
	}

	synchronized boolean uses(SpoolFolder folder) {
		return this.segments.stream().anyMatch((segment) -> segment.isIn(folder));
	}

	/**
	 * Closes all files. What is in them stays there, and what is in memory is lost.
	 */
	synchronized void close() {
		for (Segment segment : this.segments) {
			if (segment.isDurable() && segment.unsettled() > 0) {
				segment.close();
			}
			else {
				giveUp(segment, DropReason.SHUTDOWN);
			}
		}
		this.segments.removeIf((segment) -> !segment.isDurable() || segment.unsettled() == 0);
		refresh();
	}

	/**
	 * The frames that are in memory only, which are taken out without being counted.
	 */
	synchronized List<Frame> takeFromMemory() {
		List<Frame> frames = new ArrayList<>();
		this.segments.removeIf((segment) -> {
			if (segment instanceof MemorySegment memory) {
				frames.addAll(memory.unsettledFrames());
				return true;
			}
			return false;
		});
		refresh();
		return frames;
	}

	synchronized long bytesInMemory() {
		return this.segments.stream()
			.filter((segment) -> !segment.isDurable())
			.mapToLong(Segment::unsettledBytes)
			.sum();
	}

	private void refresh() {
		long spans = 0;
		long bytes = 0;
		long oldest = 0;
		for (Segment segment : this.segments) {
			if (segment.unsettled() > 0) {
				oldest = (spans == 0) ? segment.headTime() : oldest;
				spans += segment.unsettled();
				bytes += segment.unsettledBytes();
			}
		}
		this.figures = new Figures(spans, bytes, oldest);
	}

	/**
	 * What is not settled. Never waits.
	 */
	Figures figures() {
		return this.figures;
	}

	/**
	 * What is not settled.
	 *
	 * @param spans the number of frames
	 * @param bytes what they take with their headers
	 * @param oldestTime when the oldest was appended, zero if there is none
	 */
	record Figures(long spans, long bytes, long oldestTime) {

	}

}

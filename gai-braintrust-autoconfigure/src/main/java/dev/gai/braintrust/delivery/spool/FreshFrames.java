package dev.gai.braintrust.delivery.spool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.gai.braintrust.delivery.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Frames that have been appended to disk and are to be read next, as far as a bound goes:
 * what is sent soon need not be read again. A frame is forgotten when one behind it is
 * asked for. Thread-safe.
 */
final class FreshFrames {

	private static final long MAX_BYTES = 8 * 1024 * 1024;

	/** Of what is kept for a frame, however small it is. */
	private static final int FIXED_BYTES = 64;

	private final Deque<Fresh> frames = new ArrayDeque<>();

	private final long maxBytes;

	private long bytes;

	FreshFrames() {
		this(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 64));
	}

	FreshFrames(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * {@return an empty one with the same bound}
	 */
	FreshFrames another() {
		return new FreshFrames(this.maxBytes);
	}

	/**
	 * Remembers frames as far as there is room for them, and releases the others.
	 * @param segment where they were appended
	 * @param first which frame of the segment the first is
	 * @param frames the frames
	 * @param time when they were appended
	 */
	synchronized void add(Segment segment, int first, List<Frame> frames, long time) {
		for (int i = 0; i < frames.size(); i++) {
			if (!add(segment, first + i, frames.get(i), time)) {
				frames.get(i).release();
			}
		}
	}

	/**
	 * Remembers a frame if there is room for it.
	 * @param segment where it was appended
	 * @param index which frame of the segment it is
	 * @param frame the frame
	 * @param time when it was appended
	 * @return whether there was
	 */
	synchronized boolean add(Segment segment, int index, Frame frame, long time) {
		Fresh last = new Fresh(segment, index, frame, time);
		boolean room = this.bytes + last.bytes() <= this.maxBytes;
		if (room) {
			this.frames.addLast(last);
			this.bytes += last.bytes();
		}
		return room;
	}

	/**
	 * Looks for a frame. Those before it are forgotten: frames are read in their order.
	 * @param extent where it is the first
	 * @return the frame, {@code null} if it must be read from the disk
	 */
	synchronized @Nullable Fresh at(Extent extent) {
		Fresh first = this.frames.peekFirst();
		while (first != null && first.isBefore(extent)) {
			removeFirst();
			first = this.frames.peekFirst();
		}
		return (first != null && first.isAt(extent)) ? first : null;
	}

	private void removeFirst() {
		this.bytes -= this.frames.removeFirst().bytes();
	}

	synchronized void clear() {
		this.frames.clear();
		this.bytes = 0;
	}

	/**
	 * A frame that need not be read.
	 *
	 * @param segment where it was appended
	 * @param index which frame of the segment it is
	 * @param frame the frame
	 * @param time when it was appended
	 */
	record Fresh(Segment segment, int index, Frame frame, long time) {

		/**
		 * What a reader would find on the disk.
		 */
		Entry entry(Extent extent) {
			return new Entry(this.frame, extent.offset() + FrameHeader.BYTES + this.frame.length(), this.index + 1,
					this.time);
		}

		private int bytes() {
			return FIXED_BYTES + this.frame.length();
		}

		private boolean isAt(Extent extent) {
			return this.segment == extent.segment() && this.index == extent.index();
		}

		private boolean isBefore(Extent extent) {
			return this.segment.order() < extent.segment().order()
					|| (this.segment == extent.segment() && this.index < extent.index());
		}

	}

}

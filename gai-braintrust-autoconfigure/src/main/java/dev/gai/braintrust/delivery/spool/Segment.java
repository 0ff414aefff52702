package dev.gai.braintrust.delivery.spool;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of the log. Frames are appended at its end by the writer and read from its
 * head by the reader; how far either has come is kept by the {@link SegmentChain}, under
 * its lock.
 */
abstract class Segment {

	/** Frames and bytes that may be read. */
	int frames;

	long length;

	/** The first frame that is not settled. */
	int headIndex;

	long headOffset;

	long headTime;

	long lastTime;

	/** Its place among all segments, of whatever folder. */
	long order;

	/** Whether the writer may append. */
	boolean open;

	/**
	 * Appends a frame, which the reader does not see yet.
	 * @return the bytes that it takes
	 * @throws IOException if it could not be written; the segment takes no more then
	 */
	abstract long append(byte[] frame, long time) throws IOException;

	/**
	 * Reads what comes next.
	 * @param extent what may be read
	 * @param room the longest frame that is wanted
	 * @return the frame, or how many are damaged; {@code null} if the frame is too long
	 */
	abstract @Nullable Entry read(Extent extent, long room) throws IOException;

	/**
	 * When the next frame was appended.
	 * @return the time, zero if that cannot be read
	 */
	abstract long timeAt(Extent extent) throws IOException;

	/** Nothing more is appended. */
	abstract void finish();

	/** Remembers that all before the head is settled. */
	abstract void headMoved();

	/** The segment is out of the chain, and nothing of it is wanted. */
	abstract void discard();

	/** Nothing more is read or written. */
	abstract void close();

	boolean isIn(SpoolFolder folder) {
		return false;
	}

	boolean isDurable() {
		return true;
	}

	int unsettled() {
		return this.frames - this.headIndex;
	}

	/**
	 * What may be read of a segment.
	 *
	 * @param segment the segment
	 * @param offset where the first frame begins
	 * @param index which frame of the segment that is
	 * @param length where the last frame ends
	 * @param frames the index of that frame, and one
	 */
	record Extent(Segment segment, long offset, int index, long length, int frames) {

		Extent after(Entry entry) {
			return new Extent(this.segment, entry.end, entry.nextIndex, this.length, this.frames);
		}

		/** What is left, if it cannot be read. */
		Entry damaged() {
			return new Entry(null, this.length, this.frames, 0);
		}

	}

	/**
	 * What is at one place of a segment.
	 *
	 * @param frame the frame, {@code null} if what is there is damaged
	 * @param end where the next begins
	 * @param nextIndex the index of the next
	 * @param time when the frame was appended
	 */
	record Entry(byte @Nullable [] frame, long end, int nextIndex, long time) {

	}

}

package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.util.List;

import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the log. Frames are appended at its end by the writer and read from its
 * head by the reader; how far either has come is kept by the {@link SegmentChain}, under
 * its lock.
 */
abstract class Segment {

	private int frames;

	private long length;

	private int headIndex;

	private long headOffset;

	private long headTime;

	private long lastTime;

	private long order;

	private boolean open;

	Segment(boolean open) {
		this.open = open;
	}

	/**
	 * Appends frames, which the reader does not see yet.
	 * @return the bytes that they take
	 * @throws IOException if one of them could not be written; none of them is there
	 * then, and the segment takes no more
	 */
	abstract long append(List<Frame> frames, long time) throws IOException;

	/**
	 * Reads what comes next.
	 * @param extent what may be read
	 * @param room the longest frame that is wanted
	 * @param memory where it is read to
	 * @return the frame, or how many are damaged; {@code null} if the frame is too long
	 */
	abstract @Nullable Entry read(Extent extent, long room, FrameMemory memory) throws IOException;

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

	/** The same, since all of it is settled: where it was may be used again. */
	void retire() {
		discard();
	}

	/** Nothing more is read or written. */
	abstract void close();

	boolean isIn(SpoolFolder folder) {
		return false;
	}

	boolean isDurable() {
		return true;
	}

	/**
	 * Gives it its place among all segments, of whatever folder.
	 */
	void join(long order) {
		this.order = order;
	}

	/**
	 * Lets the reader see frames that have been appended.
	 */
	void grow(int count, long size, long time) {
		if (unsettled() == 0) {
			this.headTime = time;
		}
		this.frames += count;
		this.length += size;
		this.lastTime = time;
	}

	/**
	 * Says what is in it from the start on.
	 * @param frames the frames that may be read
	 * @param length where the last of them ends
	 * @param firstTime when the one at the head was appended, zero if that is not known
	 * @param lastTime when the last was appended
	 */
	void holds(int frames, long length, long firstTime, long lastTime) {
		this.frames = frames;
		this.length = length;
		this.headTime = firstTime;
		this.lastTime = lastTime;
	}

	/**
	 * Says where its head is, without remembering that.
	 */
	void startAt(long offset, int index) {
		this.headOffset = offset;
		this.headIndex = index;
	}

	/**
	 * Moves its head.
	 * @param time when the frame there was appended, zero if there was none when the
	 * reader looked
	 */
	void settle(long offset, int index, long time) {
		this.headTime = (time != 0) ? time : this.lastTime;
		startAt(offset, index);
		headMoved();
	}

	/**
	 * Settles all that is in it.
	 */
	void settleAll() {
		startAt(this.length, this.frames);
		headMoved();
	}

	/**
	 * Lets the writer append no more.
	 */
	void seal() {
		this.open = false;
	}

	boolean isOpen() {
		return this.open;
	}

	long order() {
		return this.order;
	}

	int frames() {
		return this.frames;
	}

	long length() {
		return this.length;
	}

	int headIndex() {
		return this.headIndex;
	}

	long headOffset() {
		return this.headOffset;
	}

	long headTime() {
		return this.headTime;
	}

	boolean isOlderThan(long time) {
		return this.lastTime < time;
	}

	int unsettled() {
		return this.frames - this.headIndex;
	}

	long unsettledBytes() {
		return this.length - this.headOffset;
	}

	Extent from(long offset, int index) {
		return new Extent(this, offset, index, this.length, this.frames);
	}

}

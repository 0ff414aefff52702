package dev.gai.braintrust.delivery.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

import dev.gai.braintrust.delivery.Frame;

/**
 * Appends frames to a segment file, each behind its header. One thread.
 */
final class FrameAppender implements Closeable {

	private static final int BUFFER = 64 * 1024;

	private final RandomAccessFile file;

	private final int marker;

	private final boolean fsync;

	private final byte[] buffer = new byte[BUFFER];

	private final ByteBuffer header = ByteBuffer.wrap(this.buffer);

	/** How much of the buffer is to be written. */
	private int filled;

	private int appended;

	private long written;

	FrameAppender(RandomAccessFile file, int marker, boolean fsync) {
		this.file = file;
		this.marker = marker;
		this.fsync = fsync;
	}

	/**
	 * Without that a file that is forced may have no name after a loss of power.
	 */
	static void force(SpoolFolder folder) {
		try (FileChannel channel = FileChannel.open(folder.path())) {
			channel.force(true);
		}
		catch (IOException ex) {
			// Not every system can do that with a folder.
		}
	}

	/**
	 * Writes frames, many of them at once. Where that is cut short, by whatever, a torn
	 * tail is left.
	 * @return how many bytes they take
	 */
	long append(List<Frame> frames, long time) throws IOException {
		long size = 0;
		this.filled = 0;
		for (int i = 0; i < frames.size(); i++) {
			size += put(frames.get(i), this.appended + i, time);
		}
		flush();
		if (this.fsync) {
			this.file.getFD().sync();
		}
		this.appended += frames.size();
		this.written += size;
		return size;
	}

	/**
	 * Collects a small frame, and writes a large one, which is not copied for that.
	 */
	private int put(Frame frame, int index, long time) throws IOException {
		int size = FrameHeader.BYTES + frame.length();
		if (size > this.buffer.length - this.filled) {
			flush();
		}
		FrameHeader.write(this.header.position(this.filled), this.marker, index, frame, time);
		this.filled += FrameHeader.BYTES;
		if (size <= this.buffer.length) {
			System.arraycopy(frame.array(), 0, this.buffer, this.filled, frame.length());
			this.filled += frame.length();
		}
		else {
			flush();
			this.file.write(frame.array(), 0, frame.length());
		}
		return size;
	}

	private void flush() throws IOException {
		if (this.filled > 0) {
			this.file.write(this.buffer, 0, this.filled);
			this.filled = 0;
		}
	}

	/**
	 * Takes away what stands behind the frames: what a write that failed has left, or a
	 * former segment.
	 * @return whether nothing does now
	 */
	boolean cutBack() {
		try {
			this.file.setLength(this.written);
			return true;
		}
		catch (IOException ex) {
			// The rest is a torn tail, which the next process cuts off.
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}

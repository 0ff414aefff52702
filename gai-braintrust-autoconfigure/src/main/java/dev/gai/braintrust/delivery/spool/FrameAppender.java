package dev.gai.braintrust.delivery.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Appends frames to a segment file, each behind its header. One thread.
 */
final class FrameAppender implements Closeable {

	private static final int BUFFER = 64 * 1024;

	private final RandomAccessFile file;

	private final int marker;

	private final boolean fsync;

	private final byte[] buffer = new byte[BUFFER];

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
	 * Writes a frame. Where that is cut short, by whatever, a torn tail is left: a small
	 * frame is one write, a large one is not copied for that.
	 * @return how many bytes it takes
	 */
	long append(byte[] frame, long time) throws IOException {
		int size = FrameHeader.BYTES + frame.length;
		boolean small = size <= this.buffer.length;
		FrameHeader.write(ByteBuffer.wrap(this.buffer), this.marker, this.appended, frame, time);
		if (small) {
			System.arraycopy(frame, 0, this.buffer, FrameHeader.BYTES, frame.length);
		}
		this.file.write(this.buffer, 0, small ? size : FrameHeader.BYTES);
		if (!small) {
			this.file.write(frame, 0, frame.length);
		}
		if (this.fsync) {
			this.file.getFD().sync();
		}
		this.appended++;
		this.written += size;
		return size;
	}

	/**
	 * Takes back what a write that failed has left.
	 */
	void cutBack() {
		try {
			this.file.setLength(this.written);
		}
		catch (IOException ex) {
			// The rest is a torn tail, which the next process cuts off.
		}
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}

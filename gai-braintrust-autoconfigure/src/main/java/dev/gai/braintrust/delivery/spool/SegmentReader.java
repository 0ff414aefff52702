package dev.gai.braintrust.delivery.spool;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames of a segment file. Not a channel: a thread that is interrupted while
 * it reads from a channel finds it closed. One thread.
 */
final class SegmentReader implements Closeable {

	private static final int CHUNK = 64 * 1024;

	private final RandomAccessFile file;

	private final int marker;

	private final byte[] chunk = new byte[CHUNK];

	private long chunkOffset;

	private int chunkLength;

	SegmentReader(Path path, int marker) throws IOException {
		this.file = new RandomAccessFile(path.toFile(), "r");
		this.marker = marker;
	}

	/**
	 * Finds the first intact header at or after an offset.
	 * @param offset where to look
	 * @param index the least index that it may have
	 * @param limit where the segment ends
	 * @return the header and its place, {@code null} if there is none
	 */
	@Nullable Found find(long offset, int index, long limit) throws IOException {
		long place = offset;
		while (place + FrameHeader.BYTES <= limit) {
			int at = buffered(place, limit);
			FrameHeader header = FrameHeader.read(this.chunk, at, this.marker);
			if (header != null && header.index() >= index && place + FrameHeader.BYTES + header.length() <= limit) {
				return new Found(header, place);
			}
			place += nextMarker(at + 1) - at;
		}
		return null;
	}

	/**
	 * Where a marker may begin. Behind the last frame there may be megabytes without one,
	 * and a new process is slow at whatever is more than a comparison.
	 * @return the place in the chunk, that of the first header that is not whole in it if
	 * there is none before
	 */
	private int nextMarker(int from) {
		byte[] chunk = this.chunk;
		int end = this.chunkLength - FrameHeader.BYTES + 1;
		byte first = (byte) (this.marker >>> 24);
		int at = from;
		while (at < end && chunk[at] != first) {
			at++;
		}
		return at;
	}

	/**
	 * Whether what begins here is a frame that was not written to its end.
	 */
	boolean isTorn(long offset, long size) throws IOException {
		return offset + FrameHeader.BYTES > size
				|| FrameHeader.read(this.chunk, buffered(offset, size), this.marker) != null;
	}

	/**
	 * Reads the frame after a header.
	 * @param memory where it takes its memory from
	 * @return the frame, {@code null} if it is damaged
	 */
	@Nullable Frame frame(Found found, FrameMemory memory) throws IOException {
		Frame frame = memory.take(found.header.length());
		byte[] bytes = frame.array();
		long start = found.offset + FrameHeader.BYTES;
		int copied = 0;
		if (start >= this.chunkOffset && start < this.chunkOffset + this.chunkLength) {
			int from = (int) (start - this.chunkOffset);
			copied = Math.min(frame.length(), this.chunkLength - from);
			System.arraycopy(this.chunk, from, bytes, 0, copied);
		}
		if (copied < frame.length()) {
			this.file.seek(start + copied);
			this.file.readFully(bytes, copied, frame.length() - copied);
		}
		return found.header.matches(frame) ? frame : null;
	}

	/**
	 * Has the bytes of a header at hand. Nothing beyond the limit is kept, since that may
	 * be written in this moment.
	 * @return where in the chunk they are
	 */
	private int buffered(long offset, long limit) throws IOException {
		if (offset < this.chunkOffset || offset + FrameHeader.BYTES > this.chunkOffset + this.chunkLength) {
			this.chunkOffset = offset;
			this.chunkLength = 0;
			this.file.seek(offset);
			int wanted = (int) Math.min(CHUNK, limit - offset);
			while (this.chunkLength < wanted) {
				int read = this.file.read(this.chunk, this.chunkLength, wanted - this.chunkLength);
				if (read < 0) {
					throw new EOFException("The segment ends at " + (offset + this.chunkLength));
				}
				this.chunkLength += read;
			}
		}
		return (int) (offset - this.chunkOffset);
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

	/**
	 * An intact header.
	 *
	 * @param header the header
	 * @param offset where it begins
	 */
	record Found(FrameHeader header, long offset) {

		long end() {
			return this.offset + FrameHeader.BYTES + this.header.length();
		}

	}

}

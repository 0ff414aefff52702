package dev.gai.braintrust.delivery.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import dev.gai.braintrust.delivery.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What stands before each frame in a segment:
 * {@code [int marker][int index][int length][int crc32c of the frame][long time][int crc32c of this header]}.
 * <p>
 * The marker is drawn for each segment and is part of its name. Where a header is
 * damaged, the next one is found by its marker and checksum, so that only the damaged
 * frame is lost, and its index tells how many are missing. Content that imitates a header
 * would have to know the marker.
 *
 * @param index which frame of the segment it is, from zero
 * @param length bytes of the frame
 * @param checksum CRC-32C of the frame
 * @param time when the frame was appended, in milliseconds since 1970
 */
record FrameHeader(int index, int length, int checksum, long time) {

	static final int BYTES = 28;

	private static final int CHECKED = BYTES - Integer.BYTES;

	static void write(ByteBuffer into, int marker, int index, Frame frame, long time) {
		int start = into.position();
		into.putInt(marker).putInt(index).putInt(frame.length()).putInt(checksum(frame)).putLong(time);
		into.putInt(checksum(into.array(), start, CHECKED));
	}

	/**
	 * Reads a header.
	 * @return the header, {@code null} if there is none at this place
	 */
	static @Nullable FrameHeader read(byte[] bytes, int offset, int marker) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, BYTES);
		if (buffer.getInt() != marker) {
			return null;
		}
		FrameHeader header = new FrameHeader(buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getLong());
		boolean intact = buffer.getInt() == checksum(bytes, offset, CHECKED);
		return (intact && header.index >= 0 && header.length >= 0) ? header : null;
	}

	boolean matches(Frame frame) {
		return checksum(frame) == this.checksum;
	}

	private static int checksum(Frame frame) {
		return checksum(frame.array(), 0, frame.length());
	}

	private static int checksum(byte[] bytes, int offset, int length) {
		CRC32C checksum = new CRC32C();
		checksum.update(bytes, offset, length);
		return (int) checksum.getValue();
	}

}

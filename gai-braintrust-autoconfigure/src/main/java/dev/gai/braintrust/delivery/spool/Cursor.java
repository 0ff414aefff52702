package dev.gai.braintrust.delivery.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * How far the frames of a folder are acknowledged, in a file. Two slots are written in
 * turn, so that one is whole at every moment. Without a whole one all frames count as not
 * acknowledged: they are delivered again, not lost. Written once for each request that is
 * accepted, so that a plain write is fast enough; like all writes of the log it survives
 * the end of the process.
 */
final class Cursor implements Closeable {

	static final Position START = new Position(0, 0, 0);

	/** Turn, segment, offset, index, checksum. */
	private static final int SLOT = 8 + 8 + 8 + 4 + 4;

	private static final int CHECKED = SLOT - Integer.BYTES;

	private final RandomAccessFile file;

	private long turn;

	private Position position = START;

	/**
	 * Opens a cursor in a file that exists.
	 */
	Cursor(Path path) throws IOException {
		this.file = new RandomAccessFile(path.toFile(), "rw");
		try {
			int missing = (int) Math.max(0, 2 * SLOT - this.file.length());
			// Now, so that the cursor can still be moved when the disk is full.
			this.file.seek(2 * SLOT - missing);
			this.file.write(new byte[missing]);
			restore(0);
			restore(1);
		}
		catch (IOException ex) {
			this.file.close();
			throw ex;
		}
	}

	private void restore(int slot) throws IOException {
		byte[] bytes = new byte[SLOT];
		this.file.seek(slot * SLOT);
		this.file.readFully(bytes);
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		long turn = buffer.getLong();
		Position position = new Position(buffer.getLong(), buffer.getLong(), buffer.getInt());
		boolean intact = buffer.getInt() == checksum(bytes) && position.offset >= 0 && position.index >= 0;
		if (intact && turn > this.turn) {
			this.turn = turn;
			this.position = position;
		}
	}

	Position position() {
		return this.position;
	}

	/**
	 * Remembers a position.
	 * @throws IOException if it could not be written: after a restart some frames are
	 * delivered once more
	 */
	void move(Position to) throws IOException {
		this.position = to;
		this.turn++;
		ByteBuffer buffer = ByteBuffer.allocate(SLOT);
		buffer.putLong(this.turn).putLong(to.segment).putLong(to.offset).putInt(to.index);
		buffer.putInt(checksum(buffer.array()));
		this.file.seek((this.turn % 2) * SLOT);
		this.file.write(buffer.array());
	}

	private static int checksum(byte[] slot) {
		CRC32C checksum = new CRC32C();
		checksum.update(slot, 0, CHECKED);
		return (int) checksum.getValue();
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

	/**
	 * The first frame that is not acknowledged.
	 *
	 * @param segment number of its segment; those below are acknowledged
	 * @param offset where it begins
	 * @param index which frame of the segment it is
	 */
	record Position(long segment, long offset, int index) {

	}

}

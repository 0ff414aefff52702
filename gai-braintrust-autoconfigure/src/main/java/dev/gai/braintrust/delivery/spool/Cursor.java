package dev.gai.braintrust.delivery.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * How far the frames of a folder are acknowledged, in a mapped file: moving it is a write
 * to memory, which the end of the process does not lose. Two slots are written in turn,
 * so that one is whole at every moment. Without a whole one all frames count as not
 * acknowledged: they are delivered again, not lost.
 */
final class Cursor implements Closeable {

	static final Position START = new Position(0, 0, 0);

	/** Turn, segment, offset, index, checksum. */
	private static final int SLOT = 8 + 8 + 8 + 4 + 4;

	private static final int CHECKED = SLOT - Integer.BYTES;

	private final RandomAccessFile file;

	private final MappedByteBuffer mapped;

	private long turn;

	private Position position;

	/**
	 * Opens a cursor in a file that exists.
	 */
	Cursor(Path path) throws IOException {
		this.file = new RandomAccessFile(path.toFile(), "rw");
		try {
			long missing = 2 * SLOT - this.file.length();
			if (missing > 0) {
				// Written, not only claimed: a mapped page without a block to it is a
				// fatal fault when the disk is full.
				this.file.seek(this.file.length());
				this.file.write(new byte[(int) missing]);
			}
			this.mapped = this.file.getChannel().map(MapMode.READ_WRITE, 0, 2 * SLOT);
		}
		catch (IOException ex) {
			this.file.close();
			throw ex;
		}
		this.position = START;
		for (int slot = 0; slot < 2; slot++) {
			restore(slot);
		}
	}

	private void restore(int slot) {
		byte[] bytes = new byte[SLOT];
		this.mapped.get(slot * SLOT, bytes);
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

	void move(Position to) {
		this.position = to;
		this.turn++;
		ByteBuffer buffer = ByteBuffer.allocate(SLOT);
		buffer.putLong(this.turn).putLong(to.segment).putLong(to.offset).putInt(to.index);
		buffer.putInt(checksum(buffer.array()));
		this.mapped.put((int) (this.turn % 2) * SLOT, buffer.array());
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

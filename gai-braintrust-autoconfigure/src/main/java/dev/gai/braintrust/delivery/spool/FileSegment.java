package dev.gai.braintrust.delivery.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;

import org.jspecify.annotations.Nullable;

/**
 * A segment in a file.
 */
final class FileSegment extends Segment {

	private static final int BUFFER = 64 * 1024;

	private static final byte[] NO_BUFFER = new byte[0];

	private final SpoolFolder folder;

	private final SpoolFolder.Name name;

	private final boolean fsync;

	private @Nullable RandomAccessFile out;

	private @Nullable SegmentReader in;

	private byte[] buffer = NO_BUFFER;

	private int appended;

	private long written;

	/**
	 * A new segment that is written to an empty file.
	 */
	FileSegment(SpoolFolder folder, SpoolFolder.Name name, RandomAccessFile out, boolean fsync) {
		super(true);
		this.folder = folder;
		this.name = name;
		this.out = out;
		this.fsync = fsync;
		this.buffer = new byte[BUFFER];
	}

	static FileSegment create(SpoolFolder folder, SpoolFolder.Name name, boolean fsync) throws IOException {
		RandomAccessFile out = new RandomAccessFile(name.file().toFile(), "rw");
		if (fsync) {
			force(folder);
		}
		return new FileSegment(folder, name, out, fsync);
	}

	/**
	 * Without that a file that is forced may have no name after a loss of power.
	 */
	private static void force(SpoolFolder folder) {
		try (FileChannel channel = FileChannel.open(folder.path())) {
			channel.force(true);
		}
		catch (IOException ex) {
			// Not every system can do that with a folder.
		}
	}

	private FileSegment(SpoolFolder folder, SpoolFolder.Name name) {
		super(false);
		this.folder = folder;
		this.name = name;
		this.fsync = false;
	}

	/**
	 * Opens a segment of an earlier process. What was not written to its end is cut off.
	 * Headers are looked at, frames when they are read.
	 */
	static FileSegment recover(SpoolFolder folder, SpoolFolder.Name name) throws IOException {
		FileSegment segment = new FileSegment(folder, name);
		Cursor.Position position = folder.cursor().position();
		if (position.segment() == name.number()) {
			segment.startAt(position.offset(), position.index());
		}
		try (RandomAccessFile file = new RandomAccessFile(name.file().toFile(), "rw");
				SegmentReader reader = new SegmentReader(name.file(), name.marker())) {
			segment.restore(file, reader);
		}
		return segment;
	}

	private void restore(RandomAccessFile file, SegmentReader reader) throws IOException {
		long size = file.length();
		int index = headIndex();
		SegmentReader.Found found = reader.find(headOffset(), index, size);
		if (headOffset() < size && (found == null || found.offset() > headOffset())) {
			// Not what the cursor says: damage has moved it.
			SegmentReader.Found moved = reader.find(0, index, size);
			if (moved != null) {
				found = moved;
				startAt(moved.offset(), index);
			}
		}
		long firstTime = (found != null) ? found.header().time() : 0;
		long lastTime = 0;
		int frames = index;
		long length = headOffset();
		boolean endDamaged = false;
		while (found != null) {
			frames = found.header().index() + 1;
			length = found.end();
			lastTime = found.header().time();
			SegmentReader.Found next = reader.find(length, frames, size);
			endDamaged = next == null && reader.frame(found) == null;
			// Where a damaged frame says that it ends may be the middle of another.
			found = endDamaged ? reader.find(found.offset() + FrameHeader.BYTES, frames, size) : next;
		}
		boolean torn = !endDamaged && length < size && reader.isTorn(length, size);
		if (torn) {
			file.setLength(length);
		}
		else if (length < size) {
			// There was a frame, one at least, but nothing tells how many.
			frames += endDamaged ? 0 : 1;
			length = size;
		}
		holds(frames, length, firstTime, lastTime);
	}

	@Override
	long append(byte[] frame, long time) throws IOException {
		RandomAccessFile out = this.out;
		if (out == null) {
			throw new IOException("The segment is finished");
		}
		int size = FrameHeader.BYTES + frame.length;
		boolean written = false;
		try {
			write(out, frame, time);
			written = true;
		}
		finally {
			if (!written) {
				cutBack(out);
			}
		}
		this.appended++;
		this.written += size;
		return size;
	}

	/**
	 * Where writing is cut short, by whatever, a torn tail is left. A small frame is one
	 * write, a large one is not copied for that.
	 */
	private void write(RandomAccessFile out, byte[] frame, long time) throws IOException {
		boolean small = FrameHeader.BYTES + frame.length <= this.buffer.length;
		FrameHeader.write(ByteBuffer.wrap(this.buffer), this.name.marker(), this.appended, frame, time);
		if (small) {
			System.arraycopy(frame, 0, this.buffer, FrameHeader.BYTES, frame.length);
		}
		out.write(this.buffer, 0, small ? FrameHeader.BYTES + frame.length : FrameHeader.BYTES);
		if (!small) {
			out.write(frame, 0, frame.length);
		}
		if (this.fsync) {
			out.getFD().sync();
		}
	}

	private void cutBack(RandomAccessFile out) {
		try {
			out.setLength(this.written);
		}
		catch (IOException ex) {
			// The rest is a torn tail, which the next process cuts off.
		}
		finish();
	}

	@Override
	@Nullable Entry read(Extent extent, long room) throws IOException {
		SegmentReader reader = reader();
		SegmentReader.Found found = reader.find(extent.offset(), extent.index(), extent.length());
		if (found == null || found.header().index() >= extent.frames()) {
			return extent.damaged();
		}
		FrameHeader header = found.header();
		if (header.index() > extent.index()) {
			return new Entry(null, found.offset(), header.index(), header.time());
		}
		if (header.length() > room) {
			return null;
		}
		byte[] frame = reader.frame(found);
		// Of a damaged frame it is not even certain that it ends where it should.
		long end = (frame != null) ? found.end() : found.offset() + FrameHeader.BYTES;
		return new Entry(frame, end, header.index() + 1, header.time());
	}

	@Override
	long timeAt(Extent extent) throws IOException {
		SegmentReader.Found found = reader().find(extent.offset(), extent.index(), extent.length());
		return (found != null) ? found.header().time() : 0;
	}

	private SegmentReader reader() throws IOException {
		SegmentReader reader = this.in;
		if (reader == null) {
			reader = new SegmentReader(this.name.file(), this.name.marker());
			this.in = reader;
		}
		return reader;
	}

	@Override
	void finish() {
		close(this.out);
		this.out = null;
		this.buffer = NO_BUFFER;
	}

	@Override
	void headMoved() {
		try {
			this.folder.cursor().move(new Cursor.Position(this.name.number(), headOffset(), headIndex()));
		}
		catch (IOException ex) {
			// What is delivered stays delivered; the next process may send it once more.
		}
	}

	@Override
	void discard() {
		close();
		try {
			Files.deleteIfExists(this.name.file());
		}
		catch (IOException ex) {
			// The cursor is behind it: the next process deletes it.
		}
	}

	@Override
	void close() {
		close(this.in);
		this.in = null;
		finish();
	}

	@Override
	boolean isIn(SpoolFolder folder) {
		return this.folder == folder;
	}

	private static void close(@Nullable Closeable file) {
		try {
			if (file != null) {
				file.close();
			}
		}
		catch (IOException ex) {
			// Nothing more is wanted of it.
		}
	}

}

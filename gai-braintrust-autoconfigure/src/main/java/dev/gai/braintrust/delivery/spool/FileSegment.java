package dev.gai.braintrust.delivery.spool;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;

import dev.gai.braintrust.delivery.Frame;
import dev.gai.braintrust.delivery.FrameMemory;
import org.jspecify.annotations.Nullable;

/**
 * A segment in a file.
 */
final class FileSegment extends Segment {

	private final SpoolFolder folder;

	/** Take the file when all of it is settled, {@code null} if it is to be deleted. */
	private final @Nullable SpareSegments spares;

	/** Without remains as soon as there are none: changed by whoever appends. */
	private volatile SegmentName name;

	/** When the first frame was appended. */
	private long begunAt;

	private @Nullable FrameAppender out;

	private @Nullable SegmentReader in;

	/**
	 * A new segment that is written from the beginning of a file on.
	 */
	FileSegment(SpoolFolder folder, SegmentName name, RandomAccessFile out, boolean fsync) {
		this(folder, name, new FrameAppender(out, name.marker(), fsync), null);
	}

	private FileSegment(SpoolFolder folder, SegmentName name, @Nullable FrameAppender out,
			@Nullable SpareSegments spares) {
		super(out != null);
		this.folder = folder;
		this.name = name;
		this.out = out;
		this.spares = spares;
	}

	static FileSegment create(SpoolFolder folder, SegmentName name, SpareSegments spares, boolean fsync)
			throws IOException {
		RandomAccessFile out = new RandomAccessFile(name.file().toFile(), "rw");
		if (fsync) {
			FrameAppender.force(folder);
		}
		return new FileSegment(folder, name, new FrameAppender(out, name.marker(), fsync), spares);
	}

	/**
	 * Opens a segment of an earlier process. What was not written to its end is cut off,
	 * and so is what a former segment has left behind it. Headers are looked at, frames
	 * when they are read.
	 */
	static FileSegment recover(SpoolFolder folder, SegmentName name) throws IOException {
		FileSegment segment = new FileSegment(folder, name, null, null);
		Cursor.Position position = folder.cursor().position();
		if (position.segment() == name.number()) {
			segment.startAt(position.offset(), position.index());
		}
		try (RandomAccessFile file = new RandomAccessFile(name.file().toFile(), "rw");
				SegmentReader reader = new SegmentReader(name.file(), name.marker())) {
			segment.restore(file, reader);
		}
		segment.nameWithoutRemains();
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
			int after = found.header().index() + 1;
			SegmentReader.Found next = reader.find(found.end(), after, size);
			endDamaged = next == null && reader.frame(found, new FrameMemory()) == null;
			if (endDamaged) {
				// Where a damaged frame says that it ends may be the middle of another.
				next = reader.find(found.offset() + FrameHeader.BYTES, after, size);
			}
			if (endDamaged && next == null && this.name.remains()) {
				// Not written to its end: what follows in it is of a former segment.
				break;
			}
			frames = after;
			length = found.end();
			lastTime = found.header().time();
			found = next;
		}
		boolean cut = this.name.remains() || (!endDamaged && reader.isTorn(length, size));
		if (length < size && cut) {
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
	long append(List<Frame> frames, long time) throws IOException {
		FrameAppender out = this.out;
		if (out == null) {
			throw new IOException("The segment is finished");
		}
		boolean written = false;
		try {
			long size = out.append(frames, time);
			written = true;
			this.begunAt = (this.begunAt != 0) ? this.begunAt : time;
			return size;
		}
		finally {
			if (!written) {
				out.cutBack();
				finish();
			}
		}
	}

	@Override
	@Nullable Entry read(Extent extent, long room, FrameMemory memory) throws IOException {
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
		Frame frame = reader.frame(found, memory);
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
			reader = open(this.name);
			this.in = reader;
		}
		return reader;
	}

	private static SegmentReader open(SegmentName name) throws IOException {
		try {
			return new SegmentReader(name.file(), name.marker());
		}
		catch (FileNotFoundException ex) {
			// In this moment it may have got its other name.
			return new SegmentReader(name.withoutRemains().file(), name.marker());
		}
	}

	@Override
	void finish() {
		FrameAppender appender = this.out;
		this.out = null;
		boolean cut = appender != null && this.name.remains() && appender.cutBack();
		close(appender);
		if (cut) {
			nameWithoutRemains();
		}
	}

	/**
	 * From now on what stands behind the frames is damage.
	 */
	private void nameWithoutRemains() {
		SegmentName before = this.name;
		if (before.remains()) {
			SegmentName after = before.withoutRemains();
			try {
				Files.move(before.file(), after.file(), StandardCopyOption.ATOMIC_MOVE);
				this.name = after;
			}
			catch (IOException ex) {
				// The next process looks for remains and finds none.
			}
		}
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
	void retire() {
		close();
		boolean kept = this.spares != null && !this.name.remains() && this.spares.keep(this.name, this.begunAt);
		if (!kept) {
			discard();
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

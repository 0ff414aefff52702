package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Files of segments whose frames are all settled, kept for the next segments: to write
 * over what is there takes half of what it takes to have the file system find room, and
 * nothing is deleted. They count as space that is taken, and go first where there is too
 * little of it. Thread-safe.
 */
final class SpareSegments {

	/** As many are settled at once when two full requests have been accepted. */
	private static final int MOST = 3;

	/**
	 * What is delivered should not stay long on the disk: kept is only what was begun as
	 * lately, and used only what was kept as lately. Where less is written it makes no
	 * difference.
	 */
	private static final long MAX_MILLIS = TimeUnit.MINUTES.toMillis(1);

	private final LongSupplier clock;

	/** The oldest first. */
	private final Deque<Spare> spares = new ArrayDeque<>();

	private volatile long bytes;

	SpareSegments(LongSupplier clock) {
		this.clock = clock;
	}

	/**
	 * Keeps the file of a segment that is neither written nor read any more.
	 * @param segment its name
	 * @param begunAt when its first frame was appended
	 * @return whether it is kept
	 */
	synchronized boolean keep(SegmentName segment, long begunAt) {
		long now = this.clock.getAsLong();
		if (this.spares.size() == MOST || now - begunAt > MAX_MILLIS) {
			return false;
		}
		try {
			long size = Files.size(segment.file());
			Files.move(segment.file(), segment.spare(), StandardCopyOption.ATOMIC_MOVE);
			this.spares.addLast(new Spare(segment, size, now));
			this.bytes += size;
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Makes a segment of a file, if there is one that can be used. Those that cannot are
	 * deleted.
	 * @param folder where the segment is to be
	 * @return the segment, {@code null} if a new file is needed
	 */
	synchronized @Nullable SegmentName take(SpoolFolder folder) {
		for (Spare spare = poll(); spare != null; spare = poll()) {
			boolean young = this.clock.getAsLong() - spare.keptAt <= MAX_MILLIS;
			try {
				if (young && spare.segment.folder().equals(folder.path())) {
					return folder.newSegment(spare.segment);
				}
			}
			catch (IOException ex) {
				// Tidied away, with all temporary files that are old.
			}
			spare.delete();
		}
		return null;
	}

	/**
	 * Deletes the oldest until they take no more than some bytes.
	 */
	synchronized void shrink(long most) {
		Spare spare = (this.bytes > most) ? poll() : null;
		while (spare != null) {
			spare.delete();
			spare = (this.bytes > most) ? poll() : null;
		}
	}

	/**
	 * Deletes those that are too old to be used.
	 */
	synchronized void expire() {
		long keptAfter = this.clock.getAsLong() - MAX_MILLIS;
		for (Spare spare = this.spares.peekFirst(); spare != null
				&& spare.keptAt < keptAfter; spare = this.spares.peekFirst()) {
			this.spares.removeFirst();
			this.bytes -= spare.bytes;
			spare.delete();
		}
	}

	private @Nullable Spare poll() {
		Spare spare = this.spares.pollFirst();
		this.bytes -= (spare != null) ? spare.bytes : 0;
		return spare;
	}

	/**
	 * What the files take.
	 */
	long bytes() {
		return this.bytes;
	}

	/**
	 * A file.
	 *
	 * @param segment what was in it
	 * @param bytes its size
	 * @param keptAt when it was kept
	 */
	private record Spare(SegmentName segment, long bytes, long keptAt) {

		void delete() {
			try {
				Files.deleteIfExists(this.segment.spare());
			}
			catch (IOException ex) {
				// The next process deletes it.
			}
		}

	}

}

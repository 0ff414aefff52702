package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that this process writes to. Temporary folders are tidied by age: a folder
 * that is no longer there is replaced.
 */
final class OwnFolder {

	private final SpoolDirectory directory;

	private final SpareSegments spares;

	private final List<SpoolFolder> former = new ArrayList<>();

	private SpoolFolder current;

	OwnFolder(SpoolDirectory directory, SpareSegments spares) throws IOException {
		this.directory = directory;
		this.spares = spares;
		this.current = directory.create();
	}

	/**
	 * Begins a segment, in the file of a former one if there is one.
	 */
	FileSegment newSegment(boolean fsync) throws IOException {
		if (!this.current.isLocked()) {
			SpoolFolder next = this.directory.create();
			this.former.add(this.current);
			this.current = next;
		}
		SegmentName reused = this.spares.take(this.current);
		return FileSegment.create(this.current, (reused != null) ? reused : this.current.newSegment(), this.spares,
				fsync);
	}

	SpoolFolder current() {
		return this.current;
	}

	Path path() {
		return this.current.path();
	}

	List<SpoolFolder> all() {
		List<SpoolFolder> all = new ArrayList<>(this.former);
		all.add(this.current);
		return all;
	}

}

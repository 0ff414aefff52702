package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * What the last owner of a folder has left in it.
 *
 * @param names the segments with frames that are not acknowledged, oldest first
 * @param obstacles why other files of it cannot be read
 */
record LeftSegments(List<SegmentName> names, List<String> obstacles) {

	/**
	 * Finds the segments. Those whose frames are all acknowledged are deleted, also where
	 * they were kept to be used again; what is not a segment is left alone.
	 */
	static LeftSegments in(Path folder, Cursor.Position acknowledged) throws IOException {
		UserPrincipal user = OwnerOnly.ownerOf(folder);
		List<SegmentName> names = new ArrayList<>();
		List<String> obstacles = new ArrayList<>();
		SegmentName.deleteSpares(folder);
		for (SegmentName name : SegmentName.in(folder)) {
			if (name.number() < acknowledged.segment()) {
				Files.deleteIfExists(name.file());
				continue;
			}
			String obstacle = OwnerOnly.reclaimFile(name.file(), user);
			if (obstacle == null) {
				names.add(name);
			}
			else {
				obstacles.add(obstacle);
			}
		}
		return new LeftSegments(names, obstacles);
	}

	/** How large the segments are. */
	long bytes() throws IOException {
		long bytes = 0;
		for (SegmentName name : this.names) {
			bytes += Files.size(name.file());
		}
		return bytes;
	}

	/**
	 * Deletes the segments if all of them are too old.
	 * @param before the time in milliseconds since 1970 that is young enough
	 * @return whether they were
	 */
	boolean expire(long before) throws IOException {
		for (SegmentName name : this.names) {
			if (Files.getLastModifiedTime(name.file()).toMillis() >= before) {
				return false;
			}
		}
		for (SegmentName name : this.names) {
			Files.deleteIfExists(name.file());
		}
		return true;
	}

}

package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment file.
 *
 * @param folder its folder
 * @param number its place among the segments of the folder
 * @param marker what its headers begin with
 * @param remains whether what a former segment held may stand behind its frames
 */
record SegmentName(Path folder, long number, int marker, boolean remains) {

	private static final Pattern SEGMENT = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{8})(-reused)?\\.segment");

	/**
	 * The segments in a folder, oldest first.
	 */
	static List<SegmentName> in(Path folder) throws IOException {
		List<SegmentName> names = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
			for (Path file : files) {
				Matcher matcher = SEGMENT.matcher(file.getFileName().toString());
				if (matcher.matches()) {
					names.add(new SegmentName(folder, Long.parseUnsignedLong(matcher.group(1), 16),
							Integer.parseUnsignedInt(matcher.group(2), 16), matcher.group(3) != null));
				}
			}
		}
		names.sort(Comparator.comparingLong(SegmentName::number));
		return names;
	}

	/**
	 * Deletes files whose frames are all settled.
	 */
	static void deleteSpares(Path folder) throws IOException {
		try (DirectoryStream<Path> spares = Files.newDirectoryStream(folder, "*.spare")) {
			for (Path spare : spares) {
				Files.deleteIfExists(spare);
			}
		}
	}

	Path file() {
		return file(this.remains ? "-reused.segment" : ".segment");
	}

	/**
	 * What the file is called when its frames are all settled and it is kept. Nobody
	 * takes it for a segment then.
	 */
	Path spare() {
		return file(".spare");
	}

	private Path file(String ending) {
		return this.folder.resolve("%016x-%08x%s".formatted(this.number, this.marker, ending));
	}

	SegmentName withoutRemains() {
		return new SegmentName(this.folder, this.number, this.marker, false);
	}

}

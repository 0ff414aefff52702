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
 */
record SegmentName(Path folder, long number, int marker) {

	private static final Pattern SEGMENT = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{8})\\.segment");

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
							Integer.parseUnsignedInt(matcher.group(2), 16)));
				}
			}
		}
		names.sort(Comparator.comparingLong(SegmentName::number));
		return names;
	}

	Path file() {
		return this.folder.resolve("%016x-%08x.segment".formatted(this.number, this.marker));
	}

}

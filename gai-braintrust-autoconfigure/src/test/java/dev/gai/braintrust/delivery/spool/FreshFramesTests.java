package dev.gai.braintrust.delivery.spool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.Frame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames that are sent without having been read from the disk.
 */
class FreshFramesTests {

	@TempDir
	private Path temp;

	@Test
	void readsFromMemoryWhatWasJustAppended() throws Exception {
		TestLogs logs = logs();
		try (SegmentSpanLog log = logs.open()) {
			Frame frame = TestLogs.frame(1, 100);
			logs.append(log, frame);
			zero(log.folder());

			assertThat(Objects.requireNonNull(log.read(10, 1_000)).get(0)).isSameAs(frame);
			// The same once more, as after a request that failed.
			assertThat(Objects.requireNonNull(log.read(10, 1_000)).get(0)).isSameAs(frame);
			log.acknowledge(1);
			assertThat(log.spans()).isZero();
		}
	}

	@Test
	void readsFromMemoryWhatWasReadAndNotAcknowledged() throws Exception {
		TestLogs logs = logs();
		try (SegmentSpanLog log = logs.open()) {
			List<Frame> frames = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				frames.add(TestLogs.frame(i, 100));
				logs.append(log, frames.get(i));
			}
			zero(log.folder());
			log.read(3, 1_000);
			log.acknowledge(0);

			List<Frame> again = Objects.requireNonNull(log.read(3, 1_000));
			log.acknowledge(1);
			List<Frame> rest = Objects.requireNonNull(log.read(10, 1_000));

			assertThat(again).usingElementComparator((one, other) -> (one == other) ? 0 : 1)
				.containsExactlyElementsOf(frames.subList(0, 3));
			assertThat(rest).usingElementComparator((one, other) -> (one == other) ? 0 : 1)
				.containsExactlyElementsOf(frames.subList(1, 4));
			log.acknowledge(3);
			assertThat(log.spans()).isZero();
		}
	}

	@Test
	void readsFromTheDiskWhatIsAskedForAgainAfterAnotherOne() {
		TestLogs logs = logs();
		try (SegmentSpanLog log = logs.open()) {
			Frame first = TestLogs.frame(1, 100);
			logs.append(log, first);
			logs.append(log, TestLogs.frame(2, 100));
			log.read(10, 1_000);

			List<Frame> again = Objects.requireNonNull(log.read(10, 1_000));

			assertThat(again.get(0).copy()).isEqualTo(first.copy());
			assertThat(again.get(0)).isNotSameAs(first);
		}
	}

	@Test
	void countsWhatIsDamagedOnTheDiskAndNotInMemory() throws Exception {
		TestLogs logs = new TestLogs(this.temp);
		logs.bytesInMemory = 500;
		try (SegmentSpanLog log = logs.open()) {
			logs.append(log, 0, 10);
			zero(log.folder());

			assertThat(logs.drain(log)).containsExactly(0, 1, 2);
			assertThat(logs.counters.counts().dropped()).containsEntry(DropReason.DAMAGED, 7L);
			assertThat(logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void isBoundedInBytes() {
		FreshFrames fresh = new FreshFrames(350);
		MemorySegment segment = new MemorySegment();
		for (int i = 0; i < 10; i++) {
			fresh.add(segment, i, TestLogs.frame(i, 100), i);
		}

		assertThat(at(fresh, segment, 0)).isNotNull();
		assertThat(at(fresh, segment, 1)).isNotNull();
		assertThat(at(fresh, segment, 2)).isNull();
		fresh.add(segment, 10, TestLogs.frame(10, 100), 10);
		assertThat(at(fresh, segment, 9)).isNull();
		assertThat(at(fresh, segment, 10)).isNotNull();
	}

	@Test
	void holdsNothingOfALargeFrame() {
		FreshFrames fresh = new FreshFrames(50);
		MemorySegment segment = new MemorySegment();
		fresh.add(segment, 0, Frame.of(new byte[51]), 0);

		assertThat(at(fresh, segment, 0)).isNull();
	}

	private static FreshFrames.@Nullable Fresh at(FreshFrames fresh, Segment segment, int index) {
		return fresh.at(new Extent(segment, 0, index, 10_000, 20));
	}

	private TestLogs logs() {
		TestLogs logs = new TestLogs(this.temp);
		logs.bytesInMemory = 100_000;
		return logs;
	}

	private static void zero(Path folder) throws Exception {
		try (Stream<Path> files = Files.list(folder)) {
			List<Path> segments = files.filter((path) -> path.toString().endsWith(".segment")).toList();
			assertThat(segments).isNotEmpty();
			for (Path segment : segments) {
				Files.write(segment, new byte[(int) Files.size(segment)]);
			}
		}
	}

}

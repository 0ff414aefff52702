package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.gai.braintrust.delivery.Frame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files of segments that are kept for the next ones: they are used, count, and do not
 * stay for long.
 */
@Timeout(120)
@Tag("thorough")
@DisabledOnOs(OS.WINDOWS)
class SpareSegmentsTests {

	private static final int STORED = FrameHeader.BYTES + 100;

	private static final int MAX_BYTES = 80_000;

	/** An eighth of the log is a segment. */
	private static final int IN_A_SEGMENT = MAX_BYTES / 8 / STORED;

	private final Path temp;

	private final Path directory;

	private final TestLogs logs;

	SpareSegmentsTests(@TempDir Path temp) {
		this.temp = temp;
		this.directory = temp.resolve("spool");
		this.logs = new TestLogs(this.directory);
	}

	@Test
	void writesOverFilesOfWhichAllIsSettled() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			Set<Object> files = new HashSet<>();
			for (int i = 0; i < 20 * IN_A_SEGMENT; i++) {
				this.logs.append(log, i, i + 1);
				assertThat(this.logs.drain(log)).containsExactly(i);
				for (Path segment : TestLogs.files(this.directory, ".segment")) {
					files.add(Files.readAttributes(segment, BasicFileAttributes.class).fileKey());
				}
				assertThat(log.spans()).isZero();
				assertThat(log.bytes()).isZero();
			}
			assertThat(files).hasSizeLessThanOrEqualTo(3);
			assertThat(TestLogs.files(this.directory, ".spare")).hasSizeLessThanOrEqualTo(1);
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	/**
	 * What is kept to be used again counts, and goes before anything else does.
	 */
	@Test
	void givesUpNothingForTheFileThatIsKept() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			this.logs.append(log, 0, 4 * IN_A_SEGMENT + 3);
			assertThat(TestLogs.numbers(log.read(1_000, 1_000_000))).hasSize(4 * IN_A_SEGMENT + 3);
			log.acknowledge(4 * IN_A_SEGMENT + 3);
			assertThat(TestLogs.files(this.directory, ".spare")).hasSize(3);
			int first = 4 * IN_A_SEGMENT + 3;
			int next = first;
			while (this.logs.counters.counts().totalDropped() == 0) {
				this.logs.append(log, next, ++next);
				assertThat(bytesOnDisk()).isLessThanOrEqualTo(MAX_BYTES);
			}
			// The last one did not fit, nor what is settled in the segment of the first.
			assertThat(next - first).isEqualTo(MAX_BYTES / STORED - 3 + 1);
			assertThat(this.logs.drain(log)).endsWith(next - 1).isSorted();
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void takesNoMoreOfTheDiskThanItMay(long seed) throws IOException {
		Random random = new Random(seed);
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			for (int i = 0; i < 1_000; i++) {
				List<Frame> together = new ArrayList<>();
				for (int more = random.nextInt(20); more >= 0; more -= 4) {
					together.add(TestLogs.frame(i, random.nextInt((random.nextInt(50) == 0) ? 15_000 : 900)));
				}
				this.logs.append(log, together);
				assertThat(bytesOnDisk()).isLessThanOrEqualTo(20_000);
				if (random.nextInt(10) == 0) {
					List<Frame> batch = log.read(1 + random.nextInt(80), 100_000);
					this.logs.counters.delivered(batch.size());
					log.acknowledge(batch.size());
				}
			}
			assertThat(this.logs.drain(log)).isSorted();
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void keepsNoFileForLong() {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			fill(log, 0);
			List<Path> spares = TestLogs.files(this.directory, ".spare");
			assertThat(spares).hasSize(1);
			this.logs.clock.addAndGet(Duration.ofMinutes(2).toMillis());
			this.logs.append(log, 1_000, 1_000 + 2 * IN_A_SEGMENT);
			assertThat(TestLogs.files(this.directory, "-reused.segment")).isEmpty();
			assertThat(spares.get(0)).doesNotExist();
			this.logs.clock.addAndGet(Duration.ofMinutes(2).toMillis());
			assertThat(this.logs.drain(log)).hasSize(2 * IN_A_SEGMENT);
			assertThat(TestLogs.files(this.directory, ".spare")).isEmpty();
		}
	}

	@Test
	void keepsNoFileForLongWhereNothingIsAppendedAnyMore() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			this.logs.append(log, 0, 3 * IN_A_SEGMENT + 3);
			assertThat(log.read(2 * IN_A_SEGMENT, 1_000_000)).hasSize(2 * IN_A_SEGMENT);
			log.acknowledge(2 * IN_A_SEGMENT);
			assertThat(TestLogs.files(this.directory, ".spare")).hasSize(2);
			this.logs.clock.addAndGet(Duration.ofSeconds(40).toMillis());
			assertThat(this.logs.drain(log)).hasSize(IN_A_SEGMENT + 3);
			assertThat(TestLogs.files(this.directory, ".spare")).hasSize(3);
			this.logs.clock.addAndGet(Duration.ofSeconds(40).toMillis());
			assertThat(log.read(1, 1_000_000)).isNull();
			assertThat(TestLogs.files(this.directory, ".spare")).hasSize(1);
			this.logs.clock.addAndGet(Duration.ofSeconds(40).toMillis());
			assertThat(log.read(1, 1_000_000)).isNull();
			assertThat(TestLogs.files(this.directory, ".spare")).isEmpty();
			int next = this.logs.deliver(log, 1_000, 1_000 + 3 * IN_A_SEGMENT);
			assertThat(this.logs.deliver(log, next, next + 3 * IN_A_SEGMENT)).isPositive();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void deletesWhatAKilledProcessHadKept() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			fill(log, 0);
			assertThat(TestLogs.files(this.directory, ".spare")).hasSize(1);
			TestLogs left = killed("killed");
			Files.delete(TestLogs.files(this.temp.resolve("killed"), "cursor").get(0));
			try (SegmentSpanLog recovered = left.open(MAX_BYTES)) {
				assertThat(TestLogs.files(this.temp.resolve("killed"), ".spare")).isEmpty();
				assertThat(left.drain(recovered)).hasSizeLessThan(IN_A_SEGMENT);
			}
			assertThat(this.temp.resolve("killed")).isEmptyDirectory();
		}
	}

	@Test
	void makesANewFileWhenTheOneThatWasKeptIsGone() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			fill(log, 0);
			Files.delete(TestLogs.files(this.directory, ".spare").get(0));
			this.logs.append(log, 1_000, 1_000 + 2 * IN_A_SEGMENT);
			assertThat(this.logs.drain(log)).hasSize(2 * IN_A_SEGMENT);
			assertThat(log.problem()).isNull();
			assertThat(this.logs.counters.counts().totalDropped()).isZero();
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	/** Fills two segments, so that the first is settled while the second is written. */
	private int fill(SegmentSpanLog log, int from) {
		return this.logs.deliver(log, from, from + IN_A_SEGMENT + 3);
	}

	private TestLogs killed(String name) throws IOException {
		return this.logs.killed(this.temp.resolve(name));
	}

	private long bytesOnDisk() throws IOException {
		long bytes = 0;
		for (String ending : List.of(".segment", ".spare")) {
			for (Path file : TestLogs.files(this.directory, ending)) {
				bytes += Files.size(file);
			}
		}
		return bytes;
	}

}

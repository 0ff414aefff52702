package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.DropReason;
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
 * Segments that are written over what former ones have left: of that nothing is ever
 * delivered, counted or missing.
 */
@Timeout(120)
@Tag("thorough")
@DisabledOnOs(OS.WINDOWS)
class ReusedSegmentTests {

	private static final int STORED = FrameHeader.BYTES + 100;

	private static final int MAX_BYTES = 80_000;

	/** An eighth of the log is a segment. */
	private static final int IN_A_SEGMENT = MAX_BYTES / 8 / STORED;

	private final Path temp;

	private final Path directory;

	private final TestLogs logs;

	ReusedSegmentTests(@TempDir Path temp) {
		this.temp = temp;
		this.directory = temp.resolve("spool");
		this.logs = new TestLogs(this.directory);
	}

	@Test
	void deliversNothingOfAFormerSegmentAfterAKill() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			int next = beginReused(log);
			for (int i = 0; i < IN_A_SEGMENT - 1; i++) {
				TestLogs left = killed("begun-" + i);
				try (SegmentSpanLog recovered = left.open(MAX_BYTES)) {
					assertThat(recovered.spans()).isEqualTo(i + 1);
					assertThat(left.drain(recovered)).containsExactlyElementsOf(range(next - 1 - i, next));
					assertThat(left.counters.counts().totalDropped()).isZero();
					assertThat(left.counters.counts().ended()).isEqualTo(i + 1);
				}
				this.logs.append(log, next, ++next);
			}
		}
	}

	/**
	 * A write that a kill has cut short, wherever it has: behind the bytes that it has
	 * written stand those of before.
	 */
	@Test
	void neitherDeliversNorCountsWhatWasNotWrittenToItsEnd() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			int next = beginReused(log);
			this.logs.append(log, next, ++next);
			byte[] before = Files.readAllBytes(reused(this.directory));
			this.logs.append(log, List.of(TestLogs.frame(next, 100), TestLogs.frame(next + 1, 30)));
			byte[] after = Files.readAllBytes(reused(this.directory));
			int from = 2 * STORED;
			int first = from + STORED;
			int last = first + FrameHeader.BYTES + 30;
			assertThat(Arrays.mismatch(before, after)).isBetween(from, from + 3);
			for (int written = from; written <= last; written++) {
				TestLogs left = killed("torn-" + written);
				byte[] torn = before.clone();
				System.arraycopy(after, 0, torn, 0, written);
				Files.write(reused(this.temp.resolve("torn-" + written)), torn);
				int whole = 2 + ((written >= first) ? 1 : 0) + ((written >= last) ? 1 : 0);
				try (SegmentSpanLog recovered = left.open(MAX_BYTES)) {
					assertThat(left.drain(recovered)).as("%d bytes", written)
						.containsExactlyElementsOf(range(next - 2, next - 2 + whole));
					assertThat(left.counters.counts().totalDropped()).as("%d bytes", written).isZero();
					assertThat(left.counters.counts().ended()).as("%d bytes", written).isEqualTo(whole);
				}
			}
		}
	}

	@Test
	void sendsNothingAgainThatWasAcknowledged() throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			int next = beginReused(log);
			this.logs.append(log, next, next + 5);
			for (int acknowledged = 0; acknowledged < 6; acknowledged++) {
				TestLogs left = killed("acknowledged-" + acknowledged);
				try (SegmentSpanLog recovered = left.open(MAX_BYTES)) {
					assertThat(left.drain(recovered))
						.containsExactlyElementsOf(range(next - 1 + acknowledged, next + 5));
					assertThat(left.counters.counts().totalDropped()).isZero();
				}
				log.read(1, 1);
				log.acknowledge(1);
			}
			TestLogs left = killed("all");
			try (SegmentSpanLog recovered = left.open(MAX_BYTES)) {
				assertThat(recovered.spans()).isZero();
				assertThat(recovered.read(1, 1)).isNull();
				assertThat(left.counters.counts().ended()).isZero();
			}
			assertThat(this.temp.resolve("all")).isEmptyDirectory();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4, 8, 12, 20, 27, 28, 127 })
	void losesOnlyTheFrameWithADamagedByte(int at) throws IOException {
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			int next = beginReused(log);
			this.logs.append(log, next, next + 9);
			TestLogs left = killed("killed");
			Path copy = this.temp.resolve("killed");
			TestLogs.flip(reused(copy), 3 * STORED + at);
			TestLogs.flip(reused(copy), 12 * STORED + at);
			try (SegmentSpanLog recovered = left.open(MAX_BYTES)) {
				List<Integer> rest = new ArrayList<>(range(next - 1, next + 9));
				rest.remove(3);
				assertThat(left.drain(recovered)).containsExactlyElementsOf(rest);
				assertThat(left.counters.counts().dropped()).isEqualTo(Map.of(DropReason.DAMAGED, 1L));
				assertThat(left.counters.counts().logged()).isZero();
			}
		}
	}

	@Test
	void countsDamageAtTheEndOfASegmentThatWasFinished() throws IOException {
		int next;
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			next = beginReused(log);
			this.logs.append(log, next, next + 4);
		}
		Path segment = TestLogs.files(this.directory, ".segment").get(0);
		assertThat(segment).hasSize(5 * STORED);
		TestLogs.flip(segment, 4 * STORED + 50);
		try (SegmentSpanLog log = this.logs.open(MAX_BYTES)) {
			assertThat(this.logs.drain(log)).containsExactlyElementsOf(range(next - 1, next + 3));
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.DAMAGED, 1L);
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	/** Fills two segments, so that the first is settled while the second is written. */
	private int fill(SegmentSpanLog log, int from) {
		return this.logs.deliver(log, from, from + IN_A_SEGMENT + 3);
	}

	/**
	 * Fills segments until one is written over another.
	 * @return the number of the next frame; the one before is the first in that segment
	 * and not read
	 */
	private int beginReused(SegmentSpanLog log) {
		int next = fill(log, 0);
		while (TestLogs.files(this.directory, "-reused.segment").isEmpty()) {
			this.logs.drain(log);
			this.logs.append(log, next, ++next);
		}
		assertThat(reused(this.directory)).hasSize((long) IN_A_SEGMENT * STORED);
		assertThat(log.spans()).isEqualTo(1);
		return next;
	}

	private TestLogs killed(String name) throws IOException {
		return this.logs.killed(this.temp.resolve(name));
	}

	private static Path reused(Path directory) {
		return TestLogs.files(directory, "-reused.segment").get(0);
	}

	private static List<Integer> range(int from, int to) {
		return IntStream.range(from, to).boxed().toList();
	}

}

package dev.gai.braintrust.delivery.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.gai.braintrust.delivery.DropReason;
import dev.gai.braintrust.delivery.ExportCounters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the log on disk gives up, and that it counts it.
 */
@Timeout(120)
class SegmentBoundsTests {

	private final Path directory;

	private final TestLogs logs;

	SegmentBoundsTests(@TempDir Path temp) {
		this.directory = temp.resolve("spool");
		this.logs = new TestLogs(this.directory);
	}

	@Test
	void givesUpTheOldestWhenFull() throws IOException {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, 0, 1_000);
			assertThat(bytesOnDisk()).isLessThanOrEqualTo(20_000);
			ExportCounters.Counts counts = this.logs.counters.counts();
			assertThat(counts.dropped()).containsOnlyKeys(DropReason.LOG_FULL);
			assertThat(counts.logged()).isEqualTo(log.spans()).isGreaterThan(130);
			List<Integer> left = this.logs.drain(log);
			assertThat(left)
				.containsExactlyElementsOf(IntStream.range(1_000 - (int) counts.logged(), 1_000).boxed().toList());
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void givesUpTheSameOfFramesThatAreAppendedTogether() {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, List.of());
			this.logs.append(log, IntStream.range(0, 1_000).mapToObj((i) -> TestLogs.frame(i, 100)).toList());
			this.logs.append(log, List.of(TestLogs.frame(1_000, 100), TestLogs.frame(-1, 20_000),
					TestLogs.frame(1_001, 100), TestLogs.frame(1_002, 2_000), TestLogs.frame(1_003, 100)));
			ExportCounters.Counts together = this.logs.counters.counts();
			List<Integer> left = this.logs.drain(log);

			try (SegmentSpanLog other = this.logs.open(20_000)) {
				this.logs.append(other, 0, 1_001);
				this.logs.append(other, TestLogs.frame(-1, 20_000));
				this.logs.append(other, TestLogs.frame(1_001, 100));
				this.logs.append(other, TestLogs.frame(1_002, 2_000));
				this.logs.append(other, TestLogs.frame(1_003, 100));
				assertThat(together).isEqualTo(this.logs.counters.counts());
				assertThat(left).isEqualTo(this.logs.drain(other)).endsWith(1_000, 1_001, 1_002, 1_003);
			}
		}
	}

	@Test
	void neverGivesUpFramesInFlight() {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, 0, 100);
			List<Integer> inFlight = TestLogs.numbers(log.read(50, 1_000_000));
			this.logs.append(log, 100, 1_000);
			log.acknowledge(0);
			assertThat(TestLogs.numbers(log.read(50, 1_000_000))).isEqualTo(inFlight).startsWith(0, 1).hasSize(50);
			this.logs.append(log, TestLogs.frame(1_000, 18_000));
			assertThat(this.logs.counters.counts().dropped()).containsOnlyKeys(DropReason.LOG_FULL);
			log.acknowledge(50);
			this.logs.counters.delivered(50);
			assertThat(log.spans()).isEqualTo(this.logs.counters.counts().logged());
			assertThat(this.logs.drain(log)).endsWith(998, 999).isSorted();
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void keepsTheOthersWhenAFrameCanNeverFit() {
		try (SegmentSpanLog log = this.logs.open(20_000)) {
			this.logs.append(log, 0, 10);
			this.logs.append(log, TestLogs.frame(99, 20_000));
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.LOG_FULL, 1L);
			assertThat(log.spans()).isEqualTo(10);
			this.logs.append(log, TestLogs.frame(10, 19_000));
			assertThat(this.logs.drain(log)).containsExactly(10);
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.LOG_FULL, 11L);
		}
	}

	@Test
	void givesUpWhatIsTooOld() {
		try (SegmentSpanLog log = this.logs.open(8_000)) {
			this.logs.append(log, 0, 15);
			this.logs.clock.addAndGet(Duration.ofHours(12).toMillis());
			this.logs.append(log, 15, 20);
			this.logs.clock.addAndGet(Duration.ofHours(12).toMillis());
			assertThat(log.spans()).isEqualTo(20);
			this.logs.clock.addAndGet(1);
			assertThat(TestLogs.numbers(log.read(2, 1_000))).containsExactly(15, 16);
			assertThat(this.logs.counters.counts().dropped()).containsOnly(Map.entry(DropReason.EXPIRED, 15L));
			this.logs.clock.addAndGet(Duration.ofHours(13).toMillis());
			this.logs.append(log, 20, 21);
			assertThat(TestLogs.numbers(log.read(0, 0))).containsExactly(20);
			log.acknowledge(1);
			this.logs.counters.delivered(1);
			assertThat(this.logs.counters.counts().dropped()).containsEntry(DropReason.EXPIRED, 20L);
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void givesUpWhatIsTooOldOrTooMuchWhenItOpens() {
		try (SegmentSpanLog log = this.logs.open(80_000)) {
			this.logs.append(log, 0, 400);
			this.logs.clock.addAndGet(Duration.ofHours(12).toMillis());
			this.logs.append(log, 400, 500);
		}
		try (SegmentSpanLog log = this.logs.open(40_000)) {
			ExportCounters.Counts counts = this.logs.counters.counts();
			assertThat(counts.ended()).isEqualTo(500);
			assertThat(counts.logged()).isEqualTo(log.spans()).isBetween(200L, 312L);
			assertThat(counts.dropped()).containsOnlyKeys(DropReason.LOG_FULL);
		}
		this.logs.clock.addAndGet(Duration.ofHours(23).toMillis());
		try (SegmentSpanLog log = this.logs.open(40_000)) {
			assertThat(this.logs.counters.counts().dropped()).containsOnlyKeys(DropReason.EXPIRED);
			assertThat(this.logs.drain(log)).containsExactlyElementsOf(IntStream.range(400, 500).boxed().toList());
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	@Test
	void countsAFrameThatCouldNotBeAppended() throws IOException {
		AtomicBoolean full = new AtomicBoolean();
		SpoolSettings settings = new SpoolSettings(true, this.directory, 1_000_000, Duration.ofHours(1), false);
		try (SegmentSpanLog log = new SegmentSpanLog(settings, this.logs.counters, () -> {
			if (full.get()) {
				throw new OutOfMemoryError("simulated");
			}
			return 1_800_000_000_000L;
		})) {
			this.logs.append(log, 0, 5);
			full.set(true);
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> this.logs.append(log, 5, 6));
			full.set(false);
			this.logs.append(log, 6, 8);
			assertThat(this.logs.drain(log)).containsExactly(0, 1, 2, 3, 4, 6, 7);
			assertThat(this.logs.counters.counts().dropped()).containsOnly(Map.entry(DropReason.LOG_FAILED, 1L));
			assertThat(this.logs.counters.counts().logged()).isZero();
		}
	}

	private long bytesOnDisk() throws IOException {
		long bytes = 0;
		for (Path file : TestLogs.files(this.directory, ".segment")) {
			bytes += Files.size(file);
		}
		return bytes;
	}

}
